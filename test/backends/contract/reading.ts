/** The part of the contract about reading. */
import type { Case, Harness, SeedComment } from '../contract.js';
import { byMark, check, checkCount, checkLink, fails, markOf, readAll, readComments, same } from './checks.js';

/** First what every backend passes, then what needs a feature. */
export const READING: readonly Case[] = [
  ['says what it is and what it can', [], describesItself],
  ['an empty thread is empty', [], emptyThread],
  ['what cannot take replies says so', [], readOnly],
  ['one comment', [], oneComment],
  ['a comment without a name', [], namelessComment],
  ['replies name the comment they answer', ['nesting'], nesting],
  ['a reply whose parent is not there is delivered', ['orphans'], orphan],
  ['comments that answer each other are delivered once', ['cycles'], cycle],
  ['the pages follow each other in the order asked for', ['order'], order],
  ['any order is answered', [], anyOrder],
  ['all pages together have every comment exactly once', ['paging'], paging],
  ['a parent is never on a later page than its reply', ['paging', 'parents-first'], parentsFirst],
  ['the total does not depend on the size of a page', [], totals],
  ['counts many threads in the order asked', ['count'], counting],
  ['an unknown thread', [], unknownThread],
  ['the article', ['post'], article],
  ['the article of an unknown thread', ['post'], unknownArticle],
  ['markup in every field stays data', [], markup],
  ['items that cannot be read cost nothing but themselves', ['malformed'], malformed],
  ['an answer is not touched by changes to an earlier one', [], independent],
  ['cancelled before it is asked', [], cancelledBefore],
  ['cancelled while it is asked', [], cancelledDuring],
  ['answers again after it was cancelled', [], answersAfterwards],
];

/** Five roots with three replies each, so that no page of seven ends where a branch does. */
const MANY: readonly SeedComment[] = [10, 20, 30, 40, 50].flatMap((root) => [
  { mark: `mark${root}` },
  ...[1, 2, 3].map((reply) => ({ mark: `mark${root + reply}`, under: `mark${root}` })),
]);

function describesItself({ backend }: Harness): Promise<void> {
  check(typeof backend.name === 'string' && backend.name !== '', 'it has no name');
  const { sorts, once } = backend.capabilities;
  check(['key', 'id', 'content', 'none'].includes(once), `capabilities.once is ${once}`);
  for (const sort of sorts) check(['oldest', 'newest', 'replies'].includes(sort), `capabilities.sorts has ${sort}`);
  return Promise.resolve();
}

async function emptyThread({ backend, seed }: Harness): Promise<void> {
  const pages = await readAll(backend, await seed({ comments: [] }));
  same(
    pages.map(({ comments }) => comments),
    [[]],
    'one page without comments',
  );
  same(pages[0]?.count?.total ?? 0, 0, 'the total');
}

async function readOnly({ backend, seed }: Harness): Promise<void> {
  const { policy } = await backend.list(await seed({ comments: [] }), { sort: 'oldest', limit: 50 });
  const access = policy?.access ?? 'none';
  check(
    backend.reply !== undefined || access === 'none' || access === 'closed',
    `no method to reply, but the policy is ${access}`,
  );
}

async function oneComment({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: [{ mark: 'mark1', name: 'Ада Лавлейс', text: 'mark1 first <line>\nsecond' }] });
  const comments = await readComments(backend, thread);
  same(comments.length, 1, 'comments');
  const comment = byMark(comments, 'mark1');
  same([comment.kind, comment.state, comment.author.name], ['comment', 'published', 'Ада Лавлейс'], 'what it is');
  same(comment.parentId, undefined, 'its parent');
  check(comment.publishedAt !== undefined, 'it has no date');
  if (comment.body?.kind === 'text') same(comment.body.value, 'mark1 first <line>\nsecond', 'its text');
}

async function namelessComment({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: [{ mark: 'mark1', name: '' }] });
  const { author } = byMark(await readComments(backend, thread), 'mark1');
  check(author.name !== '', 'an absent name is an absent property, not the empty string');
}

async function nesting({ backend, seed }: Harness): Promise<void> {
  const marks = ['mark1', 'mark2', 'mark3', 'mark4'];
  const chain = marks.map((mark, index) => ({ mark, ...(index > 0 && { under: `mark${index}` }) }));
  const comments = await readComments(backend, await seed({ comments: chain.toReversed() }));
  same(comments.length, 4, 'comments');
  const parents = marks.map((mark) => byMark(comments, mark).parentId);
  const expected = [undefined, ...marks.slice(0, 3).map((mark) => byMark(comments, mark).id)];
  same(parents, expected, 'the parents along a chain of four');
}

async function orphan({ backend, seed }: Harness): Promise<void> {
  const comments = await readComments(
    backend,
    await seed({ comments: [{ mark: 'mark1' }, { mark: 'mark2', under: 'mark9' }] }),
  );
  same(comments.map(markOf).sort(), ['mark1', 'mark2'], 'comments');
  const { parentId } = byMark(comments, 'mark2');
  check(!comments.some(({ id }) => id === parentId), 'the orphan was put under a comment it does not answer');
}

async function cycle({ backend, seed }: Harness): Promise<void> {
  const comments = [
    { mark: 'mark1', under: 'mark2' },
    { mark: 'mark2', under: 'mark1' },
    { mark: 'mark3', under: 'mark1' },
    { mark: 'mark4' },
  ];
  const read = await readAll(backend, await seed({ comments }), { limit: 3 });
  const marks = read.flatMap((page) => page.comments).map(markOf);
  same(marks.sort(), ['mark1', 'mark2', 'mark3', 'mark4'], 'comments');
}

async function order({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: MANY });
  const { sorts } = backend.capabilities;
  check(sorts.length > 0, 'it promises no order: name "order" in `without` with that reason');
  for (const sort of ['oldest', 'newest'] as const) {
    if (!sorts.includes(sort)) continue;
    const pages = await readAll(backend, thread, { sort, limit: 7 });
    const rank = (mark: string) => (sort === 'oldest' ? 1 : -1) * Number(mark.slice(4));
    const roots = pages.map(({ comments }) =>
      comments.filter(({ parentId }) => !parentId).map((root) => rank(markOf(root))),
    );
    const ends = roots.filter((ranks) => ranks.length > 0).map((ranks) => [Math.min(...ranks), Math.max(...ranks)]);
    ends.slice(1).forEach(([first = 0], index) => {
      check(first > (ends[index]?.[1] ?? 0), `${sort}: page ${index + 2} has a root that belongs on an earlier page`);
    });
  }
}

async function anyOrder({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: MANY });
  for (const sort of ['oldest', 'newest', 'replies'] as const) {
    const comments = (await readAll(backend, thread, { sort })).flatMap((page) => page.comments);
    same(
      comments.map(markOf).sort(),
      MANY.map(({ mark }) => mark),
      `the comments by ${sort}`,
    );
  }
}

async function paging({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: MANY });
  for (const sort of ['oldest', 'newest'] as const) {
    const pages = await readAll(backend, thread, { sort, limit: 7 });
    check(pages.length > 1, 'it sent everything in one page: name "paging" in `without` with that reason');
    const comments = pages.flatMap((page) => page.comments);
    same(
      comments.map(markOf).sort(),
      MANY.map(({ mark }) => mark),
      `all pages by ${sort}`,
    );
    same(new Set(comments.map(({ id }) => id)).size, MANY.length, 'different ids');
  }
}

async function parentsFirst({ backend, seed }: Harness): Promise<void> {
  const deep = MANY.map((comment, index) => (index > 8 ? { ...comment, under: MANY[index - 7]?.mark ?? '' } : comment));
  const thread = await seed({ comments: deep });
  for (const sort of ['oldest', 'newest'] as const) {
    const seen = new Set<string>();
    for (const { comments } of await readAll(backend, thread, { sort, limit: 3 })) {
      for (const { id } of comments) seen.add(id);
      const early = comments.find(({ parentId }) => parentId !== undefined && !seen.has(parentId));
      check(!early, `${sort}: ${early && markOf(early)} came before the comment it answers`);
    }
  }
}

async function totals({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: MANY });
  const totals = [];
  for (const limit of [1, 7, 50]) totals.push((await backend.list(thread, { sort: 'oldest', limit })).count?.total);
  same(new Set(totals).size, 1, `different totals, ${totals.join(', ')}`);
}

async function counting({ backend, seed, unknown = { key: 'nosuchthread' } }: Harness): Promise<void> {
  check(backend.count !== undefined, 'it cannot count: name "count" in `without` with that reason');
  const few = await seed({ comments: [{ mark: 'mark1' }, { mark: 'mark2' }] });
  const many = await seed({ comments: MANY });
  const counts = await backend.count([many, unknown, few, many]);
  for (const count of counts) if (count) checkCount(count);
  same(
    counts.map((count) => count?.total ?? 'unknown'),
    [20, 'unknown', 2, 20],
    'the totals',
  );
  same(await backend.count([]), [], 'the counts of no threads');
}

async function unknownThread({ backend, unknown = { key: 'nosuchthread' } }: Harness): Promise<void> {
  const list = backend.list(unknown, { sort: 'oldest', limit: 50 });
  const page = await list.catch(() => undefined);
  if (page) same([page.comments, page.next], [[], undefined], 'a thread that is made on first use');
  else await fails(list, 'not-found');
}

async function article({ backend, seed }: Harness): Promise<void> {
  check(backend.post !== undefined, 'it has no articles: name "post" in `without` with that reason');
  const post = await backend.post(await seed({ comments: [], title: 'A title & <more>' }));
  check(typeof post.id === 'string' && post.id !== '', 'the id');
  check(post.title === undefined || !/&(lt|amp|#\d+);/.test(post.title), `an escaped title: ${post.title}`);
  same(typeof post.categories.length, 'number', 'the length of the list of categories');
  for (const link of [post.url, post.author?.url, ...post.categories.map(({ url }) => url)]) checkLink(link);
}

async function unknownArticle({ backend, unknown = { key: 'nosuchthread' } }: Harness): Promise<void> {
  check(backend.post !== undefined, 'it has no articles: name "post" in `without` with that reason');
  await fails(backend.post(unknown), 'not-found');
}

async function markup({ backend, seed }: Harness): Promise<void> {
  const hostile = '"\'><img src=x onerror=alert(1)>';
  const comments = [
    { mark: 'mark1', name: `Ann ${hostile}`, url: 'javascript:alert(1)', text: `mark1 ${hostile}` },
    { mark: 'mark2', name: `\u202eAnn\u0000\n& Co`, url: `https://ann.example/${hostile}` },
    { mark: 'mark3', name: '__proto__', url: 'https://user:word@ann.example/' },
  ];
  const read = await readComments(backend, await seed({ comments, title: hostile }));
  same(read.map(markOf).sort(), ['mark1', 'mark2', 'mark3'], 'comments');
  for (const { author } of read) check(!/&(lt|gt|amp|quot|#0?39);/.test(author.name ?? ''), `escaped: ${author.name}`);
  const { body, author } = byMark(read, 'mark1');
  same(author.url, undefined, 'the home page of mark1');
  if (body?.kind === 'text') same(body.value, `mark1 ${hostile}`, 'a text');
}

async function malformed({ backend, seed, spoil }: Harness): Promise<void> {
  check(spoil, 'the harness has no spoil(): name "malformed" in `without` with a reason');
  const thread = await seed({ comments: [{ mark: 'mark1' }, { mark: 'mark2' }] });
  await spoil(thread);
  const pages = await readAll(backend, thread);
  same(
    pages
      .flatMap((page) => page.comments)
      .map(markOf)
      .sort(),
    ['mark1', 'mark2'],
    'comments',
  );
  const skipped = pages.reduce((sum, page) => sum + (page.skipped ?? 0), 0);
  check(skipped > 0, 'what was left out is not counted in `skipped`');
}

async function independent({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: [{ mark: 'mark1', name: 'Ann' }] });
  const query = { sort: 'oldest', limit: 50 } as const;
  const page = await backend.list(thread, query);
  const before = JSON.stringify(page);
  try {
    Object.assign(page.comments[0]?.author ?? {}, { name: 'Eve' });
    (page.comments as unknown[]).length = 0;
  } catch {
    // A frozen answer keeps the promise too.
  }
  same(JSON.stringify(await backend.list(thread, query)), before, 'the second answer');
}

async function cancelledBefore(harness: Harness): Promise<void> {
  for (const ask of await questions(harness)) await fails(ask(AbortSignal.abort()), 'aborted');
}

async function cancelledDuring(harness: Harness): Promise<void> {
  for (const ask of await questions(harness)) {
    const controller = new AbortController();
    const answer = ask(controller.signal);
    controller.abort();
    await fails(answer, 'aborted');
  }
}

async function answersAfterwards({ backend, seed }: Harness): Promise<void> {
  const thread = await seed({ comments: [{ mark: 'mark1' }] });
  const query = { sort: 'oldest', limit: 50 } as const;
  const controller = new AbortController();
  const cancelled = backend.list(thread, query, { signal: controller.signal });
  const kept = backend.list(thread, query);
  controller.abort();
  const again = backend.list(thread, query);
  await fails(cancelled, 'aborted');
  for (const page of await Promise.all([kept, again])) same(page.comments.map(markOf), ['mark1'], 'the other answers');
}

/** Every way to read, ready to be asked with a signal. */
async function questions({ backend, seed }: Harness): Promise<((signal: AbortSignal) => Promise<unknown>)[]> {
  const thread = await seed({ comments: [{ mark: 'mark1' }] });
  const asks: ((signal: AbortSignal) => Promise<unknown>)[] = [
    (signal) => backend.list(thread, { sort: 'oldest', limit: 50 }, { signal }),
  ];
  if (backend.post !== undefined) asks.push((signal) => Promise.resolve(backend.post?.(thread, { signal })));
  if (backend.count !== undefined) asks.push((signal) => Promise.resolve(backend.count?.([thread], { signal })));
  return asks;
}
