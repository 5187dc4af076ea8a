/**
 * The way of a reply to WordPress.
 *
 * It goes out form-encoded and, for guests, without any header of its own: so it needs no preflight, whose answer WordPress
 * lets nobody keep and starts as slowly as for any page. WordPress knows no keys; it refuses the same words by the same
 * writer under the same comment. A reply whose answer was lost is looked for and, where it is not shown, sent again; that
 * refusal then says that it has arrived.
 */
import { abortable } from '../abort.js';
import { CommentsError, toCommentsError, type ErrorCode } from '../errors.js';
import { readObject, withRare } from '../fields.js';
import { readComment } from '../parse.js';
import type { JsonAnswer } from '../request.js';
import type { Draft, Posted, RequestOptions } from '../types.js';
import { findArrived } from './arrived.js';
import { COMMENT_FIELDS, toWire } from './comments.js';
import type { Item, Thread } from './item.js';
import { readRefused, withMore, withPatience, type Refused } from './refusals.js';
import type { Site } from './site.js';
import { asStored } from './stored-text.js';

/** A reply that is under way or has arrived. */
interface Sending {
  readonly content: string;
  readonly posted: Promise<Posted>;
  /** Those who still want it sent. */
  waiting: number;
  /** From here on it may be stored. */
  sent: boolean;
}

const sendings = new WeakMap<Site, Map<string, Sending>>();
/** Keys of replies that were sent without an answer. */
const lost = new WeakMap<Site, Set<string>>();

/**
 * Sends a reply, once for each key: who sends it again meanwhile waits for the same answer. What is on its way is not called
 * back when it is cancelled, because nobody could tell whether it was stored.
 */
export async function sendReply(
  site: Site,
  thread: Thread,
  draft: Draft,
  { signal }: RequestOptions = {},
): Promise<Posted> {
  if (signal?.aborted) throw new CommentsError('aborted', 'Not sent.');
  const sending = join(site, thread, draft);
  sending.waiting++;
  try {
    return await abortable(sending.posted, signal);
  } catch (thrown) {
    const error = toCommentsError(thrown);
    if (error.code !== 'aborted') throw error;
    throw new CommentsError('aborted', error.message, { maybeStored: sending.sent });
  } finally {
    sending.waiting--;
  }
}

function join(site: Site, thread: Thread, draft: Draft): Sending {
  const all = sendings.get(site) ?? new Map<string, Sending>();
  sendings.set(site, all);
  const content = JSON.stringify([thread.ref.key, draft.parentId, draft.text, draft.guest]);
  const known = all.get(draft.key);
  if (known && known.content !== content) throw new CommentsError('conflict', 'The key belongs to another reply.');
  if (known) return known;
  const sending: Sending = { content, waiting: 0, sent: false, posted: post(site, thread, draft, () => sending) };
  all.set(draft.key, sending);
  sending.posted.catch(() => all.delete(draft.key));
  return sending;
}

async function post(site: Site, thread: Thread, draft: Draft, sending: () => Sending): Promise<Posted> {
  const unanswered = lost.get(site) ?? new Set();
  lost.set(site, unanswered);
  const wasSent = unanswered.has(draft.key);
  try {
    const item = await thread.item();
    await checkParent(site, item, draft);
    if (sending().waiting === 0) throw new CommentsError('aborted', 'Not sent.');
    sending().sent = true;
    return await (wasSent ? submitAgain : submit)(site, thread, item, draft);
  } catch (thrown) {
    const error = toCommentsError(thrown);
    if (error.maybeStored) unanswered.add(draft.key);
    if (error.code === 'closed') thread.refused = 'closed';
    throw wasSent ? withMore(error, { maybeStored: true }) : error;
  }
}

/**
 * Words that WordPress changes before it stores them are no duplicate to it: so it is asked for them first. What it shows to
 * nobody, and takes for a duplicate, waits for moderation.
 */
async function submitAgain(site: Site, thread: Thread, item: Item, draft: Draft): Promise<Posted> {
  const arrived = await findArrived(site, item, draft);
  if (arrived) return arrived;
  try {
    return await submit(site, thread, item, draft);
  } catch (thrown) {
    const error = toCommentsError(thrown);
    if (error.code !== 'duplicate') throw error;
    return (await findArrived(site, item, draft)) ?? held(draft, error);
  }
}

/** As its writer typed it: nobody can ask for it. */
function held({ key, parentId, text, guest }: Draft, error: CommentsError): Posted {
  const comment = readComment({ id: `~${key}`, parentId, state: 'pending', author: guest, body: text });
  if (!comment) throw error;
  return { state: 'pending', comment };
}

/** WordPress takes replies to comments that are held, deleted or elsewhere, and shows them at the top. */
async function checkParent({ ask, options: { password } }: Site, item: Item, { parentId }: Draft): Promise<void> {
  if (parentId === undefined) return;
  const gone: readonly ErrorCode[] = ['not-found', 'forbidden'];
  const parent = /^\d+$/.test(parentId)
    ? await ask(`comments/${parentId}`, { _fields: 'post', password }).then(
        ({ data }) => readObject(data),
        (thrown: unknown) => {
          if (gone.includes(toCommentsError(thrown).code)) return undefined;
          throw thrown;
        },
      )
    : undefined;
  if (String(parent?.['post']) !== item.id) throw new CommentsError('parent-gone', `There is no comment ${parentId}.`);
}

/** Sends it as the reader; a session that is over is begun again once, where the reader is still logged in. */
async function submit(site: Site, thread: Thread, item: Item, draft: Draft, again = true): Promise<Posted> {
  const session = await site.session(thread.refused === 'login');
  // WordPress takes whoever comes with a wrong password for a guest.
  const asReader = (await session?.user()) && (await session?.asReader());
  if (session && !asReader && !draft.guest?.name) throw new CommentsError('login-required', 'The session has ended.');
  let refused: Refused | undefined;
  try {
    const answer = await site.ask(
      'comments',
      { _fields: `${COMMENT_FIELDS},status` },
      {},
      {
        ...asReader,
        method: 'POST',
        body: formOf(site, item, draft, Boolean(asReader)),
        problem: (body) => (refused = readRefused(body, draft, Boolean(asReader))),
      },
    );
    session?.learn(answer.headers);
    return await readPosted(site, item, answer);
  } catch (thrown) {
    const error = toCommentsError(thrown);
    const isOver = asReader && error.code === 'login-required';
    if (isOver && (await session?.renew()) && again) return submit(site, thread, item, draft, false);
    if (refused?.reason === 'rest_comment_login_required') thread.refused = 'login';
    throw withPatience(error);
  }
}

function formOf(
  { options }: Site,
  { id }: Item,
  { text, parentId, guest = {} }: Draft,
  asReader: boolean,
): URLSearchParams {
  const form = new URLSearchParams({ post: id, content: asStored(text) });
  const { name, email, url } = asReader ? {} : guest;
  const details = {
    parent: parentId,
    author_name: name,
    author_email: email,
    author_url: url,
    password: options.password,
  };
  for (const [field, value] of Object.entries(details)) if (value?.trim()) form.set(field, value.trim());
  return form;
}

async function readPosted({ home }: Site, item: Item, { data, status }: JsonAnswer): Promise<Posted> {
  const told = readObject(data)?.['status'];
  const state = told === 'approved' ? 'published' : told === 'hold' ? 'pending' : undefined;
  // Whoever writes spam is not told what gave it away.
  if (told === 'spam' || told === 'trash') throw new CommentsError('rejected', 'The site did not keep it.', { status });
  const comment = state && (await withRare(() => readComment(toWire(data, item), home)));
  // Also where a redirect made a GET of it, whose answer is a list.
  if (!comment) {
    throw new CommentsError('bad-data', 'The site did not say what became of it.', { status, maybeStored: true });
  }
  return { state, comment: { ...comment, state } };
}
