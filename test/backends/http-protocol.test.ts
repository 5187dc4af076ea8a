import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import { http } from '../../src/core/backends/http.js';
import { memory } from '../../src/core/backends/memory.js';
import type { Draft, ListQuery, Sort } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import { serve } from '../support/loopback.js';
import { moodyServer } from '../support/moody-server.js';
import { startProtocolServer } from '../support/protocol-server.js';

const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const DRAFT: Draft = { key: 'key-1', text: 'Hi', guest: { name: 'Ken', email: 'ken@example.com' } };
const server = await moodyServer();
after(() => server.close());
const backend = http({ base: `${server.origin}/api` });

/** Answers with JSON and notes the addresses that were asked for. */
function note(answer: (request: IncomingMessage, url: URL) => unknown): URL[] {
  const asked: URL[] = [];
  server.handle = (request, response) => {
    const url = new URL(request.url ?? '', server.origin);
    asked.push(url);
    response.end(JSON.stringify(answer(request, url)));
  };
  return asked;
}

test('the base may end with a slash and carry a query', async () => {
  const asked = note(() => ({ comments: [] }));
  for (const base of ['/api', '/api/', '/api//', '/?site=a b', '']) {
    await http({ base: server.origin + base }).list({ key: 'a&b' }, ALL);
  }
  assert.deepEqual(
    asked.map(({ pathname, searchParams }) => [pathname, searchParams.get('site'), searchParams.get('thread')]),
    [
      ['/api/comments', null, 'a&b'],
      ['/api/comments', null, 'a&b'],
      ['/api/comments', null, 'a&b'],
      ['/comments', 'a b', 'a&b'],
      ['/comments', null, 'a&b'],
    ],
  );
  assert.throws(() => http({ base: '/api' }), TypeError);
});

test('a page is asked for within the bounds of the protocol', async () => {
  const asked = note(() => ({ comments: [] }));
  const queries: [Sort, number, string?][] = [
    ['oldest', 0],
    ['newest', 7.9, 'c=1'],
    ['replies', 1000],
  ];
  for (const [sort, limit, after] of queries)
    await backend.list({ key: 'x' }, { sort, limit, ...(after && { after }) });
  assert.deepEqual(
    asked.map(({ searchParams: params }) => ['sort', 'limit', 'after'].map((name) => params.get(name))),
    [
      ['oldest', '1', null],
      ['newest', '7', 'c=1'],
      ['oldest', '200', null],
    ],
  );
});

test('relative links lead to the server, below its base', async () => {
  note(() => ({ comments: [{ id: 1, url: 'c/1', author: { avatarUrl: '/a.png' } }] }));
  const [comment] = (await backend.list({ key: 'x' }, ALL)).comments;
  assert.equal(comment?.url, `${server.origin}/api/c/1`);
  assert.equal(comment?.author.avatarUrl, `${server.origin}/a.png`);
  assert.equal(backend.base, `${server.origin}/api/`);
});

test('many threads are counted in few requests, in their order', async () => {
  const asked = note((_request, url) => ({
    counts: url.searchParams.getAll('thread').map((key) => ({ total: Number(key.replaceAll('/', '')) })),
  }));
  const total = async (keys: string[]) =>
    (await backend.count?.(keys.map((key) => ({ key }))))?.map((count) => count?.total);
  const numbers = Array.from({ length: 250 }, (_, index) => index);
  assert.deepEqual(await total(numbers.map(String)), numbers);
  assert.deepEqual(asked.map(({ searchParams }) => searchParams.size).sort(), [100, 100, 50].sort());
  asked.length = 0;
  assert.deepEqual(await total(numbers.slice(0, 90).map((number) => '/'.repeat(300) + number)), numbers.slice(0, 90));
  assert.ok(asked.length > 1 && asked.every(({ href }) => href.length < 8000), 'addresses that servers take');
  asked.length = 0;
  assert.deepEqual(await total([]), []);
  assert.equal(asked.length, 0);
});

test('counts that do not fit the question are bad data', async () => {
  for (const counts of [[], [{ total: 1 }], 'x', undefined]) {
    note(() => ({ counts }));
    const work = backend.count?.([{ key: 'a' }, { key: 'b' }]) ?? assert.fail();
    assert.equal((await failure(work)).code, 'bad-data');
  }
  note(() => ({ counts: [null, { total: -1 }] }));
  assert.deepEqual(await backend.count?.([{ key: 'a' }, { key: 'b' }]), [undefined, { total: 0 }]);
});

test('a reply goes out with its key and with nothing that was not asked for', async () => {
  let sent: unknown;
  server.handle = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { 'idempotency-key': key, 'content-type': type } = request.headers;
    sent = [request.method, request.url, key, type, JSON.parse(body)];
    response.end('{"state":"pending","comment":{"id":1,"email":"x"},"count":{"total":8}}');
  };
  const posted = await backend.reply?.(
    { key: 'x', url: 'https://blog.example/x', title: 'T' },
    { ...DRAFT, parentId: '4' },
  );
  const body = {
    thread: 'x',
    parentId: '4',
    text: 'Hi',
    guest: DRAFT.guest,
    url: 'https://blog.example/x',
    title: 'T',
  };
  assert.deepEqual(sent, ['POST', '/api/comments', 'key-1', 'application/json', body]);
  const comment = { id: '1', kind: 'comment', state: 'pending', author: {} };
  assert.deepEqual(posted, { state: 'pending', comment, count: { total: 8 } });
});

test('an answer that does not say what became of a reply leaves it open', async () => {
  const bodies = [
    '{}',
    '[]',
    'null',
    '{"state":"published"}',
    '{"state":"spam","comment":{"id":1}}',
    '{"comment":{"id":1}}',
  ];
  for (const body of [...bodies, '', '<!doctype html>', '{"state":"publ']) {
    server.answer(201, {}, body);
    const error = await failure(backend.reply?.({ key: 'x' }, DRAFT) ?? assert.fail());
    assert.deepEqual([error.code, error.maybeStored, error.status], ['bad-data', true, 201], body);
  }
});

test('a reply that a redirect turned into a question was not posted', async () => {
  server.handle = (request, response) => {
    if (request.method === 'POST') response.writeHead(302, { location: '/api/comments' }).end();
    else response.end('{"comments":[]}');
  };
  assert.equal((await failure(backend.reply?.({ key: 'x' }, DRAFT) ?? assert.fail())).code, 'bad-data');
});

test('a reply whose answer is lost is stored once, however often it is sent', async (t) => {
  const store = memory({ posts: [{ id: 'x' }] });
  const inner = await startProtocolServer(store);
  t.after(inner.close);
  const drop = (response: ServerResponse) => response.destroy();
  let losses = 2;
  const lossy = await serve((request, response) => {
    void (async () => {
      const answer = await fetch(inner.origin + request.url, {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json', 'idempotency-key': String(request.headers['idempotency-key']) },
        body: request.method === 'POST' ? await new Response(request as unknown as ReadableStream).text() : null,
      });
      const body = await answer.text();
      if (request.method === 'POST' && losses-- > 0) drop(response);
      else response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
    })();
  });
  t.after(lossy.close);
  const sender = http({ base: `${lossy.origin}/api` });
  const send = () => sender.reply?.({ key: 'x' }, DRAFT) ?? assert.fail();
  for (const attempt of [1, 2]) {
    const error = await failure(send());
    assert.deepEqual([error.code, error.maybeStored], ['offline', true], `attempt ${attempt}`);
  }
  assert.equal((await send()).state, 'published');
  assert.equal((await sender.list({ key: 'x' }, ALL)).comments.length, 1);
});

test('what a server says about a refusal arrives', async () => {
  const problem = { code: 'invalid', fields: { email: 'required' }, detail: 'No e-mail' };
  server.answer(422, { 'content-type': 'application/problem+json' }, JSON.stringify(problem));
  const invalid = await failure(backend.reply?.({ key: 'x' }, DRAFT) ?? assert.fail());
  assert.deepEqual([invalid.code, invalid.fields, invalid.maybeStored], ['invalid', { email: 'required' }, false]);
  server.answer(429, { 'retry-after': '30' });
  const limited = await failure(backend.reply?.({ key: 'x' }, DRAFT) ?? assert.fail());
  assert.deepEqual([limited.code, limited.retryAfter], ['rate-limited', 30]);
});

test('waiting has an end', async () => {
  server.handle = () => {};
  const impatient = http({ base: server.origin, timeout: 50 });
  assert.equal((await failure(impatient.list({ key: 'x' }, ALL))).code, 'timeout');
  const error = await failure(impatient.reply?.({ key: 'x' }, DRAFT) ?? assert.fail());
  assert.deepEqual([error.code, error.maybeStored], ['timeout', true]);
});
