import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { CommentsError } from '../../src/core/errors.js';
import { requestJson, type JsonRequest } from '../../src/core/request.js';
import { corpus } from '../support/corpus.js';
import { failure } from '../support/failure.js';
import { moodyServer } from '../support/moody-server.js';

interface Fault {
  readonly c: string;
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
}

const faults = corpus<Fault>('http-faults');
const POST: JsonRequest = { method: 'POST', body: '{}' };
const MiB = 1024 * 1024;
const server = await moodyServer();
after(() => server.close());

const ask = (request?: JsonRequest) => requestJson(`${server.origin}/x`, request);

test('bodies of the corpus are JSON or bad data', async () => {
  for (const { name, contentType, body } of faults.filter(({ c }) => c === 'body')) {
    server.answer(200, contentType ? { 'content-type': contentType } : {}, body);
    let expected: unknown;
    try {
      expected = JSON.parse(body.replace(/^\ufeff/, ''));
    } catch {
      for (const request of [{}, POST]) {
        const { code, status, maybeStored } = await failure(ask(request));
        assert.deepEqual([code, status, maybeStored], ['bad-data', 200, request === POST], name);
      }
      continue;
    }
    assert.deepEqual((await ask()).data, expected, name);
  }
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('an answer without a body is bad data', async () => {
  server.answer(204, {});
  assert.equal((await failure(ask())).code, 'bad-data');
});

test('bytes are read as UTF-8, and what is none does no harm', async () => {
  server.answer(200, { 'content-type': 'application/json; charset=iso-8859-1' }, '"Привет 👩"');
  assert.equal((await ask()).data, 'Привет 👩');
  server.answer(200, {}, Buffer.from([0xff, 0xfe, 0xfd]));
  assert.equal((await failure(ask())).code, 'bad-data');
  server.answer(200, {}, Buffer.from([0x22, 0xff, 0x22]));
  assert.equal((await ask()).data, '\ufffd');
});

test('a character may be cut by the border of two chunks', async () => {
  const bytes = new TextEncoder().encode('"щщ"');
  const body = new ReadableStream({
    start: (controller) => {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  assert.equal((await ask({ fetch: () => Promise.resolve(new Response(body)) })).data, 'щщ');
});

test('a body that is cut or wrongly packed is bad data', async () => {
  const broken: RequestListener[] = [
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a":"half', () => response.destroy());
    },
    (_request, response) => response.write('{"a":"half', () => response.destroy()),
    (_request, response) => response.end('{"a":"half'),
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}'),
    (_request, response) => response.writeHead(200, { 'content-encoding': 'br' }).end('{}'),
  ];
  for (const [index, fault] of broken.entries()) {
    server.handle = fault;
    const error = await failure(ask(POST));
    assert.deepEqual([error.code, error.maybeStored], ['bad-data', true], `fault ${index}`);
  }
});

test('50 MB are refused while they come', async () => {
  const sent = { bytes: 0 };
  function* chunks() {
    for (; sent.bytes < 50 * MiB; sent.bytes += 64 * 1024) yield Buffer.alloc(64 * 1024, ' ');
  }
  server.handle = (_request, response) => Readable.from(chunks()).pipe(response);
  const error = await failure(ask(POST));
  assert.deepEqual([error.code, error.maybeStored, error.retryable], ['too-large', true, false]);
  assert.ok(sent.bytes < 24 * MiB, `${sent.bytes} bytes were taken`);
});

test('a body that is declared too large is not waited for', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  server.handle = (_request, response) => {
    closed = once(response, 'close');
    response.writeHead(200, { 'content-length': String(50 * MiB) });
    response.flushHeaders();
  };
  assert.equal((await failure(ask())).code, 'too-large');
  await closed;
});

test('the bound is a bound on decoded bytes', async () => {
  server.answer(200, {}, `"${'x'.repeat(98)}"`);
  assert.equal(String((await ask({ maxBytes: 100 })).data).length, 98);
  assert.equal((await failure(ask({ maxBytes: 99 }))).code, 'too-large');
});

test('JSON that is nested deeply is data or an error, never a crash', async () => {
  server.answer(200, {}, '['.repeat(100_000) + ']'.repeat(100_000));
  const outcome = await ask().then(
    ({ data }) => Array.isArray(data),
    (error: unknown) => error instanceof CommentsError,
  );
  assert.ok(outcome);
});
