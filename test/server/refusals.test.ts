import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { RateLimiter } from '../../demo/server/rate-limit.js';
import { FREE, MAIL, assertRefused, openSite, rowsOf } from './server.js';
import type { Answer, PostedBody, Sent, TestServer, TestSite } from './server.js';

let site: TestSite;
let server: TestServer;

before(async () => {
  site = await openSite();
  server = await site.serve({ disallowedWords: ['Casino Bonus', 'cheap pills'] });
  await site.add(
    { id: '/free/', policy: FREE },
    { id: '/strict/', policy: { access: 'open', name: 'required', email: 'required', url: 'required', maxLength: 20 } },
    { id: '/nothing/', policy: { access: 'open', name: 'no', email: 'no', url: 'no' } },
    { id: '/closed/', policy: { ...FREE, access: 'closed' }, comments: [{ id: '1', body: 'Last word' }] },
    { id: '/none/', policy: { ...FREE, access: 'none' } },
    { id: '/login/', policy: { ...FREE, access: 'login' } },
  );
});
after(() => site.close());

const GUEST = { name: 'Ole', email: `ole${MAIL}`, url: 'https://ole.example' };

async function fieldsOf(sent: Sent): Promise<object | undefined> {
  return assertRefused(await server.reply(sent), 422, 'invalid').fields;
}

test('every field that is wrong is named', async () => {
  const thread = '/strict/';
  assert.deepEqual(await fieldsOf({ thread, text: ' \n ' }), {
    text: 'required',
    name: 'required',
    email: 'required',
    url: 'required',
  });
  const guest = {
    name: 'n'.repeat(246),
    email: `${'e'.repeat(100)}@x.example`,
    url: `https://x.example/${'u'.repeat(200)}`,
  };
  assert.deepEqual(await fieldsOf({ thread, text: 'x'.repeat(21), guest }), {
    text: 'too-long',
    name: 'too-long',
    email: 'too-long',
    url: 'too-long',
  });
  assert.deepEqual(await fieldsOf({ thread, text: 'x', guest: { ...GUEST, name: ' \u0007 ' } }), { name: 'required' });
  assert.equal(await rowsOf(site.database, thread), 0);
});

test('the length limit is in UTF-16 code units, and reaches what the policy tells', async () => {
  assert.deepEqual(await fieldsOf({ thread: '/strict/', text: '😀'.repeat(11), guest: GUEST }), { text: 'too-long' });
  assert.equal((await server.reply({ thread: '/strict/', text: '😀'.repeat(10), guest: GUEST })).status, 201);
  assert.deepEqual(await fieldsOf({ thread: '/free/', text: 'x'.repeat(65_526) }), { text: 'too-long' });
  assert.equal((await server.reply({ thread: '/free/', text: 'x'.repeat(65_525) })).status, 201);
});

test('e-mail addresses and home pages need their shape', async () => {
  const emails = [
    'ole',
    '@x.example',
    'ole@',
    'ole@example',
    'a b@x.example',
    'a@b@x.example',
    'a@x..example',
    'a,b@x.example',
  ];
  for (const email of emails) {
    assert.deepEqual(await fieldsOf({ thread: '/free/', text: email, guest: { email } }), { email: 'invalid' }, email);
  }
  const urls = [
    'ole.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://x.example',
    'https://',
    '//x.example',
    'http://a b',
  ];
  for (const url of urls) {
    assert.deepEqual(await fieldsOf({ thread: '/free/', text: url, guest: { url } }), { url: 'invalid' }, url);
  }
  const guest = { email: `o.le+tag${MAIL}`, url: 'HTTP://ole.example/~ole?a=b#c' };
  assert.equal((await server.reply({ thread: '/free/', text: 'Good shapes', guest })).status, 201);
});

test('details that the policy does not want are dropped, not stored', async () => {
  const guest = { name: 'Ole', email: `ole${MAIL}`, url: 'not a url' };
  const { comment } = (await server.reply({ thread: '/nothing/', text: 'Nameless', guest })).as<PostedBody>();
  assert.deepEqual(comment.author, { role: 'guest' });
  const emails = await site.database.query('select email from comment_emails where comment_id = $1::bigint', [
    comment.id,
  ]);
  assert.deepEqual(emails, []);
});

test('a closed thread, one without replies, and one for accounts refuse, and stay readable', async () => {
  assertRefused(await server.reply({ thread: '/closed/', text: 'One more' }), 403, 'closed');
  assertRefused(await server.reply({ thread: '/none/', text: 'One more' }), 403, 'closed');
  const answer = await server.reply({ thread: '/login/', text: 'One more' });
  assertRefused(answer, 401, 'login-required');
  assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer /);
  assert.equal((await server.comments('/closed/')).comments.length, 1);
  for (const thread of ['/none/', '/login/']) assert.equal(await rowsOf(site.database, thread), 0);
});

test('disallowed words are refused in every field and in any case', async () => {
  const sent: Sent[] = [
    { thread: '/free/', text: 'Get your CASINO bonus now' },
    { thread: '/free/', text: 'a', guest: { name: 'Cheap Pills' } },
    { thread: '/free/', text: 'a', guest: { url: 'https://x.example/?casino bonus' } },
  ];
  for (const each of sent) assertRefused(await server.reply(each), 403, 'rejected');
});

test('a parent that is unknown, elsewhere, held, deleted or no id at all is gone', async () => {
  const elsewhere = (await server.comments('/closed/')).comments[0]?.id ?? '';
  const held = (await server.reply({ thread: '/free/', text: 'http://a http://b http://c' })).as<PostedBody>().comment
    .id;
  const kept = (await server.reply({ thread: '/free/', text: 'Will be deleted' })).as<PostedBody>().comment.id;
  await server.reply({ thread: '/free/', text: 'Keeps its place', parentId: kept });
  await server.settle(kept, 'delete');
  const odd = [
    '999999',
    '999999999999999999',
    '9'.repeat(30),
    '0',
    '-1',
    '1.0',
    '01',
    'x',
    '1; drop table posts',
    '\u0000',
  ];
  for (const parentId of [elsewhere, held, kept, ...odd]) {
    assertRefused(await server.reply({ thread: '/free/', text: `To ${parentId}`, parentId }), 409, 'parent-gone');
  }
});

test('a reply to an unknown thread is not found', async () => {
  for (const thread of ['/nowhere/', '\u0000', '/free/\u0000', '/free', "' or '1'='1"]) {
    assertRefused(await server.reply({ thread, text: 'Anyone?' }), 404, 'not-found');
  }
});

test('a comment with more than two links waits, and is neither listed nor counted', async () => {
  await site.add({ id: '/links/', policy: FREE });
  const two = await server.reply({ thread: '/links/', text: 'https://a.example and HTTP://b.example' });
  assert.equal(two.status, 201);
  const three = await server.reply({ thread: '/links/', text: 'https://a.example HTTP://b.example http://c.example' });
  assert.equal(three.status, 202);
  assert.equal(three.as<PostedBody>().comment.state, 'pending');
  assert.equal(three.as<PostedBody>().count.total, 1);
  const page = await server.comments('/links/');
  assert.deepEqual([page.comments.length, page.count.total], [1, 1]);
  const { counts } = (await server.ask('/counts?thread=/links/')).as<{ counts: { total: number }[] }>();
  assert.equal(counts[0]?.total, 1);
});

test('too many replies from one address are refused until Retry-After has passed', async () => {
  await site.add({ id: '/flood/', policy: FREE });
  let now = Date.now();
  const limited = await site.serve({ now: () => new Date(now), limits: { repliesPerMinute: 3 } });
  const send = (text: string, key = randomUUID()): Promise<Answer> => limited.reply({ thread: '/flood/', text, key });
  const first = randomUUID();
  assert.equal((await send('One', first)).status, 201);
  for (let time = 0; time < 5; time += 1) {
    assertRefused(await send(''), 422, 'invalid');
    assert.equal((await send('One', first)).status, 201, 'a replay costs nothing');
  }
  assert.deepEqual([(await send('Two')).status, (await send('Three')).status], [201, 201]);
  const key = randomUUID();
  const refused = await send('Four', key);
  assertRefused(refused, 429, 'rate-limited');
  assert.equal(refused.headers.get('retry-after'), '20');
  now += 18_500;
  assert.equal((await send('Four', key)).headers.get('retry-after'), '2');
  now += 1_500;
  assert.equal((await send('Four', key)).status, 201, 'the same key after the wait');
  assert.equal(await rowsOf(site.database, '/flood/'), 4);
});

test('each address has its own allowance, and only so many are remembered', () => {
  let now = 0;
  const limiter = new RateLimiter(2, () => new Date(now));
  const take = (address: string, times: number): number[] => Array.from({ length: times }, () => limiter.take(address));
  assert.deepEqual(take('a', 3), [0, 0, 30]);
  assert.deepEqual(take('b', 3), [0, 0, 30]);
  now = 60 * 60_000;
  assert.deepEqual(take('a', 3), [0, 0, 30], 'no more is saved up than for one minute');
  assert.deepEqual([take('b', 2), take('a', 1), take('c', 2)], [[0, 0], [30], [0, 0]]);
  now += 30_000;
  assert.deepEqual(take('a', 2), [0, 30]);
  for (let other = 0; other < 9_998; other += 1) limiter.take(`d${other}`);
  assert.deepEqual(
    [take('a', 1), take('b', 2)],
    [[30], [0, 0]],
    'the address that took nothing for longest is forgotten',
  );
});

test('a body that is no reply is refused as unreadable', async () => {
  const bodies = ['', '{', 'null', '[]', '"x"', '1', '{}', '{"thread":1,"text":"x"}', '{"thread":"/free/","text":1}'];
  const guests = ['"x"', '[]', '{"name":{}}', '{"email":["a"]}', '{"url":true}'];
  bodies.push(
    ...guests.map((guest) => `{"thread":"/free/","text":"x","guest":${guest}}`),
    '{"thread":"/free/","text":"x","parentId":7}',
  );
  for (const body of bodies) assertRefused(await sendRaw(body), 400, 'invalid');
});

test('only members of the protocol are read', async () => {
  const more = { id: '7', state: 'published', kind: 'pingback', author: { role: 'author' }, publishedAt: '1999-01-01' };
  const guest = { name: 'Mallory', role: 'author', avatarUrl: 'https://x.example/a.png', provider: 'x' };
  const body = { thread: '/free/', text: 'Let me in', guest, ...more, ['__proto__']: { text: 'polluted' }, title: 7 };
  const { comment } = (await sendRaw(JSON.stringify(body))).as<PostedBody>();
  assert.deepEqual(comment.author, { name: 'Mallory', role: 'guest' });
  assert.deepEqual([comment.kind, comment.body?.value], ['comment', 'Let me in']);
  assert.notEqual(comment.publishedAt, '1999-01-01');
});

test('a body of another type or of more than 256 KiB is refused', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    '',
  ]) {
    assertRefused(await sendRaw('{"thread":"/free/","text":"Typed"}', { 'Content-Type': type }), 415, 'unsupported');
  }
  const charset = { 'Content-Type': 'Application/JSON; charset=utf-8' };
  assert.equal((await sendRaw('{"thread":"/free/","text":"Typed"}', charset)).status, 201);
  assertRefused(await sendRaw(JSON.stringify({ thread: '/free/', text: 'x'.repeat(256 * 1024) })), 413, 'too-large');
  assertRefused(await sendStreamed(300), 413, 'too-large');
  assert.equal(await statusOfAnnounced(256 * 1024 + 1), 413, 'refused before it arrives');
});

function sendRaw(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const usual = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
  return server.ask('/comments', { method: 'POST', headers: { ...usual, ...headers }, body });
}

/** A body whose length is not told in advance. */
function sendStreamed(kibibytes: number): Promise<Answer> {
  let left = kibibytes;
  const body = new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= 1;
      controller.enqueue(new TextEncoder().encode(' '.repeat(1024)));
    },
  });
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
  return server.ask('/comments', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

/** Announces a body of this length, sends none of it, and waits for the status of the answer. */
async function statusOfAnnounced(length: number): Promise<number | undefined> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), 'Content-Length': length };
  const options = { method: 'POST', headers, signal: AbortSignal.timeout(10_000) };
  const sending = request(`${server.base}/comments`, options);
  sending.flushHeaders();
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  sending.destroy();
  return answer.statusCode;
}
