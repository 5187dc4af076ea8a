import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memory } from '../../src/core/backends/memory.js';
import type { Comment, ListQuery, ReplyPolicy, Sort } from '../../src/core/types.js';
import { failure } from '../support/failure.js';

const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const X = { key: 'x' };
const OPEN: ReplyPolicy = { access: 'open', name: 'required', email: 'optional', url: 'optional' };
let keys = 0;
const draft = (text: string, more: object = {}) => ({ key: `k${++keys}`, text, guest: { name: 'Ken' }, ...more });
const comment = (id: string, day: number, parentId?: string): Comment => ({
  id,
  kind: 'comment',
  state: 'published',
  author: {},
  publishedAt: `2012-01-${day}`,
  ...(parentId !== undefined && { parentId }),
});

test('branches come in the order of their roots, replies oldest first and after their parents', async () => {
  const comments = [
    comment('late', 30),
    comment('a2', 13, 'a'),
    comment('a', 15),
    comment('a1', 12, 'a'),
    comment('a11', 11, 'a1'),
    comment('c1', 20, 'c2'),
    comment('c2', 21, 'c1'),
    comment('orphan', 14, 'gone'),
  ];
  const store = memory({ posts: [{ id: 'x', comments }] });
  const ids = async (sort: Sort) => (await store.list(X, { sort, limit: 50 })).comments.map(({ id }) => id).join(' ');
  assert.equal(await ids('oldest'), 'orphan a a1 a11 a2 late c1 c2');
  assert.equal(await ids('newest'), 'late a a1 a11 a2 orphan c1 c2');
});

test('ten thousand comments in one chain are paged', async () => {
  const chain = Array.from({ length: 10_000 }, (_, index) =>
    comment(`${index}`, 10, index ? `${index - 1}` : undefined),
  );
  const store = memory({ posts: [{ id: 'x', comments: chain.toReversed() }] });
  const { comments, next } = await store.list(X, { sort: 'newest', limit: 9999 });
  const rest = await store.list(X, { sort: 'newest', limit: 9999, after: next ?? '' });
  assert.deepEqual([comments.at(-1)?.id, rest.comments.map(({ id }) => id), rest.next], ['9998', ['9999'], undefined]);
});

test('a reply that comes between two pages moves nothing', async () => {
  const store = memory({ posts: [{ id: 'x', comments: [comment('1', 11), comment('2', 12), comment('3', 13)] }] });
  const first = await store.list(X, { sort: 'newest', limit: 2 });
  await store.reply(X, draft('new'));
  const second = await store.list(X, { sort: 'newest', limit: 2, after: first.next ?? '' });
  assert.deepEqual(
    [...first.comments, ...second.comments].map(({ id }) => id),
    ['3', '2', '1'],
  );
  assert.equal((await failure(store.list(X, { ...ALL, after: 'nowhere' }))).code, 'invalid');
});

test('a count above the comments given stays above them', async () => {
  const store = memory({ posts: [{ id: 'x', comments: [comment('1', 11)], categories: [], count: { total: 8 } }] });
  assert.equal((await store.count([X]))[0]?.total, 8);
  assert.equal((await store.reply(X, draft('new'))).count?.total, 9);
  assert.equal((await store.post(X)).count?.total, 9);
});

test('what a reader tells is kept as far as it was asked for', async () => {
  const guest = { name: ' Ken\n', email: 'ken@example.com', url: 'https://ken.example' };
  const authorUnder = async (policy: ReplyPolicy) => {
    const store = memory({ policy, posts: [{ id: 'x' }] });
    return (await store.reply(X, draft('Hi', { guest }))).comment.author;
  };
  assert.deepEqual(await authorUnder(OPEN), { name: 'Ken', url: 'https://ken.example/', role: 'guest' });
  assert.deepEqual(await authorUnder({ access: 'open', name: 'no', email: 'no', url: 'no' }), { role: 'guest' });
});

test('each field that is wrong is named', async () => {
  const policy: ReplyPolicy = { access: 'open', name: 'required', email: 'required', url: 'optional', maxLength: 5 };
  const store = memory({ posts: [{ id: 'x' }], policy });
  const fieldsOf = async (text: string, guest: object) =>
    (await failure(store.reply(X, draft(text, { guest })))).fields;
  assert.deepEqual(await fieldsOf(' ', {}), { name: 'required', email: 'required', text: 'required' });
  assert.deepEqual(await fieldsOf('123456', { name: 'K', email: 'k', url: 'javascript:1' }), {
    email: 'invalid',
    url: 'invalid',
    text: 'too-long',
  });
});

test('a comment that is held or deleted cannot be answered', async () => {
  const comments: Comment[] = [
    { ...comment('held', 11), state: 'pending' },
    { ...comment('gone', 12), state: 'deleted' },
  ];
  const store = memory({ posts: [{ id: 'x', comments }] });
  for (const parentId of ['held', 'gone', 'never']) {
    assert.equal((await failure(store.reply(X, draft('Hi', { parentId })))).code, 'parent-gone');
  }
  assert.deepEqual(
    (await store.list(X, ALL)).comments.map(({ id }) => id),
    ['gone'],
  );
  assert.equal((await store.count([X]))[0]?.total, 0);
});

test('a new comment has an id and the time of the clock', async () => {
  const now = () => new Date('2012-02-29T12:00:00Z');
  const store = memory({ posts: [{ id: 'x', comments: [comment('2', 11), comment('4', 12)] }], now });
  const first = (await store.reply(X, draft('one'))).comment;
  const second = (await store.reply(X, draft('two'))).comment;
  assert.deepEqual([first.id, second.id, first.publishedAt], ['3', '5', '2012-02-29T12:00:00.000Z']);
});

test('what it is given is read like other data, and a post may be added or replaced', async () => {
  const hostile = [{ id: 1, author: { name: 'Ann', email: 'a@x', url: 'javascript:1' }, body: 'x' }, null];
  const store = memory();
  assert.equal((await failure(store.list(X, ALL))).code, 'not-found');
  store.add({ id: 'x', comments: hostile as unknown as Comment[] });
  assert.deepEqual(
    (await store.list(X, ALL)).comments.map(({ author }) => author),
    [{ name: 'Ann' }],
  );
  store.add({ id: 'x', policy: { ...OPEN, access: 'closed' } });
  assert.equal((await store.list(X, ALL)).policy?.access, 'closed');
});

test('an answer that is delayed can be cancelled', async () => {
  const store = memory({ posts: [{ id: 'x' }], delay: 100 });
  const controller = new AbortController();
  const sending = store.reply(X, draft('Hi'), { signal: controller.signal });
  controller.abort();
  assert.equal((await failure(sending)).code, 'aborted');
  assert.deepEqual((await store.list(X, ALL)).comments, []);
});
