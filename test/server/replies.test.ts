import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { FREE, MAIL, assertRefused, openSite, rowsOf } from './server.js';
import type { Answer, PostedBody, Sent, TestServer, TestSite } from './server.js';

const HOUR = 3_600_000;

let site: TestSite;
let server: TestServer;

before(async () => {
  site = await openSite();
  server = await site.serve();
});
after(() => site.close());

/** A thread of its own for one test. */
async function freshThread(policy: object = FREE): Promise<string> {
  const id = `/${randomUUID()}/`;
  await site.add({ id, title: 'A post', policy });
  return id;
}

const timesReplayed = (answers: readonly Answer[]): number =>
  answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true').length;

test('a reply is stored, answered as stored, and listed', async () => {
  const thread = await freshThread();
  const guest = { name: '  Ines   Ortega ', email: `ines${MAIL}`, url: 'https://ines.example/' };
  const answer = await server.reply({ thread, text: ' First line\r\nSecond <b>line</b>\u0000\rThird ', guest });
  assert.equal(answer.status, 201);
  const { state, comment, count } = answer.as<PostedBody>();
  assert.equal(state, 'published');
  assert.deepEqual(count, { total: 1, comments: 1, pings: 0, roots: 1 });
  assert.deepEqual(comment.author, { name: 'Ines Ortega', url: 'https://ines.example/', role: 'guest' });
  assert.deepEqual(comment.body, { kind: 'text', value: 'First line\nSecond <b>line</b>\nThird' });
  assert.match(comment.publishedAt ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const page = await server.comments(thread);
  assert.deepEqual(page.comments, [comment]);
  assert.deepEqual(page.count, count);
  const emails = await site.database.query('select email from comment_emails where comment_id = $1::bigint', [
    comment.id,
  ]);
  assert.deepEqual(emails, [{ email: `ines${MAIL}` }]);
});

test('a reply to a comment stands in its branch', async () => {
  const thread = await freshThread();
  const root = (await server.reply({ thread, text: 'Root' })).as<PostedBody>().comment;
  await server.reply({ thread, text: 'Another root' });
  const reply = (await server.reply({ thread, text: 'Reply', parentId: root.id })).as<PostedBody>();
  const nested = (await server.reply({ thread, text: 'Nested', parentId: reply.comment.id })).as<PostedBody>();
  assert.equal(nested.comment.parentId, reply.comment.id);
  assert.deepEqual(nested.count, { total: 4, comments: 4, pings: 0, roots: 2 });
  const { comments } = await server.comments(thread);
  assert.deepEqual(
    comments.map(({ body }) => body?.value),
    ['Root', 'Reply', 'Nested', 'Another root'],
  );
});

test('five requests with one key, one after the other, store one row and get one answer', async () => {
  const thread = await freshThread();
  const sent: Sent = { thread, text: 'Once', key: randomUUID() };
  const answers: Answer[] = [];
  for (let time = 0; time < 5; time += 1) answers.push(await server.reply(sent));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201, 201, 201],
  );
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.deepEqual(
    answers.map(({ headers }) => headers.get('idempotency-replayed')),
    [null, 'true', 'true', 'true', 'true'],
  );
  assert.equal(await rowsOf(site.database, thread), 1);
});

test('five requests with one key at the same time store one row and get one answer', async () => {
  const thread = await freshThread();
  const sent: Sent = { thread, text: 'Once', guest: { email: `a${MAIL}` }, key: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 5 }, () => server.reply(sent)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201, 201, 201],
  );
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal(timesReplayed(answers), 4);
  assert.equal(await rowsOf(site.database, thread), 1);
});

test('a held reply is replayed as held', async () => {
  const thread = await freshThread();
  const sent: Sent = { thread, text: 'http://a.example http://b.example http://c.example', key: randomUUID() };
  const [first, second] = [await server.reply(sent), await server.reply(sent)];
  assert.deepEqual([first.status, second.status], [202, 202]);
  assert.equal(first.text, second.text);
  assert.equal(second.headers.get('idempotency-replayed'), 'true');
});

test('a key means the same in capitals and in quotes', async () => {
  const thread = await freshThread();
  const key = randomUUID();
  await server.reply({ thread, text: 'Once', key });
  assert.equal(timesReplayed([await server.reply({ thread, text: 'Once', key: key.toUpperCase() })]), 1);
  assert.equal(timesReplayed([await server.reply({ thread, text: 'Once', key: `"${key}"` })]), 1);
  assert.equal(await rowsOf(site.database, thread), 1);
});

test('a key that was used for another reply is a conflict, and nothing is stored', async () => {
  const thread = await freshThread();
  const other = await freshThread();
  const key = randomUUID();
  const first = (await server.reply({ thread, text: 'One', guest: { name: 'A' }, key })).as<PostedBody>();
  const differing: Sent[] = [
    { thread, text: 'Two', guest: { name: 'A' }, key },
    { thread, text: 'One', guest: { name: 'B' }, key },
    { thread, text: 'One', guest: { name: 'A', email: `a${MAIL}` }, key },
    { thread, text: 'One', guest: { name: 'A' }, parentId: first.comment.id, key },
    { thread: other, text: 'One', guest: { name: 'A' }, key },
  ];
  for (const sent of differing) assertRefused(await server.reply(sent), 422, 'conflict');
  assert.deepEqual([await rowsOf(site.database, thread), await rowsOf(site.database, other)], [1, 0]);
});

test('two different replies with one key at the same time: one is stored, the other is a conflict', async () => {
  const thread = await freshThread();
  const key = randomUUID();
  const answers = await Promise.all(['One', 'Two'].map((text) => server.reply({ thread, text, key })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422]);
  assert.equal(await rowsOf(site.database, thread), 1);
});

test('a key is needed, and must be a UUID', async () => {
  const thread = await freshThread();
  for (const key of [null, 'abc', '7b0a4f0e-3a77-4a5a-9d8e-0d5f8f3c9a0', `${randomUUID()}0`, "' or 1=1 --", '""']) {
    const problem = assertRefused(await server.reply({ thread, text: 'Keyless', key }), 400, 'invalid');
    assert.match(problem.detail ?? '', /Idempotency-Key/);
  }
  assert.equal(await rowsOf(site.database, thread), 0);
});

test('a refusal leaves the key free for the corrected reply', async () => {
  const thread = await freshThread({ ...FREE, name: 'required' });
  const key = randomUUID();
  assertRefused(await server.reply({ thread, text: 'Corrected', key }), 422, 'invalid');
  const again = await server.reply({ thread, text: 'Corrected', guest: { name: 'Ole' }, key });
  assert.equal(again.status, 201);
  assert.equal(again.headers.get('idempotency-replayed'), null);
});

test('five refused requests with one key at the same time are all refused, and leave nothing behind', async () => {
  const key = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => server.reply({ thread: '/nowhere/', text: 'x', key })),
  );
  for (const answer of answers) assertRefused(answer, 404, 'not-found');
  assert.deepEqual(await site.database.query('select 1 from idempotency where key = $1::uuid', [key]), []);
});

test('the outcome of a key is kept for more than a day, then forgotten', async () => {
  const thread = await freshThread();
  let now = Date.now() + 10 * 365 * 24 * HOUR;
  const later = await site.serve({ now: () => new Date(now) });
  const sent: Sent = { thread, text: 'Kept', key: randomUUID() };
  const keys = () => site.database.query('select 1 from idempotency where key = $1::uuid', [sent.key]);
  await later.reply(sent);
  now += 30 * HOUR;
  assert.equal(timesReplayed([await later.reply(sent)]), 1);
  assert.equal((await keys()).length, 1);
  now += 30 * HOUR;
  await later.reply({ thread, text: 'Any other' });
  assert.equal((await keys()).length, 0);
});

test('the same text by the same writer in the same place is a duplicate for a day', async () => {
  const thread = await freshThread();
  let now = Date.now();
  const clocked = await site.serve({ now: () => new Date(now) });
  const sent: Sent = { thread, text: 'Said already', guest: { name: 'Ole', email: `ole${MAIL}` } };
  const root = (await clocked.reply(sent)).as<PostedBody>().comment;
  now += 23 * HOUR;
  assertRefused(await clocked.reply(sent), 409, 'duplicate');
  assert.equal((await clocked.reply({ ...sent, parentId: root.id })).status, 201, 'another place');
  assert.equal((await clocked.reply({ ...sent, guest: { name: 'Ole' } })).status, 201, 'another writer');
  assert.equal((await clocked.reply({ ...sent, text: 'Said already!' })).status, 201, 'another text');
  now += 2 * HOUR;
  assert.equal((await clocked.reply(sent)).status, 201, 'another day');
});

test('the same reply sent five times at once with five keys is stored once', async () => {
  const thread = await freshThread();
  const answers = await Promise.all(Array.from({ length: 5 }, () => server.reply({ thread, text: 'Double click' })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409]);
  assert.equal(await rowsOf(site.database, thread), 1);
});
