import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import { json } from '../../src/core/backends/json.js';
import type { ListQuery } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import { moodyServer } from '../support/moody-server.js';

const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const server = await moodyServer();
after(() => server.close());
const src = `${server.origin}/blog/comments.json`;

const comment = (id: number, more: object = {}) => ({ id, body: `text ${id}`, ...more });
const idsOf = async (document: unknown, key: string, url?: string) => {
  const page = await json({ document }).list(url === undefined ? { key } : { key, url }, ALL);
  return page.comments.map(({ id }) => id);
};

test('a post is found by its id before its address', async () => {
  const posts = [
    { id: 'b', url: 'https://blog.example/a', comments: [comment(1)] },
    { id: 7, url: 'https://blog.example/b/', comments: [comment(2)] },
    { id: 'https://blog.example/b', comments: [comment(3)] },
  ];
  assert.deepEqual(await idsOf({ posts }, 'b'), ['1']);
  assert.deepEqual(await idsOf({ posts }, '7'), ['2']);
  assert.deepEqual(await idsOf({ posts }, 'https://blog.example/b'), ['3']);
});

test('a post is found by its address, however it is written', async () => {
  const posts = [
    { id: 1, url: 'https://blog.example/2012/hello/', comments: [comment(1)] },
    { id: 2, url: '/2012/bye?page=2', comments: [comment(2)] },
  ];
  const page = 'https://blog.example/2012/hello';
  for (const url of [page, `${page}/`, `${page}#comment-5`, `${page}//`]) {
    assert.deepEqual(await idsOf({ posts }, '/2012/hello', url), ['1'], url);
    assert.deepEqual(await idsOf({ posts }, url), ['1'], url);
  }
  assert.deepEqual(await idsOf({ posts }, '/2012/hello/', 'https://blog.example/other'), ['1'], 'a path as the key');
  assert.deepEqual(await idsOf({ posts }, '/x', 'https://blog.example/2012/bye?page=2'), ['2']);
  const other = json({ document: { posts } }).list({ key: '/2012/bye', url: 'https://blog.example/2012/bye' }, ALL);
  assert.equal((await failure(other)).code, 'not-found', 'another query is another page');
});

test('a single post answers to the path of its page, and to nothing else', async () => {
  const posts = [{ id: 'hello', comments: [comment(1)] }];
  assert.deepEqual(await idsOf({ posts }, '/preview/7', 'https://staging.example/preview/7?draft'), ['1']);
  const misses = [{ key: 'bye' }, { key: 'bye', url: 'https://blog.example/hello' }, { key: '/x', url: 'no address' }];
  for (const ref of misses)
    assert.equal((await failure(json({ document: { posts } }).list(ref, ALL))).code, 'not-found');
  const two = json({ document: { posts: [...posts, { id: 'bye' }] } });
  assert.equal((await failure(two.list({ key: '/x', url: 'https://blog.example/x' }, ALL))).code, 'not-found');
});

test('a bare list of comments belongs to whichever thread asks, and is no article', async () => {
  const backend = json({ document: [comment(1), null, comment(2)] });
  const page = await backend.list({ key: 'anything' }, ALL);
  assert.deepEqual([page.comments.map(({ id }) => id), page.skipped], [['1', '2'], 1]);
  assert.deepEqual((await backend.count?.([{ key: 'x' }]))?.[0]?.total, 2);
  assert.equal((await failure(backend.post?.({ key: 'x' }) ?? assert.fail())).code, 'not-found');
});

test('counts come from the document, or from its comments', async () => {
  const comments = [
    comment(1),
    comment(2, { parentId: 1 }),
    comment(3, { kind: 'pingback' }),
    comment(4, { state: 'deleted' }),
  ];
  const document = { posts: [{ id: 'given', comments, count: { total: 8 } }, { id: 'not', comments }, { id: 'bare' }] };
  const backend = json({ document });
  const counted = { total: 3, comments: 2, pings: 1, roots: 1 };
  const none = { total: 0, comments: 0, pings: 0, roots: 0 };
  const keys = ['given', 'not', 'bare', 'nowhere'];
  assert.deepEqual(await backend.count?.(keys.map((key) => ({ key }))), [{ total: 8 }, counted, none, undefined]);
  assert.deepEqual((await backend.list({ key: 'given' }, ALL)).count, { total: 8 });
  assert.deepEqual((await backend.list({ key: 'not' }, ALL)).count, counted);
});

test('comments in waiting are not shown to everybody', async () => {
  const document = { posts: [{ id: 'x', comments: [comment(1), comment(2, { state: 'pending' })] }] };
  const page = await json({ document }).list({ key: 'x' }, ALL);
  assert.deepEqual([page.comments.map(({ id }) => id), page.count?.total], [['1'], 1]);
});

test('nobody is offered to reply, but a closed thread says that it is closed', async () => {
  const policyOf = async (policy: unknown) =>
    (await json({ document: { posts: [{ id: 'x', policy }] } }).list({ key: 'x' }, ALL)).policy?.access;
  assert.deepEqual(await Promise.all(['open', 'login', 'none', 'closed'].map((access) => policyOf({ access }))), [
    'none',
    'none',
    'none',
    'closed',
  ]);
  assert.equal(await policyOf(undefined), 'none');
});

test('title and providers come with the comments', async () => {
  const providers = [{ id: 'x', label: 'X' }];
  const page = await json({ document: { providers, posts: [{ id: 1, title: 'T' }] } }).list({ key: '1' }, ALL);
  assert.deepEqual([page.title, page.providers], ['T', [{ id: 'x', label: 'X', status: 'active' }]]);
});

test('data in the page may be JSON text', async () => {
  assert.deepEqual(await idsOf('{"version":1,"posts":[{"id":"x","comments":[{"id":1}]}]}', 'x'), ['1']);
});

test('dates are read in whatever form other programs write them', async () => {
  const forms = ['2012-01-16T14:30:00+05:00', 'Mon, 16 Jan 2012 09:30:00 GMT', '20120116T093000Z', 1326706200, 'soon'];
  const document = forms.map((publishedAt, id) => comment(id + 1, { publishedAt }));
  const { comments } = await json({ document }).list({ key: 'x' }, ALL);
  const moment = '2012-01-16T09:30:00.000Z';
  assert.deepEqual(
    comments.map(({ publishedAt }) => publishedAt),
    [moment, moment, moment, moment, undefined],
  );
});

test('what is no document is told apart', async () => {
  const thrower = Object.defineProperty({ id: 'x' }, 'comments', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
  const bad = ['', '{', '"text"', '7', null, {}, { posts: {} }, { posts: [thrower] }];
  for (const document of bad) {
    const backend = json({ document });
    assert.equal((await failure(backend.list({ key: 'x' }, ALL))).code, 'bad-data');
    assert.equal((await failure(backend.count?.([]) ?? assert.fail())).code, 'bad-data');
  }
  const future = json({ document: { version: 2, posts: [] } });
  assert.equal((await failure(future.list({ key: 'x' }, ALL))).code, 'unsupported');
  for (const hole of [null, 7, []]) {
    assert.equal((await failure(json({ document: { posts: [hole] } }).list({ key: 'x' }, ALL))).code, 'not-found');
  }
});

test('an item that throws costs itself alone', async () => {
  const item = Object.defineProperty({ id: 1 }, 'body', {
    get: () => {
      throw new Error('no');
    },
  });
  const page = await json({ document: [item, comment(2)] }).list({ key: 'x' }, ALL);
  assert.deepEqual([page.comments.map(({ id }) => id), page.skipped], [['2'], 1]);
});

test('the page may change or freeze its data afterwards', async () => {
  const comments = [comment(1)];
  const page = await json({ document: comments }).list({ key: 'x' }, ALL);
  comments.length = 0;
  assert.equal(page.comments.length, 1);
  assert.deepEqual(await idsOf(Object.freeze([Object.freeze(comment(1))]), 'x'), ['1']);
});

test('relative links lead to where the document lies', async () => {
  const post = { id: 'x', url: '/hello', comments: [comment(1, { url: '#1', author: { avatarUrl: 'a.png' } })] };
  server.answer(200, {}, JSON.stringify({ posts: [post] }));
  for (const backend of [json({ src }), json({ document: { posts: [post] }, src })]) {
    const { comments } = await backend.list({ key: 'x' }, ALL);
    assert.equal(comments[0]?.url, `${src}#1`);
    assert.equal(comments[0]?.author.avatarUrl, `${server.origin}/blog/a.png`);
    assert.equal((await backend.post?.({ key: 'x' }))?.url, `${server.origin}/hello`);
  }
  const { comments } = await json({ document: { posts: [post] } }).list({ key: 'x' }, ALL);
  assert.deepEqual([comments[0]?.url, comments[0]?.author], [undefined, {}]);
});

test('links in bodies have the base of a file, and none in the page', () => {
  assert.equal(json({ src }).base, src);
  assert.equal(json({ src, document: [] }).base, undefined);
});

test('a thread, an article and a counter load the document once, and again when asked for it fresh', async () => {
  let requests = 0;
  server.handle = (_request, response) => {
    requests++;
    response.end(JSON.stringify({ posts: [{ id: 'x', title: `load ${requests}` }] }));
  };
  const backend = json({ src });
  const thread = { key: 'x' };
  await Promise.all([backend.list(thread, ALL), backend.post?.(thread), backend.count?.([thread])]);
  await backend.list(thread, ALL);
  assert.equal(requests, 1);
  assert.equal((await backend.list(thread, ALL, { fresh: true })).title, 'load 2');
  assert.equal((await backend.post?.(thread))?.title, 'load 2');
});

test('a load that failed is tried again', async () => {
  const backend = json({ src });
  server.answer(503, { 'retry-after': '7' });
  const error = await failure(backend.list({ key: 'x' }, ALL));
  assert.deepEqual([error.code, error.retryAfter], ['server', 7]);
  server.answer(200, { 'content-type': 'text/html' }, '<!doctype html><title>Log in</title>');
  assert.equal((await failure(backend.list({ key: 'x' }, ALL))).code, 'bad-data');
  server.answer(200, {}, '[]');
  assert.deepEqual((await backend.list({ key: 'x' }, ALL)).comments, []);
});

test('the load ends when the last who waits for it leaves', { timeout: 5000 }, async () => {
  const waiting: ServerResponse[] = [];
  const reached = new Promise<void>((resolve) => {
    server.handle = (_request, response) => {
      waiting.push(response);
      resolve();
    };
  });
  const backend = json({ src });
  const [first, second] = [new AbortController(), new AbortController()];
  const one = failure(backend.list({ key: 'x' }, ALL, { signal: first.signal }));
  const two = failure(backend.list({ key: 'x' }, ALL, { signal: second.signal }));
  await reached;
  const closed = once(waiting[0] ?? assert.fail(), 'close');
  first.abort();
  assert.equal((await one).code, 'aborted');
  assert.equal(waiting[0]?.destroyed, false, 'the other one still waits');
  second.abort();
  assert.equal((await two).code, 'aborted');
  await closed;
  server.answer(200, {}, '[]');
  assert.deepEqual((await backend.list({ key: 'x' }, ALL)).comments, []);
});

test('who leaves and comes back at once, as a moved element does, keeps the download', async () => {
  let requests = 0;
  server.handle = (_request, response) => response.end(`[{"id":${++requests}}]`);
  const backend = json({ src });
  const controller = new AbortController();
  const left = failure(backend.list({ key: 'x' }, ALL, { signal: controller.signal }));
  controller.abort();
  assert.equal((await backend.list({ key: 'x' }, ALL)).comments[0]?.id, '1');
  assert.equal((await left).code, 'aborted');
  assert.equal(requests, 1);
});

test('waiting has an end', async () => {
  server.handle = () => {};
  assert.equal((await failure(json({ src, timeout: 50 }).list({ key: 'x' }, ALL))).code, 'timeout');
});
