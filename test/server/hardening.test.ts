import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createApp } from '../../demo/server/app.js';
import type { Database } from '../../demo/server/database.js';
import { importDocument } from '../../demo/server/import.js';
import { listen, type Listening } from '../../demo/server/listen.js';
import { migrate } from '../../demo/server/migrate.js';
import { readOptions } from '../../demo/server/options.js';
import { makeStore } from './store.js';

const BLOG = 'https://blog.example';
const NOISE = `'; drop table comments; -- " \\ \0 %27 <script>`;

let database: Database;
let listening: Listening;
let remove: () => Promise<void>;
const failures: unknown[] = [];

before(async () => {
  const store = await makeStore('passing');
  database = await store.open();
  remove = async () => {
    await database.close();
    await store.remove();
  };
  await migrate(database);
  await importDocument(database, { posts: [{ id: '/a/', title: 'A', comments: [] }] }, new Date());
  const app = createApp({ database, origins: [BLOG], onError: (error) => failures.push(error) });
  app.get('/fails', () => {
    throw new Error('A secret at /srv/secret.ts:12');
  });
  listening = await listen(app.fetch, '127.0.0.1', 0);
});

after(async () => {
  await listening.close();
  await remove();
});

const at = (path: string): string => new URL(path, listening.url).href;

function post(headers: Record<string, string>, text: string = randomUUID()): Promise<Response> {
  return fetch(at('/api/comments'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
    body: JSON.stringify({ thread: '/a/', text, guest: { name: 'Ken' } }),
  });
}

test('replies are taken from the sites that were named, from this one, and from programs', async () => {
  assert.equal((await post({ Origin: BLOG })).status, 201);
  assert.equal((await post({ Origin: new URL(listening.url).origin })).status, 201);
  assert.equal((await post({})).status, 201);
  for (const origin of ['https://evil.example', 'null', 'https://blog.example.evil.example', 'http://blog.example'])
    assert.equal((await post({ Origin: origin })).status, 403, origin);
  assert.equal((await post({ Origin: BLOG })).headers.get('Access-Control-Allow-Origin'), BLOG);
});

test('a form of another site cannot send a reply', async () => {
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', ''])
    assert.equal((await post({ 'Content-Type': type })).status, 415, type);
});

test('a failure tells nothing of the server', async () => {
  const answer = await fetch(at('/fails'));
  const body = await answer.text();
  assert.equal(answer.status, 500);
  assert.doesNotMatch(body, /secret|\.ts|at |Error/);
  assert.equal(failures.splice(0).length, 1);
});

test('every answer carries the headers that keep it harmless', async () => {
  for (const path of ['/api/comments?thread=/a/', '/api/problems/closed', '/nothing', '/fails']) {
    const { headers } = await fetch(at(path), { headers: { Accept: 'text/html' } });
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', path);
    assert.match(headers.get('Content-Security-Policy') ?? '', /^default-src 'none';.*frame-ancestors/, path);
    assert.equal(headers.get('Cross-Origin-Opener-Policy'), 'same-origin-allow-popups', path);
    assert.match(headers.get('Permissions-Policy') ?? '', /camera=\(\)/, path);
  }
  failures.splice(0);
});

test('no text of a request is ever SQL', async () => {
  const paths = [
    'comments?thread=',
    'post?thread=',
    'counts?thread=',
    'comments?thread=/a/&after=',
    'comments?limit=1&thread=',
  ];
  for (const path of paths) {
    const answer = await fetch(at(`/api/${path}${encodeURIComponent(NOISE)}`));
    assert.ok([200, 400, 404].includes(answer.status), `${path} ${answer.status}`);
  }
  const sent = await post({}, NOISE.replaceAll('\0', ''));
  const { comment } = (await sent.json()) as { comment: { body: { value: string } } };
  assert.equal(comment.body.value, NOISE.replaceAll('\0', ''));
  const [row] = await database.query<{ count: number }>('select count(*)::int as count from comments');
  assert.ok((row?.count ?? 0) > 3);
  assert.deepEqual(failures, []);
});

test('ORIGINS must be origins', () => {
  assert.deepEqual(readOptions({ ORIGINS: 'https://a.example, http://b.example:81/' }).origins, [
    'https://a.example',
    'http://b.example:81',
  ]);
  assert.equal(readOptions({}).origins, undefined);
  for (const bad of ['a.example', 'https://a.example/path', '*', 'javascript:alert(1)'])
    assert.throws(() => readOptions({ ORIGINS: bad }), /ORIGINS/);
});
