import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import type { ErrorCode } from '../../src/core/errors.js';
import { requestJson, type JsonRequest } from '../../src/core/request.js';
import { corpus } from '../support/corpus.js';
import { failure } from '../support/failure.js';
import { serve } from '../support/loopback.js';
import { moodyServer } from '../support/moody-server.js';

interface Fault {
  readonly c: string;
  readonly status: number;
  readonly retry: string;
  readonly headers: Record<string, string>;
}

const faults = corpus<Fault>('http-faults');
const POST: JsonRequest = { method: 'POST', body: '{}' };
const server = await moodyServer();
after(() => server.close());

const ask = (request?: JsonRequest) => requestJson(`${server.origin}/x`, request);

test('an answer comes with its status and headers', async () => {
  server.answer(201, { 'content-type': 'application/json', 'x-total': '7' }, '{"a":[1]}');
  const { data, status, headers } = await ask();
  assert.deepEqual([data, status, headers.get('x-total')], [{ a: [1] }, 201, '7']);
});

test('what is asked reaches the server', async () => {
  const asked: unknown[] = [];
  server.handle = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { accept, 'x-key': key, 'cache-control': cache } = request.headers;
    asked.push([request.method, accept, key, cache, body]);
    response.end('1');
  };
  await ask({ headers: { 'x-key': 'k' } });
  await ask({ method: 'PUT', headers: { accept: 'text/x' }, body: new URLSearchParams({ a: 'b c' }), fresh: true });
  assert.deepEqual(asked, [
    ['GET', 'application/json', 'k', undefined, ''],
    ['PUT', 'text/x', undefined, 'max-age=0', 'a=b+c'],
  ]);
});

test('every status of the corpus has a code', async () => {
  const codes: Record<number, ErrorCode> = {
    401: 'login-required',
    403: 'forbidden',
    404: 'not-found',
    405: 'unsupported',
    408: 'timeout',
    409: 'conflict',
    410: 'not-found',
    413: 'too-large',
    415: 'unsupported',
    425: 'server',
    429: 'rate-limited',
    451: 'forbidden',
    501: 'unsupported',
  };
  for (const { status, retry } of faults.filter(({ c, status }) => c === 'status' && status >= 300)) {
    server.answer(status, { 'content-type': 'text/html' }, status === 304 ? '' : '<!doctype html>');
    const [read, sent] = [await failure(ask()), await failure(ask(POST))];
    const clean = status >= 400 && status < 500;
    const rest = status >= 500 ? 'server' : 'bad-data';
    assert.deepEqual([read.code, read.status, read.maybeStored], [codes[status] ?? rest, status, false]);
    assert.deepEqual([sent.code, sent.maybeStored], [codes[status] ?? (clean ? 'invalid' : rest), !clean], `${status}`);
    if (retry === 'yes') assert.ok(read.retryable && sent.retryable, `${status} may be tried again`);
  }
});

test('a problem with a known code outweighs its status', async () => {
  const problem = (body: unknown, type = 'application/problem+json') =>
    server.answer(422, { 'content-type': type }, JSON.stringify(body));
  problem({ code: 'duplicate', detail: 'Said before' });
  assert.equal((await failure(ask(POST))).code, 'duplicate');
  assert.match((await failure(ask(POST))).message, /Said before/);
  problem({ code: 'invalid', fields: { email: 'required' } }, 'application/json; charset=utf-8');
  assert.deepEqual((await failure(ask(POST))).fields, { email: 'required' });
  for (const code of ['unheard-of', 'aborted', 'offline', 7, undefined]) {
    problem({ code });
    assert.equal((await failure(ask(POST))).code, 'invalid');
  }
  problem({ code: 'closed' }, 'text/html');
  assert.equal((await failure(ask(POST))).code, 'invalid', 'a page is not read');
  server.answer(403, { 'content-type': 'application/problem+json' }, '{"code":"clo');
  assert.equal((await failure(ask(POST))).code, 'forbidden', 'half a problem');
});

test('a server with codes of its own can be understood', async () => {
  server.answer(403, { 'content-type': 'application/json' }, '{"code":"rest_comment_closed"}');
  const problem = (body: unknown, status: number) =>
    status === 403 && (body as { code: string }).code === 'rest_comment_closed' ? ({ code: 'closed' } as const) : {};
  assert.equal((await failure(ask({ ...POST, problem }))).code, 'closed');
  const broken = () => {
    throw new Error('no');
  };
  assert.equal((await failure(ask({ ...POST, problem: broken }))).code, 'forbidden');
});

test('Retry-After in all its forms', async () => {
  const expected: Record<string, number | undefined> = {
    '0': 0,
    '1': 1,
    '3600': 3600,
    '999999999': 3600,
    '-1': undefined,
    '1.5': 2,
    soon: undefined,
    '': undefined,
    '1.2.3': undefined,
    'Wed, 21 Oct 1999 07:28:00 GMT': 0,
    'Wed, 21 Oct 2099 07:28:00 GMT': 3600,
    'Wed, 99 Foo 2099 07:28:00 GMT': undefined,
  };
  for (const fault of faults.filter(({ c }) => c === 'retry-after'))
    expected[fault.headers['Retry-After'] ?? ''] ??= undefined;
  for (const [value, seconds] of Object.entries(expected)) {
    if (value.includes('2026')) continue;
    server.answer(429, { 'retry-after': value });
    assert.equal((await failure(ask())).retryAfter, seconds, value);
  }
  server.answer(503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT', date: 'Wed, 21 Oct 2026 07:27:30 GMT' });
  assert.equal((await failure(ask())).retryAfter, 30, "by the server's clock");
});

test('the deadline holds for silence, for a body that stalls and for one that trickles', async () => {
  const timers: NodeJS.Timeout[] = [];
  const slow: RequestListener[] = [
    () => {},
    (_request, response) => response.write('{"a":'),
    (_request, response) => timers.push(setInterval(() => response.write(' '), 10)),
  ];
  for (const [index, fault] of slow.entries()) {
    let closed: Promise<unknown> | undefined;
    server.handle = (request, response) => {
      closed = once(response, 'close');
      fault(request, response);
    };
    const error = await failure(ask({ ...POST, timeout: 150 }));
    assert.deepEqual([error.code, error.maybeStored, error.retryable], ['timeout', true, true], `fault ${index}`);
    await closed;
  }
  timers.forEach(clearInterval);
});

test('a read that times out has stored nothing', async () => {
  server.handle = () => {};
  assert.equal((await failure(ask({ timeout: 50 }))).maybeStored, false);
});

test('a fetch that ignores its signal is left behind', async () => {
  const never = () => new Promise<Response>(() => {});
  assert.equal((await failure(ask({ fetch: never, timeout: 20 }))).code, 'timeout');
  const controller = new AbortController();
  const asked = ask({ fetch: never, signal: controller.signal });
  controller.abort();
  assert.equal((await failure(asked)).code, 'aborted');
});

test('a long timeout is not a short one', async () => {
  server.answer(200, {}, '1');
  assert.equal((await ask({ timeout: Infinity })).data, 1);
});

test('cancelled before it is sent, it never reaches the server', async () => {
  let requests = 0;
  server.handle = (_request, response) => response.end(String(++requests));
  const error = await failure(ask({ ...POST, signal: AbortSignal.abort() }));
  assert.deepEqual([error.code, error.maybeStored, requests], ['aborted', false, 0]);
});

test('cancelled under way, the connection ends, and a reply may be there', async () => {
  const controller = new AbortController();
  const reached = new Promise<ServerResponse>((resolve) => {
    server.handle = (_request, response) => resolve(response);
  });
  const asked = ask({ ...POST, signal: controller.signal });
  const closed = once(await reached, 'close');
  controller.abort();
  const error = await failure(asked);
  assert.deepEqual([error.code, error.maybeStored], ['aborted', true]);
  await closed;
});

test('nothing is left at the signal of a caller', async () => {
  const { signal } = new AbortController();
  server.answer(200, {}, '1');
  await ask({ signal });
  server.answer(500, {});
  await failure(ask({ signal }));
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('no connection is offline', async () => {
  const closed = await serve(() => {});
  await closed.close();
  for (const request of [{}, POST]) {
    const { code, maybeStored, retryable } = await failure(requestJson(closed.origin, request));
    assert.deepEqual([code, maybeStored, retryable], ['offline', request === POST, true]);
  }
  const throwing = () => {
    throw new TypeError('no');
  };
  assert.equal((await failure(ask({ fetch: throwing }))).code, 'offline');
  server.handle = (request) => request.socket.destroy();
  assert.equal((await failure(ask())).code, 'offline');
  server.handle = (_request, response) => response.writeHead(302, { location: '/x' }).end();
  assert.equal((await failure(ask())).code, 'offline', 'redirects without end');
});
