import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COPIED, COPIES, dropCopy, findCopy, keepCopy, type Loaded } from '../../src/core/copies.js';
import { memoryStorage } from '../../src/core/storage.js';
import type { Comment, CommentState } from '../../src/core/types.js';

const comment = (id: string, state: CommentState = 'published'): Comment => ({
  ...{ id, kind: 'comment', state, author: { name: 'Ann' }, body: { kind: 'html', value: `<p>Text ${id}</p>` } },
});

const loaded = (...comments: Comment[]): Loaded => ({
  comments,
  count: { total: 7 },
  policy: { access: 'open', name: 'required', email: 'optional', url: 'no', as: { name: 'Ken' } },
  providers: [],
  title: 'A post',
});

const place = (thread = 'post') => ({ backend: 'http https://api.example/', thread });

test('a copy is what was loaded, without what is for its reader alone', async () => {
  const storage = memoryStorage();
  await keepCopy(storage, place(), loaded(comment('1'), comment('2', 'pending'), comment('3')), 5);
  const { page, at } = (await findCopy(storage, place(), undefined, 6)) ?? assert.fail();
  assert.equal(at, 5);
  assert.deepEqual(page.comments, [comment('1'), comment('3')]);
  assert.deepEqual([page.title, page.count?.total], ['A post', 7]);
  assert.deepEqual(page.policy, { access: 'open', name: 'required', email: 'optional', url: 'no' });
  assert.doesNotMatch(JSON.stringify(await storage.list('')), /Ken|Text 2/);
});

test('addresses of one page are one thread, other threads and backends are not', async () => {
  const storage = memoryStorage();
  await keepCopy(storage, place('https://blog.example/a/'), loaded(comment('1')), 5);
  assert.ok(await findCopy(storage, place('http://blog.example/a#comment-1'), undefined, 6));
  assert.equal(await findCopy(storage, place('https://blog.example/b'), undefined, 6), undefined);
  const other = { backend: 'json', thread: 'https://blog.example/a/' };
  assert.equal(await findCopy(storage, other, undefined, 6), undefined);
});

test('copies are bounded: by age, by how many, and in length', async () => {
  const storage = memoryStorage();
  const many = Array.from({ length: COPIED + 1 }, (_, index) => comment(String(index)));
  for (let at = 0; at <= COPIES; at++) await keepCopy(storage, place(`post ${at}`), loaded(...many), at);
  assert.equal((await storage.list('copy ')).length, COPIES);
  assert.equal(await findCopy(storage, place('post 0'), undefined, COPIES), undefined);
  const newest = place(`post ${COPIES}`);
  assert.equal((await findCopy(storage, newest, undefined, COPIES))?.page.comments.length, COPIED);
  assert.equal(await findCopy(storage, newest, undefined, 31 * 86_400_000), undefined);
});

test('whatever else stands there is no copy', async () => {
  for (const value of [null, 7, 'x', [], {}, { version: 2, at: 5, page: {} }, { version: 1, at: 5, page: 'x' }]) {
    const storage = memoryStorage();
    await keepCopy(storage, place(), loaded(comment('1')), 5);
    for (const [key] of await storage.list('')) await storage.change(key, () => value);
    assert.equal(await findCopy(storage, place(), undefined, 6), undefined, JSON.stringify(value));
  }
});

test('a copy is dropped', async () => {
  const storage = memoryStorage();
  await keepCopy(storage, place(), loaded(comment('1')), 5);
  await dropCopy(storage, place());
  assert.equal(await findCopy(storage, place(), undefined, 6), undefined);
});
