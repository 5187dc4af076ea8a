/** The part of the contract about replies. */
import type { ErrorCode } from '../../../src/core/errors.js';
import type { Backend, Posted, ThreadRef } from '../../../src/core/types.js';
import type { Case, Harness } from '../contract.js';
import { byMark, check, checkComment, checkCount, draftOf, fails, markOf, readComments, same } from './checks.js';

/** Reasons for which a source may refuse a reply. */
export const REFUSALS = [
  'login-required',
  'invalid',
  'duplicate',
  'rate-limited',
  'parent-gone',
  'rejected',
  'too-large',
] as const satisfies readonly ErrorCode[];
export type Refusal = (typeof REFUSALS)[number];

export const SENDING: readonly Case[] = [
  ['a backend that takes replies has a method for it', ['reply'], hasReply],
  ['a reply is published', ['reply'], published],
  ['a reply to a comment', ['reply', 'nesting'], nested],
  ['a reply keeps its text', ['reply'], verbatim],
  ['a reply sent twice is stored once', ['reply', 'once'], twice],
  ['five sendings of one reply at once store it once', ['reply', 'once'], fiveAtOnce],
  ['a key that was used for another reply', ['reply', 'once', 'conflict'], conflict],
  ['a reply is held for moderation', ['reply', 'pending'], pending],
  ['a held reply that is sent twice', ['reply', 'pending', 'once'], pendingTwice],
  ['a closed thread says so', ['closed'], closed],
  ['a closed thread refuses replies', ['reply', 'closed'], closedRefuses],
  ['a reply to an unknown thread', ['reply'], unknownThread],
  ['a reply that is cancelled before it is sent is not stored', ['reply'], cancelledBefore],
  ['a reply that is cancelled under way can be sent again', ['reply', 'once'], cancelledDuring],
  ...REFUSALS.map((reason): Case => [`a reply is refused: ${reason}`, ['reply', reason], refused(reason)]),
];

async function hasReply({ backend, seed }: Harness): Promise<void> {
  check(backend.reply !== undefined, 'it cannot send: name "reply" in `without` with that reason');
  const { policy } = await backend.list(await seed({ comments: [] }), { sort: 'oldest', limit: 50 });
  check(policy, 'the first page has no policy, so nobody would be offered a form');
  check(policy.access === 'open' || policy.access === 'login', `the policy of an open thread is ${policy.access}`);
}

async function published(harness: Harness): Promise<void> {
  const { backend, seed } = harness;
  const thread = await seed({ comments: [{ mark: 'mark1' }] });
  const before = await totalOf(backend, thread);
  const posted = await send(harness, thread, draftOf('mark2'));
  same(
    [posted.state, posted.comment.state, markOf(posted.comment)],
    ['published', 'published', 'mark2'],
    'the outcome',
  );
  same(posted.comment.parentId, undefined, 'the parent');
  if (before !== undefined && posted.count) same(posted.count.total, before + 1, 'the new total');
  const comments = await readComments(backend, thread);
  same(comments.map(markOf).sort(), ['mark1', 'mark2'], 'comments');
  same(byMark(comments, 'mark2').id, posted.comment.id, 'the id of the stored reply');
}

async function nested(harness: Harness): Promise<void> {
  const { backend, seed } = harness;
  const thread = await seed({ comments: [{ mark: 'mark1' }, { mark: 'mark2', under: 'mark1' }] });
  const parentId = byMark(await readComments(backend, thread), 'mark2').id;
  const { comment } = await send(harness, thread, draftOf('mark3', { parentId }));
  same(comment.parentId, parentId, 'the parent in the outcome');
  same(byMark(await readComments(backend, thread), 'mark3').parentId, parentId, 'the parent in the list');
}

async function verbatim(harness: Harness): Promise<void> {
  const thread = await harness.seed({ comments: [] });
  const text = 'mark1 <b>&amp;</b> "\u043f\u0440\u0438\u0432\u0435\u0442" \ud83d\udc69\u200d\ud83d\udcbb\nsecond line';
  const { body } = (await send(harness, thread, draftOf(text))).comment;
  if (body?.kind === 'text') same(body.value, text, 'the text');
  else check(body?.value.includes('\ud83d\udc69\u200d\ud83d\udcbb'), 'the emoji is lost');
}

async function twice(harness: Harness): Promise<void> {
  const thread = await harness.seed({ comments: [] });
  const draft = draftOf('mark1');
  const first = await send(harness, thread, draft);
  await sameOutcome(harness.backend, send(harness, thread, draft), first);
  same((await readComments(harness.backend, thread)).map(markOf), ['mark1'], 'comments');
}

async function fiveAtOnce(harness: Harness): Promise<void> {
  const thread = await harness.seed({ comments: [] });
  const draft = draftOf('mark1');
  const sendings = [1, 2, 3, 4, 5].map(() => send(harness, thread, draft));
  const results = await Promise.allSettled(sendings);
  const first = results.find((result) => result.status === 'fulfilled')?.value;
  check(first, 'none of five sendings succeeded');
  for (const sending of sendings) await sameOutcome(harness.backend, sending, first);
  same((await readComments(harness.backend, thread)).map(markOf), ['mark1'], 'comments');
}

async function conflict(harness: Harness): Promise<void> {
  const thread = await harness.seed({ comments: [] });
  const draft = draftOf('mark1');
  await send(harness, thread, draft);
  const error = await fails(send(harness, thread, { ...draft, text: 'mark2' }), 'conflict');
  check(!error.maybeStored, 'a refused reply cannot have been stored');
  same((await readComments(harness.backend, thread)).map(markOf), ['mark1'], 'comments');
}

async function pending(harness: Harness): Promise<void> {
  const thread = await holding(harness);
  const before = await totalOf(harness.backend, thread);
  const { state, comment } = await send(harness, thread, draftOf('mark1'));
  same([state, comment.state, markOf(comment)], ['pending', 'pending', 'mark1'], 'the outcome');
  const listed = (await readComments(harness.backend, thread)).filter((other) => other.state !== 'pending');
  same(listed, [], 'comments that are shown to everyone');
  same(await totalOf(harness.backend, thread), before, 'the total');
}

async function pendingTwice(harness: Harness): Promise<void> {
  const thread = await holding(harness);
  const draft = draftOf('mark1');
  const first = await send(harness, thread, draft);
  await sameOutcome(harness.backend, send(harness, thread, draft), first);
}

async function holding({ hold, seed }: Harness): Promise<ThreadRef> {
  check(hold, 'the harness has no hold(): name "pending" in `without` with a reason');
  await hold();
  return seed({ comments: [] });
}

async function closed({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: [{ mark: 'mark1' }], closed: true });
  const page = await backend.list(thread, { sort: 'oldest', limit: 50 });
  same([page.policy?.access, page.comments.map(markOf)], ['closed', ['mark1']], 'the closed thread');
}

async function closedRefuses(harness: Harness): Promise<void> {
  const thread = await harness.seed({ comments: [], closed: true });
  const error = await fails(send(harness, thread, draftOf('mark1')), 'closed');
  check(!error.maybeStored, 'a refused reply cannot have been stored');
  same(await readComments(harness.backend, thread), [], 'comments');
}

async function unknownThread(harness: Harness): Promise<void> {
  const { backend, unknown = { key: 'nosuchthread' } } = harness;
  const exists = await backend.list(unknown, { sort: 'oldest', limit: 1 }).then(
    () => true,
    () => false,
  );
  // A backend that makes threads on first use takes the reply.
  if (!exists) await fails(send(harness, unknown, draftOf('mark1')), 'not-found');
}

async function cancelledBefore(harness: Harness): Promise<void> {
  const thread = await harness.seed({ comments: [] });
  const error = await fails(send(harness, thread, draftOf('mark1'), AbortSignal.abort()), 'aborted');
  check(!error.maybeStored, 'it was never sent');
  same(await readComments(harness.backend, thread), [], 'comments');
}

async function cancelledDuring(harness: Harness): Promise<void> {
  const thread = await harness.seed({ comments: [] });
  const draft = draftOf('mark1');
  const controller = new AbortController();
  const sending = send(harness, thread, draft, controller.signal);
  controller.abort();
  await fails(sending, 'aborted');
  const again = send(harness, thread, draft);
  await again.catch(() => fails(again, 'duplicate'));
  same((await readComments(harness.backend, thread)).map(markOf), ['mark1'], 'comments');
}

function refused(reason: Refusal): (harness: Harness) => Promise<void> {
  return async (harness) => {
    check(harness.provoke, `the harness has no provoke(): name "${reason}" in \`without\` with a reason`);
    const { thread, draft } = await harness.provoke(reason);
    const before = (await readComments(harness.backend, thread)).length;
    const error = await fails(send(harness, thread, draft), reason);
    check(!error.maybeStored, 'a refused reply cannot have been stored');
    if (reason === 'invalid') check(Object.keys(error.fields).length > 0, 'it does not say which fields are wrong');
    same((await readComments(harness.backend, thread)).length, before, 'comments');
  };
}

async function send(harness: Harness, thread: ThreadRef, draft: ReturnType<typeof draftOf>, signal?: AbortSignal) {
  const { backend } = harness;
  check(backend.reply !== undefined, 'it cannot send: name "reply" in `without` with that reason');
  const posted = await backend.reply(thread, draft, signal && { signal });
  checkComment(posted.comment);
  if (posted.count) checkCount(posted.count);
  return posted;
}

/** What a second sending comes to: the stored outcome, or where only contents are compared, the word that it is there. */
async function sameOutcome({ capabilities }: Backend, again: Promise<Posted>, first: Posted): Promise<void> {
  check(capabilities.once !== 'none', 'capabilities.once is "none": name "once" in `without` with that reason');
  const posted = capabilities.once === 'content' ? await again.catch(() => undefined) : await again;
  if (posted) same([posted.state, posted.comment.id], [first.state, first.comment.id], 'the second outcome');
  else await fails(again, 'duplicate');
}

async function totalOf(backend: Backend, thread: ThreadRef): Promise<number | undefined> {
  return (await backend.list(thread, { sort: 'oldest', limit: 1 }, { fresh: true })).count?.total;
}
