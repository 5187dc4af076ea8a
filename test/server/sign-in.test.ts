import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { digestOf, randomWord } from '../../demo/server/sign-in/secrets.js';
import {
  askSession,
  begin,
  BLOG,
  openSignInSite,
  PlainBrowser,
  signIn,
  toCallback,
  toQuestion,
  type SignInSite,
} from '../support/sign-in-site.js';
import { assertRefused, FREE, openSite } from './server.js';

const THREAD = '/signing-in/';
let time = Date.now();
const site = await openSite();
await site.add(
  { id: THREAD, policy: { ...FREE, access: 'login' } },
  { id: '/free/', policy: FREE },
  { id: '/shut/', policy: { ...FREE, access: 'closed' } },
);
const place = await openSignInSite(site.database, { now: () => new Date(time) });
after(async () => {
  await place.close();
  await site.close();
});

interface State {
  readonly state: string;
  readonly session?: { readonly as: object; readonly token?: string; readonly csrf?: string; readonly until: string };
}

async function stateOf(verifier: string, where: SignInSite = place): Promise<string> {
  return (await askSession(where, verifier)).as<State>().state;
}

async function count(table: string): Promise<number> {
  const [row] = await site.database.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return row?.n ?? 0;
}

test('a page of another site gets a bearer token for its memory, and no cookie', async () => {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(place);
  assert.equal(await stateOf(verifier), 'gone', 'nothing before the window is there');
  const callback = await toCallback(browser, start);
  assert.equal(await stateOf(verifier), 'waiting');
  const end = await browser.open(callback.href);
  assert.match(end.text, /<h1>You are logged in<\/h1>/);
  assert.doesNotMatch(end.text, /Vera|code|state/, 'the window knows no more than that');
  const answer = await askSession(place, verifier);
  const { state, session } = answer.as<State>();
  assert.equal(state, 'done');
  assert.deepEqual(session?.as, {
    name: 'Vera Osk',
    url: 'https://veraosk.example/',
    role: 'member',
    provider: 'demo',
  });
  assert.match(session?.token ?? '', /^[\w-]{43}$/);
  assert.equal(answer.headers.get('set-cookie'), null);
  assert.equal(await stateOf(verifier), 'gone', 'the session is handed out once');
});

test('a page of the server’s own site gets a cookie that no script can read, and the word that goes with it', async () => {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(place);
  await browser.open((await toCallback(browser, start, 'vera', `${place.origin}/page.html`)).href);
  const answer = await askSession(place, verifier, { Origin: place.origin, 'Sec-Fetch-Site': 'same-origin' });
  const { session } = answer.as<State>();
  assert.equal(session?.token, undefined);
  const cookie = answer.headers.getSetCookie().find((each) => each.startsWith('commentariat-session='));
  assert.match(cookie ?? '', /; Path=\/api; HttpOnly; SameSite=Lax$/);
  browser.take(answer);
  const reply = (headers: Record<string, string>) =>
    place.server.ask('/comments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...headers },
      body: JSON.stringify({ thread: THREAD, text: `By ${Object.keys(headers).join()}.` }),
    });
  assertRefused(await reply({ Cookie: browser.cookie }), 401, 'login-required');
  assertRefused(await reply({ Cookie: browser.cookie, 'Comments-CSRF': digestOf('guess') }), 401, 'login-required');
  assertRefused(await reply({ 'Comments-CSRF': session?.csrf ?? '' }), 401, 'login-required');
  const posted = await reply({ Cookie: browser.cookie, 'Comments-CSRF': session?.csrf ?? '' });
  assert.equal(posted.status, 201, posted.text);
  const told = (await place.server.ask('/auth/session', { headers: { Cookie: browser.cookie } })).as<State>();
  assert.equal(told.session?.csrf, session?.csrf, 'still there after a reload');
});

test('a token, a code and a secret are kept nowhere as they are', async () => {
  const token = await signIn(place);
  for (const table of ['sessions', 'sign_ins', 'accounts', 'comments'])
    assert.ok(!JSON.stringify(await site.database.query(`select * from ${table}`)).includes(token), table);
});

test('a signed-in reader comments under the account, whatever a guest’s details say', async () => {
  const authorization = `Bearer ${await signIn(place)}`;
  const answer = await place.server.ask('/comments', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), authorization },
    body: JSON.stringify({ thread: THREAD, text: 'Under my name.', guest: { name: 'Somebody else' } }),
  });
  const author = { name: 'Vera Osk', url: 'https://veraosk.example/', role: 'member', provider: 'demo' };
  assert.deepEqual(answer.as<{ comment: { author: object } }>().comment.author, author);
  const page = await place.server.comments(THREAD);
  assert.deepEqual(page.comments.at(-1)?.author, author);
  assert.deepEqual(page.providers, [{ id: 'demo', label: 'Demo', status: 'active' }]);
  assert.equal(page.policy.accounts, true);
  assert.equal((await place.server.comments('/shut/')).policy.accounts, undefined);
});

test('a session that has ended is refused, never taken for a guest', async () => {
  const authorization = `Bearer ${await signIn(place)}`;
  const post = () =>
    place.server.ask('/comments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), authorization },
      body: JSON.stringify({ thread: '/free/', text: 'Still me?' }),
    });
  time += 61 * 60_000;
  assertRefused(await post(), 401, 'login-required');
  assertRefused(
    await place.server.ask('/auth/session', { method: 'DELETE', headers: { authorization } }),
    401,
    'login-required',
  );
});

test('logging out ends the session', async () => {
  const authorization = `Bearer ${await signIn(place)}`;
  const headers = { authorization };
  assert.equal((await place.server.ask('/auth/session', { method: 'DELETE', headers })).status, 200);
  assert.equal((await place.server.ask('/auth/session', { headers })).as<State>().session, undefined);
  assertRefused(await place.server.ask('/auth/session', { method: 'DELETE', headers }), 401, 'login-required');
  assertRefused(await place.server.ask('/auth/session', { method: 'DELETE' }), 401, 'login-required');
});

test('a reader who does not want to is told so, and so is the page', async () => {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(place);
  const end = await browser.open(await toQuestion(browser, start, 'nobody'));
  assert.match(end.text, /Logging in was cancelled/);
  assert.equal(await stateOf(verifier), 'denied');
});

test('the provider is asked for another account only when the reader wants to change', async () => {
  const browser = new PlainBrowser();
  await browser.open((await toCallback(browser, begin(place).start)).href);
  const again = begin(place);
  const silent = await browser.open(again.start, BLOG);
  assert.match(silent.text, /You are logged in/, 'the provider knows the reader still');
  const { start, verifier } = begin(place, '&change=1');
  await browser.open(await toQuestion(browser, start, 'vera'));
  assert.equal(await stateOf(verifier), 'done');
});

/** Ways in which an answer of the provider is not what it should be. None leads to a session. */
const FORGERIES: Readonly<Record<string, (callback: URL) => void>> = {
  'another state': (callback) => callback.searchParams.set('state', randomWord()),
  'no state': (callback) => callback.searchParams.delete('state'),
  'the issuer of another server (RFC 9207)': (callback) => callback.searchParams.set('iss', 'https://evil.example'),
  'no issuer': (callback) => callback.searchParams.delete('iss'),
  'a code that was made up': (callback) => callback.searchParams.set('code', randomWord()),
  'no code': (callback) => callback.searchParams.delete('code'),
  'a token in place of a code': (callback) => {
    callback.searchParams.delete('code');
    callback.searchParams.set('access_token', 'x');
  },
  'a code and an error together': (callback) => callback.searchParams.set('error', 'server_error'),
  'two codes': (callback) => callback.searchParams.append('code', randomWord()),
  'two states': (callback) => callback.searchParams.append('state', randomWord()),
  'an error with markup': (callback) => {
    callback.searchParams.delete('code');
    callback.searchParams.set('error', '<img src=x onerror=alert(1)>');
    callback.searchParams.set('error_description', '<img src=x onerror=alert(1)>');
  },
};

for (const [what, forge] of Object.entries(FORGERIES)) {
  test(`an answer with ${what} leads to no session`, async () => {
    const browser = new PlainBrowser();
    const { start, verifier } = begin(place);
    const callback = await toCallback(browser, start);
    forge(callback);
    const sessions = await count('sessions');
    const end = await browser.open(callback.href);
    assert.equal(end.status, 400, end.text);
    assert.ok(!end.text.includes('<img'), 'nothing of it on the page');
    assert.match(await stateOf(verifier), /^(waiting|failed)$/);
    assert.equal(await count('sessions'), sessions);
  });
}

test('an answer is good once: replayed, it leads to nothing', async () => {
  const browser = new PlainBrowser();
  const first = begin(place);
  const callback = await toCallback(browser, first.start);
  const cookie = new Map(browser.cookies);
  await browser.open(callback.href);
  for (const [name, value] of cookie) browser.cookies.set(name, value);
  assert.match((await browser.open(callback.href)).text, /This log-in is over/);
  assert.equal(await stateOf(first.verifier), 'done', 'the first time counts');
  const second = begin(place);
  const other = await toCallback(browser, second.start, 'vera', BLOG).catch(() => undefined);
  assert.equal(other, undefined, 'the provider goes on by itself, with a code of its own');
});

test('the code of one attempt is worth nothing in another one', async () => {
  const [mine, theirs] = [new PlainBrowser(), new PlainBrowser()];
  const [victim, attacker] = [begin(place), begin(place)];
  const callback = await toCallback(mine, victim.start);
  const stolen = await toCallback(theirs, attacker.start, 'tomas');
  callback.searchParams.set('code', stolen.searchParams.get('code') ?? '');
  assert.equal((await mine.open(callback.href)).status, 400);
  assert.equal(await stateOf(victim.verifier), 'failed');
});

test('an answer that was begun in another browser is refused, and left to that one', async () => {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(place);
  const callback = await toCallback(browser, start);
  assert.match((await new PlainBrowser().open(callback.href)).text, /This log-in is over/);
  assert.equal(await stateOf(verifier), 'waiting');
  assert.match((await browser.open(callback.href)).text, /You are logged in/);
});

test('a window that no known page has opened goes nowhere', async () => {
  for (const referer of [
    undefined,
    'https://evil.example/',
    'https://blog.example.evil.example/',
    'nonsense',
    'null',
  ]) {
    const { start, verifier } = begin(place);
    const { status, text } = await new PlainBrowser().open(start, referer);
    assert.equal(status, 403, String(referer));
    assert.match(text, /cannot go on here/);
    assert.equal(await stateOf(verifier), 'gone');
  }
});

test('the session is handed to the page that has begun only', async () => {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(place);
  await browser.open((await toCallback(browser, start)).href);
  assertRefused(await askSession(place, verifier, { Origin: 'https://evil.example' }), 403, 'forbidden');
  assertRefused(await askSession(place, verifier, {}), 403, 'forbidden');
  const own = await askSession(place, verifier, { Origin: place.origin, 'Sec-Fetch-Site': 'same-origin' });
  assert.equal(own.as<State>().state, 'gone', 'another page of a known site has another origin');
  assert.equal(await stateOf(randomWord()), 'gone');
  assertRefused(await askSession(place, 'short'), 400, 'invalid');
  assert.equal(await stateOf(verifier), 'done');
});

test('an attempt is over after ten minutes', async () => {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(place);
  const callback = await toCallback(browser, start);
  time += 10 * 60_000;
  assert.match((await browser.open(callback.href)).text, /This log-in is over/);
  assert.equal(await stateOf(verifier), 'gone');
});

test('a window that is opened again goes on with new words; those of before are worth nothing', async () => {
  const browser = new PlainBrowser();
  const { start, verifier } = begin(place);
  const before = await toCallback(browser, start);
  const restarted = new PlainBrowser();
  const callback = await toCallback(restarted, start);
  assert.equal((await browser.open(before.href)).status, 400);
  assert.equal((await restarted.open(callback.href)).status, 200);
  assert.equal(await stateOf(verifier), 'done');
});

test('an unknown provider, and one that does not answer, are told', async () => {
  const word = digestOf(randomWord());
  assertRefused(await place.server.ask(`/auth/start?provider=myspace&challenge=${word}`), 404, 'not-found');
  assertRefused(await place.server.ask('/auth/callback/google-plus?code=x&state=y'), 404, 'not-found');
  const gone = { id: 'gone', label: 'Gone', issuer: 'http://127.0.0.1:9', clientId: 'x' };
  const other = await openSignInSite(site.database, { providers: [gone] });
  const { status, text } = await new PlainBrowser().open(
    `${other.server.base}/auth/start?provider=gone&challenge=${word}`,
    BLOG,
  );
  await other.close();
  assert.equal(status, 502);
  assert.match(text, /does not answer/);
});

test('only pages of known sites may send their cookies along', async () => {
  const ask = (Origin: string) => place.server.ask('/auth/session', { headers: { Origin } });
  const [known, unknown] = [await ask(BLOG), await ask('https://evil.example')];
  assert.deepEqual(
    [known, unknown].map(({ headers }) => [
      headers.get('access-control-allow-origin'),
      headers.get('access-control-allow-credentials'),
    ]),
    [
      [BLOG, 'true'],
      ['*', null],
    ],
  );
});

test('a window speaks the language of the page that has opened it, to the end and at the provider', async () => {
  const browser = new PlainBrowser();
  const { start } = begin(place, '&lang=he');
  const question = await browser.open(start, `${BLOG}/a/`);
  assert.match(question.text, /<html lang="he" dir="rtl">/);
  assert.match(question.text, /<h1>חשבון הדגמה<\/h1>/);
  const callback = await toCallback(browser, start);
  const end = await browser.open(callback.href);
  assert.match(end.text, /<html lang="he" dir="rtl">[^]*<h1>התחברת<\/h1>/);
  const again = await browser.open(callback.href);
  assert.match(again.text, /<html lang="en" dir="ltr">[^]*<h1>This log-in is over<\/h1>/);
});

test('a window that nobody’s page has opened speaks the language of the browser', async () => {
  const { start } = begin(place);
  const headers = { 'Accept-Language': 'sw, ru-RU;q=0.9, en;q=0.5' };
  const text = await (await fetch(start, { headers })).text();
  assert.match(text, /<html lang="ru" dir="ltr">[^]*<h1>Этот вход нельзя продолжить здесь<\/h1>/);
});
