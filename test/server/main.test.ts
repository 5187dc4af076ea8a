import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runDemo } from '../support/demo.js';
import type { DemoProcess, Ended } from '../support/demo.js';
import type { PageBody } from './server.js';
import { SERVER_URL, makeStore } from './store.js';
import type { Store } from './store.js';

let store: Store;
let scratch: string;

before(async () => {
  store = await makeStore();
  scratch = mkdtempSync(join(tmpdir(), 'commentariat-test-'));
});
after(async () => {
  await store.remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** Runs a demo that is expected to end by itself, and fails unless it said one sentence and ended with 1. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const demo = runDemo({ PORT: '0', DATA_DIR: join(scratch, 'unused'), ...env });
  // One that starts after all is ended, so that the test fails and does not wait for it.
  demo.url.then(demo.stop, () => {});
  const { code, stderr, stdout } = await demo.ended;
  assert.deepEqual([code, stdout], [1, ''], stderr);
  assert.match(stderr, /^[A-Z][^\n]+\.\)?\n$/, 'one line that is a sentence');
  assert.doesNotMatch(stderr, /\bat .*:\d+:\d+|Error:/, 'no stack');
  return stderr;
}

async function stopped(demo: DemoProcess): Promise<Ended> {
  const ended = await demo.stop();
  assert.deepEqual([ended.code, ended.stderr], [0, '']);
  return ended;
}

test('it prints where it is, serves the pages, the content and the protocol, and hides the rest', async () => {
  const demo = runDemo({ ...store.env, PORT: '0' });
  const origin = new URL(await demo.url).origin;
  try {
    const page = await fetch(`${origin}/`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'"]) {
      assert.ok(policy.split('; ').includes(rule), `${rule} is in ${policy}`);
    }
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
    assert.match(await page.text(), /<comment-thread/);
    const content = await fetch(`${origin}/content/seed.json`);
    assert.deepEqual([content.status, content.headers.get('content-type')], [200, 'application/json']);
    const comments = await fetch(`${origin}/api/comments?thread=/2012/01/valley-railway/`);
    assert.equal(((await comments.json()) as PageBody).count.total, 8);
    for (const path of ['/server/main.ts', '/server/', '/.data/lock', '/%2e%2e/package.json', '/package.json']) {
      assert.equal((await fetch(origin + path)).status, 404, path);
    }
    const unknown = await fetch(`${origin}/api/nothing`);
    assert.equal(unknown.headers.get('content-type'), 'application/problem+json');
  } finally {
    const { stdout } = await stopped(demo);
    assert.match(stdout, /^Commentariat demo: http:\/\/127\.0\.0\.1:\d+\/\nComments are kept in .+\.\n/);
    assert.match(stdout, /^Token for moderation, for this run: \S{20,}$/m);
    assert.doesNotMatch(stdout, /password|:[^/\s]+@/);
  }
});

test('it keeps what was written when it is started again, and takes the token that it is told', async (context) => {
  const env = { ...store.env, PORT: '0', MODERATION_TOKEN: 'told' };
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': '0f8fad5b-d9cb-469f-a165-70867728950e' };
  const body = JSON.stringify({ thread: '/states/deep/', text: 'http://a.example http://b.example http://c.example' });
  const first = runDemo(env);
  context.after(first.stop);
  const posted = await fetch(`${await first.url}api/comments`, { method: 'POST', headers, body });
  const text = await posted.text();
  assert.equal(posted.status, 202, text);
  assert.doesNotMatch((await stopped(first)).stdout, /told|Token/);
  const second = runDemo(env);
  const base = `${await second.url}api`;
  try {
    const again = await fetch(`${base}/comments`, { method: 'POST', headers, body });
    assert.deepEqual([again.headers.get('idempotency-replayed'), await again.text()], ['true', text]);
    const held = await fetch(`${base}/moderation`, { headers: { Authorization: 'Bearer told' } });
    assert.match(await held.text(), /c\.example/);
  } finally {
    await stopped(second);
  }
});

test('it finishes its start before it obeys a signal', async () => {
  const folder = join(scratch, 'early');
  mkdirSync(folder);
  const watcher = watch(folder);
  const demo = runDemo({ DATA_DIR: folder, PORT: '0' });
  demo.url.catch(() => {});
  // The lock is made in the middle of the start, when the handlers of signals are there.
  await once(watcher, 'change');
  watcher.close();
  await stopped(demo);
  assert.equal(existsSync(join(folder, 'lock')), false);
  const again = runDemo({ DATA_DIR: folder, PORT: '0' });
  await again.url;
  await stopped(again);
});

test('a taken port is named, with the way to choose another', async (context) => {
  const other = createServer().listen(0, '127.0.0.1');
  context.after(() => other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const message = await refusal({ PORT: String(port) });
  assert.ok(message.startsWith(`Port ${port} on 127.0.0.1 is taken by another program. `), message);
  assert.match(message, /with PORT=\d+\.$/m);
});

test('a variable that makes no sense is named', async () => {
  for (const port of ['http', '-1', '65536', '80.5'])
    assert.match(await refusal({ PORT: port }), new RegExp(`^PORT=${port} `));
  assert.match(await refusal({ REPLIES_PER_MINUTE: '0' }), /^REPLIES_PER_MINUTE=0 /);
});

test('a database that cannot be reached is said to be so, without its password', async () => {
  const message = await refusal({ DATABASE_URL: 'postgres://ann:hush@127.0.0.1:1/comments' });
  assert.match(message, /^The database of DATABASE_URL cannot be opened: /);
  assert.doesNotMatch(message, /hush/);
  const odd = await refusal({ DATABASE_URL: 'mysql://ann:hush@127.0.0.1/comments' });
  assert.match(odd, /^DATABASE_URL is not the address of a PostgreSQL database/);
  assert.doesNotMatch(odd, /hush/);
});

const embeddedOnly = { skip: SERVER_URL ? 'the folder is that of embedded PostgreSQL' : false };

test('a data folder in use, or of another kind, is named', embeddedOnly, async (context) => {
  const demo = runDemo({ ...store.env, PORT: '0' });
  context.after(demo.stop);
  await demo.url;
  assert.match(await refusal(store.env), /^The data folder \S+ is in use by process \d+\. .+ DATA_DIR=/);
  await stopped(demo);
  const broken = join(scratch, 'broken');
  mkdirSync(join(broken, 'postgres'), { recursive: true });
  writeFileSync(join(broken, 'postgres', 'PG_VERSION'), '18\n');
  assert.match(
    await refusal({ DATA_DIR: broken }),
    /^The data folder \S+broken cannot be read as a database: .+ DATA_DIR=/,
  );
  const file = join(scratch, 'file');
  writeFileSync(file, '');
  assert.match(await refusal({ DATA_DIR: file }), /^The data folder \S+file cannot be written: .+ DATA_DIR=/);
});
