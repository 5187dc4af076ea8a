import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { WrittenComment } from '../../demo/server/document.js';
import type { Comment } from '../../src/core/types.js';
import { FREE, assertRefused, openSite } from './server.js';
import type { TestServer, TestSite } from './server.js';

/** 1,000 comments, every branch ten deep: number n answers number n - 100, so that branches are written interleaved. */
const LONG: WrittenComment[] = Array.from({ length: 1000 }, (_, index) => ({
  id: `c${index}`,
  ...(index < 100 ? {} : { parentId: `c${index - 100}` }),
  author: { name: `Reader ${index % 7}` },
  body: `Number ${index}`,
}));

let site: TestSite;
let server: TestServer;

before(async () => {
  site = await openSite();
  server = await site.serve();
  await site.add({ id: '/long/', title: 'A long discussion', policy: FREE, comments: LONG });
});
after(() => site.close());

async function readAll(thread: string, query: Record<string, string>): Promise<Comment[][]> {
  const pages: Comment[][] = [];
  let after: string | undefined;
  do {
    const page = await server.comments(thread, after === undefined ? query : { ...query, after });
    pages.push([...page.comments]);
    after = page.next;
  } while (after !== undefined);
  return pages;
}

/** The root that each comment belongs to, in the order of the comments; fails when a parent comes after its reply. */
function rootsOf(comments: readonly Comment[]): string[] {
  const roots = new Map<string, string>();
  for (const { id, parentId } of comments) {
    const root = parentId === undefined ? id : roots.get(parentId);
    assert.ok(root, `the parent of ${id} came before it`);
    roots.set(id, root);
  }
  return comments.map(({ id }) => roots.get(id) ?? '');
}

const numberOf = ({ body }: Comment): number => Number(body?.value.replace('Number ', ''));
const ascending = (numbers: readonly number[]): boolean =>
  numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? n));

for (const sort of ['oldest', 'newest']) {
  for (const limit of [37, 200]) {
    test(`every comment comes once over pages of ${limit}, ${sort} first`, async () => {
      const pages = await readAll('/long/', { sort, limit: String(limit) });
      const comments = pages.flat();
      assert.equal(pages.length, Math.ceil(1000 / limit));
      assert.ok(pages.slice(0, -1).every((page) => page.length === limit));
      assert.equal(new Set(comments.map(({ id }) => id)).size, 1000);
      assert.deepEqual(
        comments.map(numberOf).sort((a, b) => a - b),
        LONG.map((_, index) => index),
      );
      const order = [...new Set(rootsOf(comments))];
      const roots = comments.filter(({ parentId }) => parentId === undefined).map(numberOf);
      assert.equal(order.length, 100);
      assert.ok(ascending(sort === 'oldest' ? roots : roots.toReversed()), `roots come ${sort} first`);
      assert.equal(numberOf(comments[0] as Comment), sort === 'oldest' ? 0 : 99);
    });
  }

  test(`the replies of a root stay together, the oldest first (${sort})`, async () => {
    const comments = (await readAll('/long/', { sort, limit: '150' })).flat();
    const roots = rootsOf(comments);
    for (let start = 0; start < comments.length; start += 10) {
      assert.equal(new Set(roots.slice(start, start + 10)).size, 1);
      assert.ok(ascending(comments.slice(start, start + 10).map(numberOf)));
    }
  });
}

for (const sort of ['oldest', 'newest']) {
  test(`comments that arrive between two pages neither repeat nor hide others, ${sort} first`, async () => {
    const thread = `/busy-${sort}/`;
    const comments = Array.from({ length: 30 }, (_, index) => ({ id: `b${index}`, body: `Number ${index}` }));
    await site.add({ id: thread, policy: FREE, comments });
    const first = await server.comments(thread, { sort, limit: '10' });
    const parentId = first.comments[2]?.id ?? '';
    assert.equal((await server.reply({ thread, parentId, text: 'A reply on the page that was read' })).status, 201);
    assert.equal((await server.reply({ thread, text: 'A new root' })).status, 201);
    const rest: Comment[] = [];
    for (let after = first.next; after !== undefined;) {
      const page = await server.comments(thread, { sort, limit: '10', after });
      rest.push(...page.comments);
      after = page.next;
    }
    const seen = [...first.comments, ...rest]
      .map(({ body }) => body?.value)
      .filter((text) => text?.startsWith('Number'));
    assert.equal(seen.length, 30);
    assert.equal(new Set(seen).size, 30);
  });
}

test('a page holds 50 comments when nothing is asked for, and tells the title, the counts and the policy', async () => {
  const page = await server.comments('/long/');
  assert.equal(page.comments.length, 50);
  assert.equal(page.title, 'A long discussion');
  assert.deepEqual(page.count, { total: 1000, comments: 1000, pings: 0, roots: 100 });
  assert.deepEqual(page.policy, { ...FREE, maxLength: 65_525 });
  assert.equal(page.providers, undefined);
});

test('an exact number of pages ends without a cursor', async () => {
  await site.add({
    id: '/two/',
    comments: [
      { id: 'x', body: 'One' },
      { id: 'y', body: 'Two' },
    ],
  });
  assert.equal((await server.comments('/two/', { limit: '2' })).next, undefined);
  const first = await server.comments('/two/', { limit: '1' });
  const second = await server.comments('/two/', { limit: '1', after: first.next ?? '' });
  assert.deepEqual([first.comments[0]?.body?.value, second.comments[0]?.body?.value], ['One', 'Two']);
  assert.equal(second.next, undefined);
});

test('questions that cannot be read are refused', async () => {
  const cursor = (await server.comments('/long/', { sort: 'newest', limit: '3' })).next ?? '';
  const bad = ['', 'limit=0', 'limit=201', 'limit=-1', 'limit=ten', 'limit=1e2', 'sort=replies', 'sort=', 'after=x'];
  for (const query of bad) {
    const answer = await server.ask(`/comments?${query === '' ? '' : 'thread=/long/&'}${query}`);
    assertRefused(answer, 400, 'invalid');
  }
  const made = (text: string) => Buffer.from(text).toString('base64url');
  for (const after of [
    cursor,
    made('oldest:1'),
    made('oldest:1:1;drop table posts'),
    made(`oldest:${'9'.repeat(40)}:1`),
  ]) {
    const query = new URLSearchParams({ thread: '/long/', after });
    assertRefused(await server.ask(`/comments?${query.toString()}`), 400, 'invalid');
  }
});

test('an unknown thread is not found', async () => {
  for (const path of [
    '/comments?thread=/nowhere/',
    '/post?thread=/nowhere/',
    '/comments?thread=%00',
    '/post?thread=%ff',
  ]) {
    assertRefused(await server.ask(path), 404, 'not-found');
  }
  assertRefused(await server.ask('/post'), 400, 'invalid');
});

test('pings are counted, and listed only where the post says so', async () => {
  const comments: WrittenComment[] = [
    { id: 'p1', body: 'A comment' },
    { id: 'p2', kind: 'pingback', author: { name: 'Elsewhere' } },
    { id: 'p3', kind: 'trackback', author: { name: 'Elsewhere too' } },
  ];
  await site.add({ id: '/pings/', comments }, { id: '/no-pings/', _pingsListed: false, comments });
  const count = { total: 3, comments: 1, pings: 2, roots: 1 };
  const listed = await server.comments('/pings/');
  assert.deepEqual(
    listed.comments.map(({ kind }) => kind),
    ['comment', 'pingback', 'trackback'],
  );
  assert.deepEqual(listed.count, count);
  const unlisted = await server.comments('/no-pings/', { limit: '1' });
  assert.deepEqual(
    unlisted.comments.map(({ kind }) => kind),
    ['comment'],
  );
  assert.equal(unlisted.next, undefined);
  assert.deepEqual(unlisted.count, count);
});

test('a deleted comment is listed while a published reply needs its place, and held ones never', async () => {
  await site.add({
    id: '/gaps/',
    comments: [
      { id: 'g1', state: 'deleted' },
      { id: 'g2', parentId: 'g1', body: 'Still here' },
      { id: 'g3', state: 'deleted' },
      { id: 'g4', state: 'deleted' },
      { id: 'g5', parentId: 'g4', state: 'pending', body: 'Waiting' },
      { id: 'g6', state: 'pending', body: 'Waiting too' },
    ],
  });
  const { comments, count } = await server.comments('/gaps/');
  assert.deepEqual(
    comments.map(({ state, body }) => [state, body?.value]),
    [
      ['deleted', undefined],
      ['published', 'Still here'],
    ],
  );
  assert.deepEqual(count, { total: 1, comments: 1, pings: 0, roots: 0 });
});

test('counts come in the order asked, with null for unknown threads, for 1 to 100 threads', async () => {
  const answer = await server.ask('/counts?thread=/nowhere/&thread=/long/&thread=/two/&thread=/long/');
  const { counts } = answer.as<{ counts: ({ total: number } | null)[] }>();
  assert.deepEqual(
    counts.map((count) => count?.total ?? null),
    [null, 1000, 2, 1000],
  );
  const many = (n: number) => `/counts?${Array.from({ length: n }, (_, i) => `thread=t${i}`).join('&')}`;
  assert.equal((await server.ask(many(100))).status, 200);
  assertRefused(await server.ask(many(101)), 400, 'invalid');
  assertRefused(await server.ask('/counts'), 400, 'invalid');
});
