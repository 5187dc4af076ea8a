import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommentsError } from '../../src/core/errors.js';
import { bringRare } from '../../src/core/fields.js';
import { isMadeUpId, readComment, readComments } from '../../src/core/parse.js';
import * as rare from '../../src/core/parse-rare.js';

bringRare(rare);

const BASE = 'https://blog.example/2012/comments.json';
const FULL = {
  id: 5,
  parentId: '4',
  kind: 'pingback',
  state: 'pending',
  author: {
    name: ' Ann\n',
    url: 'https://ann.example',
    avatarUrl: 'ann.png',
    role: 'author',
    provider: 'google-plus',
    email: 'ann@example.com',
    ip: '192.0.2.1',
  },
  body: { kind: 'html', value: '<p>Hi</p>', raw: 'Hi' },
  cite: { title: 'T', source: 'Asia-Plus', url: '/cite', dateText: '14/02/2012', date: '2012-02-14', page: 3 },
  publishedAt: '2012-01-16T14:30:00+05:00',
  editedAt: '2012-01-16T09:30:00Z',
  url: '#comment-5',
  lang: 'tg',
  email: 'ann@example.com',
  user_agent: 'Mozilla',
};
const throwing = (field: string) =>
  Object.defineProperty({ id: 1, body: 'x' }, field, {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
const badData = (error: unknown) => error instanceof CommentsError && error.code === 'bad-data';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

test('every property of a comment is read, and no other', () => {
  assert.deepEqual(readComment(deepFreeze(structuredClone(FULL)), BASE), {
    id: '5',
    parentId: '4',
    kind: 'pingback',
    state: 'pending',
    author: {
      name: 'Ann',
      url: 'https://ann.example/',
      avatarUrl: 'https://blog.example/2012/ann.png',
      role: 'author',
      provider: 'google-plus',
    },
    body: { kind: 'html', value: '<p>Hi</p>' },
    cite: {
      title: 'T',
      source: 'Asia-Plus',
      url: 'https://blog.example/cite',
      dateText: '14/02/2012',
      date: '2012-02-14',
    },
    publishedAt: '2012-01-16T09:30:00.000Z',
    editedAt: '2012-01-16T09:30:00.000Z',
    url: 'https://blog.example/2012/comments.json#comment-5',
    lang: 'tg',
  });
});

test('what is missing or wrong is absent, and the defaults stand', () => {
  const expected = { id: '1', kind: 'comment', state: 'published', author: {} };
  const nothing = { kind: 'like', author: null, body: '', cite: {}, publishedAt: 'soon', url: 'x', lang: 'en_US' };
  assert.deepEqual(readComment({ id: 1 }), expected);
  assert.deepEqual(readComment({ id: '1', ...nothing }), expected);
  assert.deepEqual(readComment({ id: '1', author: ['x'], body: 7, cite: 'x', parentId: {} }), expected);
  assert.deepEqual(readComment({ id: 1, body: 'Hi <b>' })?.body, { kind: 'text', value: 'Hi <b>' });
  assert.deepEqual(readComment({ id: 1, body: { kind: 'markdown', value: '*Hi*' } })?.body, {
    kind: 'text',
    value: '*Hi*',
  });
});

test('null, 0, "0" and the empty string are no parent', () => {
  for (const parentId of [null, 0, '0', '', undefined, false, NaN]) {
    assert.ok(!('parentId' in (readComment({ id: 1, parentId }) ?? { parentId })), String(parentId));
  }
  assert.equal(readComment({ id: 1, parentId: -1 })?.parentId, '-1');
});

test("an author's home page is never relative to the source", () => {
  assert.deepEqual(readComment({ id: 1, author: { name: 'Ann', url: 'ann.example' } }, BASE)?.author, { name: 'Ann' });
});

test('a deleted comment keeps its place and nothing of what it said', () => {
  assert.deepEqual(readComment({ ...FULL, state: 'deleted' }), {
    id: '5',
    parentId: '4',
    kind: 'pingback',
    state: 'deleted',
    author: {},
    publishedAt: '2012-01-16T09:30:00.000Z',
    editedAt: '2012-01-16T09:30:00.000Z',
    lang: 'tg',
  });
});

test('a comment in an unknown state is not shown', () => {
  for (const state of ['spam', 'hold', 'Published', 1, {}])
    assert.equal(readComment({ id: 1, body: 'x', state }), undefined);
});

test('bad items are left out one by one and counted', () => {
  const raw = [null, 1, 'x', [], {}, { body: '' }, { id: 1, body: 'one' }, throwing('body'), throwing('id'), undefined];
  const { comments, skipped } = readComments(raw);
  assert.deepEqual([comments.map(({ id }) => id), skipped], [['1'], 9]);
});

test('holes are counted, and a getter among the items costs one', () => {
  assert.deepEqual(readComments(new Array(5)), { comments: [], skipped: 5 });
  const raw = [{ id: 1 }, { id: 2 }];
  Object.defineProperty(raw, 0, {
    get: () => {
      throw new Error('no');
    },
  });
  assert.deepEqual(
    readComments(raw).comments.map(({ id }) => id),
    ['2'],
  );
});

test('what is no list is bad data', () => {
  for (const raw of [undefined, null, {}, { comments: [] }, 'x', 7, { length: 1, 0: { id: 1 } }]) {
    assert.throws(() => readComments(raw), badData);
  }
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  assert.throws(() => readComments(proxy), badData);
  const thrower = new Proxy([1], {
    get: () => {
      throw Object.create(null);
    },
  });
  assert.throws(() => readComments(thrower), badData);
});

test('the result shares nothing with the input', () => {
  const raw = [structuredClone(FULL)];
  const { comments } = readComments(raw, BASE);
  const before = JSON.stringify(comments);
  const [item] = raw;
  assert.ok(item);
  item.author.name = 'Eve';
  item.body.value = 'changed';
  item.cite.title = 'changed';
  raw.length = 0;
  assert.equal(JSON.stringify(comments), before);
});

test('names of prototypes are ids like any other', () => {
  const raw: unknown = JSON.parse(
    '[{"id":"__proto__","__proto__":{"polluted":1}},{"id":"constructor","parentId":"__proto__"}]',
  );
  const { comments } = readComments(raw);
  assert.deepEqual(
    comments.map(({ id, parentId }) => [id, parentId]),
    [
      ['__proto__', undefined],
      ['constructor', '__proto__'],
    ],
  );
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('comments without an id get one that is the same on every page and differs within a list', () => {
  const item = { body: 'same', author: { name: 'Ann' } };
  const { comments, skipped } = readComments([item, item, item, { body: 'other' }, { author: { name: 'Ann' } }]);
  assert.equal(skipped, 0);
  assert.ok(comments.every(({ id }) => isMadeUpId(id)));
  assert.equal(new Set(comments.map(({ id }) => id)).size, 5);
  assert.equal(readComments([{ body: 'first' }, item]).comments[1]?.id, comments[0]?.id);
  assert.equal(isMadeUpId('5'), false);
});
