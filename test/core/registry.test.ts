import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { memory } from '../../src/core/backends/memory.js';
import { createBackend, guessBackend, registerBackend } from '../../src/core/registry.js';
import { failure } from '../support/failure.js';
import { moodyServer } from '../support/moody-server.js';

const server = await moodyServer();
after(() => server.close());

test('a source is guessed from its address', () => {
  for (const src of ['https://x.example/c.json', 'https://x.example/c.JSON?v=2', 'https://x.example/c.json#x']) {
    assert.equal(guessBackend({ src }), 'json', src);
  }
  for (const src of ['https://x.example/api', 'https://x.example/?file=c.json', 'https://x.example/c.json/api', '']) {
    assert.equal(guessBackend({ src }), 'http', src);
  }
  assert.equal(guessBackend({ document: [] }), 'json');
  assert.equal(guessBackend({ document: '', src: 'https://x.example/page' }), 'json');
  assert.equal(guessBackend({}), 'http');
});

test('the built-in backends read their sources', async () => {
  server.handle = (request, response) => {
    response.end(request.url === '/c.json' ? '[{"id":1}]' : '{"comments":[{"id":2}]}');
  };
  const ids = async (name: string, src: string) => {
    const backend = await createBackend(name, { src });
    const { comments } = await backend.list({ key: 'x' }, { sort: 'oldest', limit: 9 });
    return [backend.name, comments[0]?.id];
  };
  assert.deepEqual(await ids('json', `${server.origin}/c.json`), ['json', '1']);
  assert.deepEqual(await ids('http', `${server.origin}/api`), ['http', '2']);
});

test('an article, a thread and its counters share one backend and one download', async () => {
  let requests = 0;
  server.handle = (_request, response) => response.end(`[{"id":${++requests}}]`);
  const src = `${server.origin}/shared.json`;
  const [one, two] = await Promise.all([createBackend('json', { src }), createBackend('json', { src })]);
  assert.equal(one, two);
  assert.equal(await createBackend('json', { src }), one);
  await Promise.all([one.list({ key: 'x' }, { sort: 'oldest', limit: 9 }), two.count?.([{ key: 'x' }])]);
  assert.equal(requests, 1);
  assert.notEqual(await createBackend('json', { src: `${src}?2` }), one);
  assert.notEqual(await createBackend('http', { src }), one);
});

test('data in the page gets a backend of its own', async () => {
  const options = { document: [{ id: 1 }], src: 'https://x.example/page' };
  const [one, two] = [await createBackend('json', options), await createBackend('json', options)];
  assert.notEqual(one, two);
  assert.equal((await one.list({ key: 'x' }, { sort: 'oldest', limit: 9 })).comments.length, 1);
});

test('an unknown name is told with the known ones', async () => {
  const error = await failure(createBackend('jsno', { src: 'https://x.example/' }));
  assert.equal(error.code, 'unsupported');
  assert.match(error.message, /"jsno".*\bjson, http\b/);
});

test('a source that is missing or no address is refused', async () => {
  for (const options of [{}, { src: '' }]) {
    assert.equal((await failure(createBackend('json', options))).code, 'unsupported');
    assert.equal((await failure(createBackend('http', options))).code, 'unsupported');
  }
  assert.equal((await failure(createBackend('http', { src: '/api' }))).code, 'unsupported');
});

test('a backend of the page is loaded when it is first asked for, and shared', async () => {
  let loads = 0;
  registerBackend('mine', () => {
    loads++;
    return Promise.resolve(() => memory());
  });
  assert.equal(loads, 0);
  const one = await createBackend('mine', {});
  assert.equal(await createBackend('mine', {}), one);
  assert.notEqual(await createBackend('mine', { src: 'https://x.example/' }), one);
  assert.match((await failure(createBackend('nobody', {}))).message, /\bmine\b/);
});

test('a name can be taken over', async () => {
  const [first, second] = [memory(), memory()];
  registerBackend('changing', () => Promise.resolve(() => first));
  registerBackend('changing too', () => Promise.resolve(() => first));
  assert.equal(await createBackend('changing', {}), first);
  registerBackend('changing', () => Promise.resolve(() => second));
  assert.equal(await createBackend('changing', {}), second);
});

test('a backend whose code or factory fails is asked for again the next time', async () => {
  let attempts = 0;
  registerBackend('shaky', () => {
    attempts++;
    if (attempts === 1) throw new Error('at once');
    if (attempts === 2) return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(() => {
      if (attempts === 3) throw new Error('no such source');
      return memory();
    });
  });
  const codes = [];
  for (let round = 0; round < 3; round++) codes.push((await failure(createBackend('shaky', {}))).code);
  assert.deepEqual(codes, ['offline', 'offline', 'unsupported']);
  assert.equal((await createBackend('shaky', {})).name, 'memory');
});
