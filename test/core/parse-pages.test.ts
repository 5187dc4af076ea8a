import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommentsError } from '../../src/core/errors.js';
import { bringRare } from '../../src/core/fields.js';
import { readComment, readCount, readPage, readPolicy } from '../../src/core/parse.js';
import * as rare from '../../src/core/parse-rare.js';
import { readPost } from '../../src/core/parse-post.js';
import { readProblem } from '../../src/core/problem.js';

bringRare(rare);

const BASE = 'https://blog.example/2012/comments.json';
const throwing = (field: string) =>
  Object.defineProperty({ id: 1, body: 'x' }, field, {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
const badData = (error: unknown) => error instanceof CommentsError && error.code === 'bad-data';

test('an article is read by name', () => {
  const raw = {
    id: 26,
    title: 'A  <b>title</b>',
    url: '/2012/01/hello',
    lang: 'en',
    author: { name: 'Alex', email: 'a@example.com' },
    body: { kind: 'html', value: '<p>…</p>' },
    source: { source: 'Asia-Plus' },
    publishedAt: '2012-01-16',
    updatedAt: '2012-01-17',
    categories: [{ name: 'News', url: '/news', id: 7 }, null, { url: '/nameless' }, { name: 'Plain' }],
    count: { total: 8 },
    comments: [{ id: 1, body: 'x' }],
    password: 'secret',
  };
  assert.deepEqual(readPost(raw, BASE), {
    id: '26',
    title: 'A <b>title</b>',
    url: 'https://blog.example/2012/01/hello',
    lang: 'en',
    author: { name: 'Alex' },
    body: { kind: 'html', value: '<p>…</p>' },
    source: { source: 'Asia-Plus' },
    publishedAt: '2012-01-16',
    updatedAt: '2012-01-17',
    categories: [{ name: 'News', url: 'https://blog.example/news' }, { name: 'Plain' }],
    count: { total: 8 },
  });
  assert.deepEqual(readPost({ id: 'x', author: 7 }), { id: 'x', categories: [] });
  for (const bad of [null, [], {}, { id: '' }, throwing('title')]) assert.throws(() => readPost(bad), badData);
});

test('counts are whole and not negative', () => {
  assert.deepEqual(readCount({ total: 8, comments: 7, pings: 1, roots: 5, spam: 900 }), {
    total: 8,
    comments: 7,
    pings: 1,
    roots: 5,
  });
  assert.deepEqual(readCount({ total: -3, comments: -0.5, pings: '1' }), { total: 0 });
  for (const bad of [
    undefined,
    null,
    8,
    [],
    {},
    { total: '8' },
    { total: 1.5 },
    { total: Infinity },
    { total: 2 ** 53 },
  ]) {
    assert.equal(readCount(bad), undefined);
  }
  assert.equal(readCount(throwing('total')), undefined);
});

test('a policy needs a known access, and asks for nothing by itself', () => {
  assert.deepEqual(readPolicy({ access: 'open', name: 'required', email: 'maybe', maxLength: 500, secret: 1 }), {
    access: 'open',
    name: 'required',
    email: 'no',
    url: 'no',
    maxLength: 500,
  });
  assert.deepEqual(readPolicy({ access: 'closed', maxLength: 0 }), {
    access: 'closed',
    name: 'no',
    email: 'no',
    url: 'no',
  });
  for (const bad of [undefined, null, 'open', {}, { access: 'everyone' }, throwing('access')]) {
    assert.equal(readPolicy(bad), undefined);
  }
});

test('a page is read by name', () => {
  const raw = {
    comments: [{ id: 1, body: 'x' }, null],
    next: 7,
    count: { total: 2 },
    policy: { access: 'login' },
    title: 'T',
    providers: [{ id: 'x', label: 'X' }],
    debug: {},
  };
  assert.deepEqual(readPage(raw), {
    comments: [readComment({ id: 1, body: 'x' })],
    next: '7',
    count: { total: 2 },
    policy: { access: 'login', name: 'no', email: 'no', url: 'no' },
    title: 'T',
    providers: [{ id: 'x', label: 'X', status: 'active' }],
    skipped: 1,
  });
  assert.deepEqual(readPage({ comments: [], next: '', providers: [null] }), { comments: [] });
  for (const bad of [null, [], {}, { comments: {} }, throwing('comments')]) assert.throws(() => readPage(bad), badData);
});

test('providers without an id, a label or a known status are left out', () => {
  const good = { id: 'twitter', label: 'Twitter', status: 'renamed', successor: 'x' };
  const bad = [null, { id: 'x' }, { label: 'X' }, { id: 'x', label: 'X', status: 'gone' }, throwing('label')];
  assert.deepEqual(rare.readProviders([good, ...bad]), [good]);
  for (const raw of [undefined, {}, 'x']) assert.deepEqual(rare.readProviders(raw), []);
});

test('a problem is believed as far as it is understood', () => {
  const raw = {
    type: 'about:blank',
    code: 'invalid',
    detail: 'Two\nlines',
    fields: { name: 'required', email: 'wrong', text: 'too-long', password: 'required' },
  };
  assert.deepEqual(readProblem(raw), {
    code: 'invalid',
    detail: 'Two lines',
    fields: { name: 'required', text: 'too-long' },
  });
  assert.deepEqual(readProblem({ code: 'rest_comment_closed', title: 'Closed' }), { detail: 'Closed' });
  for (const code of ['aborted', 'offline', 'toString', 7]) assert.deepEqual(readProblem({ code }), {});
  for (const bad of [undefined, null, [], 'x', throwing('code')]) assert.deepEqual(readProblem(bad), {});
});
