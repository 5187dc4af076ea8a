import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { wordpress } from '../../src/core/backends/wordpress.js';
import type { ErrorCode, FieldProblems } from '../../src/core/errors.js';
import type { Draft, ListQuery, Posted } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import { serve } from '../support/loopback.js';
import { recorded, startReplay, type Answer } from '../support/wordpress-replay.js';

const THREAD = { key: '4' };
const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const GUEST = { name: 'Ken', email: 'ken@example.com' };
const site = await startReplay();
after(() => site.close());
beforeEach(() => {
  site.answers = { 'GET posts/4': recorded('post'), 'POST comments': recorded('created') };
  site.asked.length = 0;
});

let keys = 0;
const draftOf = (more: Partial<Draft> = {}): Draft => ({ key: `key-${++keys}`, text: 'Hello.', guest: GUEST, ...more });
const send = (draft = draftOf(), backend = wordpress({ base: site.base })): Promise<Posted> =>
  backend.reply?.(THREAD, draft) ?? assert.fail();
const refuse = (answer: Answer) => {
  site.answers = { ...site.answers, 'POST comments': answer };
};
const posts = () => site.asked.filter(({ route }) => route === 'POST comments');

test('a guest’s reply is one simple request: no header asks for a preflight', async () => {
  await send(
    draftOf({ text: ' Tea & milk < water, &lt;3 &bogus <em>x</em> ', guest: { ...GUEST, url: ' ', name: ' Ken ' } }),
  );
  const [asked, ...others] = posts();
  assert.equal(others.length, 0);
  assert.equal(asked?.headers['content-type'], 'application/x-www-form-urlencoded;charset=UTF-8');
  // Fetch Standard: what a page may send to another origin without asking, and what Node adds.
  const simple = ['accept', 'accept-language', 'content-language', 'content-type'];
  const added = [
    'accept-encoding',
    'cache-control',
    'connection',
    'content-length',
    'host',
    'pragma',
    'sec-fetch-mode',
    'user-agent',
  ];
  const more = Object.keys(asked?.headers ?? {}).filter((name) => ![...simple, ...added].includes(name));
  assert.deepEqual(more, []);
  assert.deepEqual(Object.fromEntries(asked?.form ?? []), {
    post: '4',
    content: ' Tea &amp; milk &lt; water, &lt;3 &amp;bogus <em>x</em> ',
    author_name: 'Ken',
    author_email: 'ken@example.com',
  });
});

test('recorded outcomes', async () => {
  const { state, comment } = await send();
  assert.equal(state, 'published');
  assert.deepEqual(comment.body, { kind: 'html', value: '<p>Tea &amp; <em>milk</em>.</p>\n' });
  refuse(recorded('held'));
  assert.deepEqual((await send()).comment.state, 'pending');
  refuse(recorded('trashed'));
  assert.equal((await failure(send())).code, 'rejected');
});

const REFUSALS: Record<string, [Partial<Draft>, ErrorCode, FieldProblems?]> = {
  closed: [{}, 'closed'],
  duplicate: [{}, 'duplicate'],
  flood: [{}, 'rate-limited'],
  'login-required': [{}, 'login-required'],
  'bad-nonce': [{}, 'login-required'],
  locked: [{}, 'forbidden'],
  'no-post': [{}, 'not-found'],
  'invalid-parent': [{}, 'parent-gone'],
  'no-text': [{}, 'invalid', { text: 'required' }],
  'long-text': [{}, 'invalid', { text: 'too-long' }],
  'long-name': [{}, 'invalid', { name: 'too-long' }],
  'invalid-email': [{}, 'invalid', { email: 'invalid' }],
  'no-details': [{ guest: { name: 'Ken' } }, 'invalid', { email: 'required' }],
};
for (const [name, [more, code, fields = {}]] of Object.entries(REFUSALS)) {
  test(`recorded refusal: ${name}`, async () => {
    refuse(recorded(name));
    const error = await failure(send(draftOf(more)));
    assert.deepEqual([error.code, error.fields, error.maybeStored], [code, fields, false]);
    assert.equal(error.retryAfter, code === 'rate-limited' ? 15 : undefined);
    assert.equal(error.status, recorded(name).status);
  });
}

/** As WordPress 6.1 and 6.5 answer; those that were recorded are above. */
const TABLE: [number, string, ErrorCode, FieldProblems?][] = [
  [400, 'rest_comment_author_data_required', 'invalid', { email: 'invalid' }],
  [400, 'comment_author_email_column_length', 'invalid', { email: 'too-long' }],
  [400, 'comment_author_url_column_length', 'invalid', { url: 'too-long' }],
  [403, 'rest_comment_draft_post', 'closed'],
  [403, 'rest_comment_trash_post', 'closed'],
  [401, 'rest_comment_invalid_author', 'forbidden'],
  [401, 'rest_comment_invalid_author_ip', 'forbidden'],
  [401, 'rest_comment_invalid_status', 'forbidden'],
  [400, 'rest_invalid_comment_type', 'unsupported'],
  [404, 'rest_comment_invalid_id', 'parent-gone'],
  [500, 'rest_comment_failed_create', 'server'],
];
for (const [status, code, means, fields = {}] of TABLE) {
  test(`${code} has a meaning of its own`, async () => {
    refuse({ status, body: { code, message: 'No &#8217;no&#8217;.', data: { status } } });
    const error = await failure(send());
    assert.deepEqual([error.code, error.fields, error.maybeStored], [means, fields, status >= 500]);
    assert.ok(!error.message.includes('No '), 'nothing of the words of the site');
  });
}

test('refusals that say nothing of use', async () => {
  const cases: [Answer, ErrorCode][] = [
    [{ status: 400, body: { code: 'some_plugin', message: 'No.' } }, 'invalid'],
    [{ status: 403, body: { code: 'constructor' } }, 'forbidden'],
    [{ status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>Firewall</h1>' }, 'forbidden'],
    [
      { status: 400, body: { code: 'rest_invalid_param', data: { params: { toString: 'x', content: 'x' } } } },
      'invalid',
    ],
    [{ status: 400, body: null }, 'invalid'],
    [{ status: 404, body: { code: 'rest_no_route' } }, 'unsupported'],
    [{ status: 429, headers: { 'retry-after': '7' }, body: {} }, 'rate-limited'],
  ];
  for (const [answer, code] of cases) {
    refuse(answer);
    const error = await failure(send());
    assert.deepEqual([error.code, error.maybeStored], [code, false], JSON.stringify(answer));
  }
  assert.deepEqual((await failure(send())).retryAfter, 7);
});

test('an answer that does not say what became of a reply leaves it open', async () => {
  const created = recorded('created').body as object;
  const bodies = [
    {},
    [],
    null,
    '',
    '<!doctype html>',
    '{"id":1',
    [created],
    { ...created, status: 'future' },
    { status: 'approved' },
  ];
  for (const body of bodies) {
    refuse({ status: 201, body });
    const error = await failure(send());
    assert.deepEqual([error.code, error.maybeStored], ['bad-data', true], JSON.stringify(body));
  }
});

test('a parent that is on another page of the site is no parent here', async () => {
  site.answers = { ...site.answers, 'GET comments/9': { body: { post: 5 } }, 'GET comments/8': { body: { post: 4 } } };
  assert.equal((await failure(send(draftOf({ parentId: '9' })))).code, 'parent-gone');
  assert.equal(posts().length, 0);
  site.answers = { ...site.answers, 'GET comments/9': { status: 500, body: '' } };
  assert.equal((await failure(send(draftOf({ parentId: '9' })))).code, 'server');
  assert.equal(posts().length, 0);
  await send(draftOf({ parentId: '8' }));
  assert.equal(posts()[0]?.form.get('parent'), '8');
});

test('a password for the API goes to its origin and nowhere else', async (t) => {
  const seen: (string | undefined)[] = [];
  const elsewhere = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  t.after(elsewhere.close);
  const credentials = { user: 'Jürgen', password: 'abcd EFGH 1234' };
  const backend = wordpress({ base: site.base, credentials });
  const away = { status: 307, headers: { location: `${elsewhere.origin}/x` }, body: '' };
  site.answers = { ...site.answers, 'GET users/me': { body: { name: 'Jürgen &amp; Co' } } };
  await send({ key: 'own', text: 'x' }, backend);
  const expected = `Basic ${Buffer.from('Jürgen:abcd EFGH 1234').toString('base64')}`;
  assert.equal(posts()[0]?.headers.authorization, expected);
  assert.ok(
    site.asked.filter(({ route }) => /posts|GET comments/.test(route)).every(({ headers }) => !headers.authorization),
  );
  refuse(away);
  const error = await failure(send({ key: 'away', text: 'x' }, backend));
  assert.ok(!/abcd|YWJjZC/.test(`${error.stack} ${JSON.stringify(error)}`));
  assert.deepEqual(seen, [undefined]);
});

test('the nonce that comes with an answer is the next one', async () => {
  const backend = wordpress({ base: site.base, nonce: 'aaaaaaaaaa', user: { name: 'Ann' } });
  refuse({ ...recorded('created'), headers: { 'x-wp-nonce': 'bbbbbbbbbb' } });
  for (const text of ['One.', 'Two.']) await send({ key: text, text }, backend);
  refuse({ ...recorded('created'), headers: { 'x-wp-nonce': '<script>' } });
  for (const text of ['Three.', 'Four.']) await send({ key: text, text }, backend);
  const nonces = posts().map(({ headers }) => headers['x-wp-nonce']);
  assert.deepEqual(nonces, ['aaaaaaaaaa', 'bbbbbbbbbb', 'bbbbbbbbbb', 'bbbbbbbbbb']);
  assert.ok(posts().every(({ form }) => !form.has('author_name')));
});

test('a nonce that stays bad is not renewed for ever', async () => {
  const nonceUrl = `${site.origin}/nonce`;
  const backend = wordpress({ base: site.base, nonce: 'aaaaaaaaaa', nonceUrl, user: { name: 'Ann' } });
  site.answers = { ...site.answers, 'GET /nonce': { headers: { 'content-type': 'text/html' }, body: 'cccccccccc' } };
  refuse(recorded('bad-nonce'));
  assert.equal((await failure(send({ key: 'x', text: 'x' }, backend))).code, 'login-required');
  assert.deepEqual(
    posts().map(({ headers }) => headers['x-wp-nonce']),
    ['aaaaaaaaaa', 'cccccccccc'],
  );
});

test('a reader who cannot be asked about reads all the same, and writes nothing under a wrong name', async () => {
  const backend = wordpress({ base: site.base, credentials: { user: 'ann', password: 'x' } });
  site.answers = { ...site.answers, 'GET comments': recorded('comments'), 'GET users/me': { status: 500, body: '' } };
  const page = await backend.list(THREAD, ALL);
  assert.deepEqual([page.comments.length, page.policy?.as], [8, undefined]);
  assert.equal((await failure(send({ key: 'y', text: 'x' }, backend))).code, 'server');
  assert.equal(posts().length, 0);
  site.answers = {
    ...site.answers,
    'GET users/me': {
      body: { name: 'Ann', url: '', avatar_urls: { 24: 'https://a.example/24', 96: 'https://a.example/96' } },
    },
  };
  assert.deepEqual((await backend.list(THREAD, ALL)).policy?.as, { name: 'Ann', avatarUrl: 'https://a.example/96' });
});

test('a reply whose answer was lost is found by its words; where it has none, by its signs', async () => {
  const stored = (id: number, name: string, rendered: string) => ({
    ...{ id, parent: 0, author: 0, author_name: name, author_url: '', date_gmt: '2012-01-16T09:30:00' },
    content: { rendered },
  });
  const body = [
    stored(7, 'Ken', '<p>&#8220;Quoted&#8221; &#8211; it\u2019s C++</p>'),
    stored(8, 'Ken', '<p>🎉</p>'),
    stored(9, 'Ken', '<p><img alt="x" src="https://example.org/smile.png"></p>'),
  ];
  site.answers = { ...site.answers, 'GET comments': { body, headers: { 'x-wp-total': '3', 'x-wp-totalpages': '1' } } };
  const found = async (text: string, name = 'Ken') =>
    (await wordpress({ base: site.base }).find?.(THREAD, draftOf({ text, guest: { name } })))?.comment.id;
  assert.equal(await found('"Quoted" - it\'s C++'), '7');
  assert.equal(await found('"Quoted" - it\'s C++', 'Ann'), undefined);
  assert.equal(await found('🎉 '), '8');
  for (const other of ['👍', '?!', ':)', '…']) assert.equal(await found(other), undefined, other);
});
