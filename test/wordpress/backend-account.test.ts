import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordpress, type WordPressOptions } from '../../src/core/backends/wordpress.js';
import type { Backend, Draft, ListQuery, Posted, ThreadRef } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import type { UserName, WordPress } from './server.js';
import { onEachVersion } from './versions.js';

const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const LOGIN_ONLY = { comment_registration: 1 };

let keys = 0;
const draftOf = (text: string): Draft => ({ key: `key-${++keys}`, text });

interface Visit {
  readonly backend: Backend;
  readonly thread: ThreadRef;
  /** What the browser would send; empty once the reader has logged out. */
  cookie: string;
  readonly asked: { readonly path: string; readonly headers: Headers }[];
}

/** A page of the site itself in the browser of a reader: cookies go along, as `fetch()` does on the same origin. */
function visit(wp: WordPress, cookie: string, settings: Partial<WordPressOptions>): Visit {
  const asked: Visit['asked'] = [];
  const browser: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    asked.push({ path: `${init?.method ?? 'GET'} ${(input as string).slice(wp.url.length)}`, headers });
    if (self.cookie && init?.credentials !== 'omit') headers.set('cookie', self.cookie);
    return fetch(input, { ...init, headers });
  };
  const backend = wordpress({ base: wp.rest(), fetch: browser, ...settings });
  const self: Visit = { backend, thread: { key: String(wp.content.posts.empty.id) }, cookie, asked };
  return self;
}

function send({ backend, thread }: Visit, draft: Draft): Promise<Posted> {
  return backend.reply?.(thread, draft) ?? assert.fail();
}

async function writers(wp: WordPress) {
  return (await wp.stored(wp.content.posts.empty.id)).map((row) => [row.comment_content, row.user_id]);
}

onEachVersion((site) => {
  const nonceUrl = () => `${site().url}/wp-admin/admin-ajax.php?action=rest-nonce`;
  const logIn = async (user: UserName, settings: (nonce: string) => Partial<WordPressOptions>) => {
    const { cookie, nonce } = await site().login(user);
    return visit(site(), cookie, settings(nonce));
  };

  test('who is logged in at the site replies with the account', async () => {
    const wp = site();
    await wp.set({ options: LOGIN_ONLY });
    const page = await logIn('reader', (nonce) => ({ nonce, nonceUrl: nonceUrl(), guests: false }));
    const { policy } = await page.backend.list(page.thread, ALL);
    const { id, name } = wp.content.users.reader;
    assert.deepEqual([policy?.access, policy?.name, policy?.email, policy?.as?.name], ['open', 'no', 'no', name]);
    const { comment } = await send(page, draftOf('It is me.'));
    assert.equal(comment.author.name, name);
    assert.deepEqual(await writers(wp), [['It is me.', String(id)]]);
    const reading = page.asked.filter(({ path }) => /^GET .*\/(?:posts|comments)\b/.test(path));
    assert.ok(
      reading.length > 1 && reading.every(({ headers }) => !headers.has('x-wp-nonce')),
      'reading needs no nonce',
    );
  });

  test('the page says who it is, and a reply by the author of the post is marked', async () => {
    const wp = site();
    const user = { name: 'From the page', role: 'author' } as const;
    const { empty } = wp.content.posts;
    const page = await logIn('author', (nonce) => ({ nonce, user }));
    const mine = await wp.addPost({ title: 'Mine', author: 'author' });
    const { policy } = await page.backend.list({ key: String(empty.id) }, ALL);
    assert.deepEqual(policy?.as, user);
    assert.ok(!page.asked.some(({ path }) => path.includes('users/me')), 'nobody needs to be asked');
    const { comment } = await send({ ...page, thread: { key: String(mine.id) } }, draftOf('My own post.'));
    assert.equal(comment.author.role, 'author');
  });

  test('a nonce that expires while someone types is renewed, and the text goes out once', async () => {
    const wp = site();
    const page = await logIn('reader', (nonce) => ({ nonce, nonceUrl: nonceUrl() }));
    await page.backend.list(page.thread, ALL);
    await wp.expireNonces();
    const { comment } = await send(page, draftOf('I typed for a day.'));
    assert.equal(comment.author.name, wp.content.users.reader.name);
    assert.equal((await writers(wp)).length, 1);
    assert.equal(page.asked.filter(({ path }) => path.startsWith('POST ')).length, 2);
    await send(page, draftOf('And another one.'));
    assert.equal(page.asked.filter(({ path }) => path.startsWith('POST ')).length, 3, 'the new nonce is kept');
  });

  test('without a nonce in the page one is asked for', async () => {
    const wp = site();
    const page = await logIn('reader', () => ({ nonceUrl: nonceUrl() }));
    const { policy } = await page.backend.list(page.thread, ALL);
    assert.equal(policy?.as?.name, wp.content.users.reader.name);
    await send(page, draftOf('Here I am.'));
    assert.deepEqual(await writers(wp), [['Here I am.', String(wp.content.users.reader.id)]]);
  });

  test('a session that has ended: log in, and the same reply goes out', async () => {
    const wp = site();
    const page = await logIn('reader', (nonce) => ({ nonce, nonceUrl: nonceUrl() }));
    await page.backend.list(page.thread, ALL);
    page.cookie = '';
    const draft = draftOf('Still here?');
    for (const attempt of [1, 2]) {
      const error = await failure(send(page, draft));
      assert.deepEqual([error.code, error.maybeStored], ['login-required', false], `attempt ${attempt}`);
    }
    assert.equal((await page.backend.list(page.thread, ALL)).policy?.as, undefined);
    assert.deepEqual(await writers(wp), []);
    page.cookie = (await wp.login('reader')).cookie;
    assert.equal((await send(page, draft)).comment.author.name, wp.content.users.reader.name);
    assert.equal((await writers(wp)).length, 1);
  });

  test('a guest who is refused logs in elsewhere, and the same reply goes out with the account', async () => {
    const wp = site();
    await wp.set({ options: LOGIN_ONLY });
    const page = visit(wp, '', { nonceUrl: nonceUrl(), loggedIn: false });
    assert.equal((await page.backend.list(page.thread, ALL)).policy?.access, 'open');
    assert.ok(!page.asked.some(({ path }) => path.includes('admin-ajax')), 'guests are not asked about');
    const draft = { ...draftOf('Let me in.'), guest: { name: 'Ken', email: 'ken@example.test' } };
    for (const attempt of [1, 2]) {
      const error = await failure(send(page, draft));
      assert.deepEqual([error.code, error.maybeStored], ['login-required', false], `attempt ${attempt}`);
    }
    assert.equal((await page.backend.list(page.thread, ALL)).policy?.access, 'login');
    page.cookie = (await wp.login('reader')).cookie;
    const { id, name } = wp.content.users.reader;
    assert.equal((await send(page, draft)).comment.author.name, name);
    assert.deepEqual(await writers(wp), [['Let me in.', String(id)]]);
    const { policy } = await page.backend.list(page.thread, ALL);
    assert.deepEqual([policy?.access, policy?.as?.name], ['open', name]);
  });

  test('a nonce of somebody who is not logged in at all', async () => {
    const wp = site();
    const page = visit(wp, '', { nonce: '0123456789', nonceUrl: nonceUrl() });
    const { policy, comments } = await page.backend.list(page.thread, ALL);
    assert.deepEqual([policy?.access, policy?.as, comments], ['open', undefined, []]);
    const guest = { name: 'Ken', email: 'ken@example.test' };
    assert.equal((await send(page, { ...draftOf('As a guest.'), guest })).comment.author.name, 'Ken');
  });

  test('an application password writes for its account, also beside a cookie', async () => {
    const wp = site();
    await wp.set({ options: LOGIN_ONLY });
    const { name, applicationPassword: password, id } = wp.content.users.reader;
    const { cookie } = await wp.login('author');
    const page = visit(wp, cookie, { credentials: { user: 'reader', password } });
    assert.equal((await page.backend.list(page.thread, ALL)).policy?.as?.name, name);
    await send(page, draftOf('From another site.'));
    assert.deepEqual(await writers(wp), [['From another site.', String(id)]]);
  });

  test('an application password that is wrong or withdrawn writes nothing, not even as a guest', async () => {
    const wp = site();
    await wp.set({ options: { require_name_email: 0 } });
    const page = visit(wp, '', { credentials: { user: 'reader', password: 'never was one' } });
    const early = await failure(send(page, draftOf('Hello?')));
    assert.equal(early.code, 'login-required');
    assert.ok(!`${early.stack} ${JSON.stringify(early)}`.includes('never was'), 'the password stands in an error');
    assert.equal((await page.backend.list(page.thread, ALL)).policy?.as, undefined);
    assert.equal((await failure(send(page, draftOf('Hello?')))).code, 'login-required');
    assert.deepEqual(await writers(wp), []);
  });

  test('what only some may read is shown to them', async () => {
    const wp = site();
    const post = await wp.addPost({
      title: 'Private',
      status: 'private',
      author: 'author',
      comments: [{ content: 'Among us.' }],
    });
    const thread = { key: String(post.id) };
    const { applicationPassword: password } = wp.content.users.author;
    const insider = wordpress({ base: wp.rest(), credentials: { user: 'author', password } });
    assert.equal((await insider.list(thread, ALL)).comments.length, 1);
    assert.equal((await insider.post?.(thread))?.title?.endsWith('Private'), true);
    assert.equal((await failure(wordpress({ base: wp.rest() }).list(thread, ALL))).code, 'forbidden');
  });

  test('where there is no way to get a password, the way leads to the form of the site', async () => {
    const page = visit(site(), '', { guests: false });
    const { policy } = await page.backend.list(page.thread, ALL);
    assert.equal(policy?.login, `${site().content.posts.empty.url}#respond`);
    assert.match(await (await fetch(policy.login)).text(), /id="respond"/);
  });

  test('where only accounts may reply, the site is asked where to get a password', async () => {
    const wp = site();
    const authorize = { appName: 'blog.example', appId: crypto.randomUUID(), successUrl: `${wp.url}/back?state=1` };
    const open = visit(wp, '', { authorize });
    assert.equal((await open.backend.list(open.thread, ALL)).policy?.login, undefined);
    assert.ok(!open.asked.some(({ path }) => path.includes('authentication')), 'readers who need none do not ask');
    const page = visit(wp, '', { authorize, guests: false });
    const { policy } = await page.backend.list(page.thread, ALL);
    const login = new URL(policy?.login ?? '');
    assert.equal(login.origin + login.pathname, `${wp.url}/wp-admin/authorize-application.php`);
    assert.deepEqual(Object.fromEntries(login.searchParams), {
      app_name: authorize.appName,
      app_id: authorize.appId,
      success_url: authorize.successUrl,
    });
    const { cookie } = await wp.login('reader');
    const answer = await fetch(login, { headers: { cookie } });
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /blog\.example/);
  });
});
