/** The must-use plugin of docs/wordpress, as it prints pages and answers REST; what readers see of it is in other files. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, test, type TestContext } from 'node:test';
import { run } from './install.js';
import { ROOT, type Login, type WordPress } from './server.js';
import { BLOCK_THEME, onEachVersion } from './versions.js';

const PLUGIN = join(ROOT, 'docs/wordpress/commentariat.php');
const SCRIPT = 'https://blog.example/commentariat.js';

interface Field {
  readonly count: Readonly<Record<string, number>>;
  readonly policy: Readonly<Record<string, unknown>>;
}

function headers(login?: Login): Record<string, string> {
  return login ? { cookie: login.cookie, 'x-wp-nonce': login.nonce } : {};
}

async function pageOf(url: string, login?: Login): Promise<string> {
  const response = await fetch(url, { headers: headers(login) });
  assert.equal(response.status, 200);
  return response.text();
}

async function fieldOf(wp: WordPress, path: string, login?: Login): Promise<Field> {
  const response = await fetch(wp.rest(path), { headers: headers(login) });
  assert.equal(response.status, 200);
  return ((await response.json()) as { commentariat: Field }).commentariat;
}

function reply(wp: WordPress, body: Readonly<Record<string, unknown>>, login?: Login): Promise<Response> {
  const guest = { author_name: 'Ilse', author_email: 'ilse@example.test' };
  return fetch(wp.rest('comments'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers(login) },
    body: JSON.stringify({ ...(!login && guest), ...body }),
  });
}

/** What stands inside the element, and its opening tag. */
function threadOf(page: string): { tag: string; inside: string } {
  const [, tag = '', inside = '', ...more] = /(<comment-thread[^>]*>)([\s\S]*?)<\/comment-thread>/.exec(page) ?? [];
  assert.deepEqual(more, []);
  assert.equal(page.match(/<comment-thread/g)?.length, 1);
  return { tag, inside };
}

function settingsIn(inside: string): Readonly<Record<string, unknown>> {
  const [, json = ''] = /<script type="application\/json">([\s\S]*?)<\/script>/.exec(inside) ?? [];
  return JSON.parse(json) as Readonly<Record<string, unknown>>;
}

describe('the file', () => {
  test('is PHP without a fault', () => {
    assert.match(run('php', ['-l', PLUGIN]), /No syntax errors/);
  });

  test('is of the version of the package, which its script comes from', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const text = readFileSync(PLUGIN, 'utf8');
    assert.equal(/^ \* Version: (\S+)$/m.exec(text)?.[1], version);
    assert.equal(/'COMMENTARIAT_VERSION', '([^']+)'/.exec(text)?.[1], version);
    const docs = readFileSync(join(ROOT, 'docs/wordpress.md'), 'utf8');
    const named = [...docs.matchAll(/commentariat@([^/]+)/g)].map(([, of]) => of);
    assert.deepEqual([...new Set(named)], [version]);
  });
});

onEachVersion((site, version) => {
  afterEach(() => assert.deepEqual(site().complaints(), []));

  const themes = { classic: 'twentytwentyone', block: BLOCK_THEME[version] };
  for (const [kind, theme] of Object.entries(themes)) {
    test(`wraps the list and the form of a ${kind} theme, and loads the script once`, async () => {
      await site().set({ plugin: true, theme });
      const { tag, inside } = threadOf(await pageOf(site().content.posts.open.url));
      assert.equal(tag, '<comment-thread backend="dom" headline="The “valley” railway &#038; its milk trains">');
      assert.equal(inside.match(/id="comment-\d+"/g)?.length, 9);
      assert.match(inside, /action="[^"]*\/wp-comments-post\.php"/);
      assert.doesNotMatch(inside, /application\/json/);
    });

    test(`leaves a ${kind} theme alone where there is nothing to discuss`, async () => {
      await site().set({ plugin: true, theme });
      const mute = await site().addPost({ title: 'Nothing to say', open: false });
      for (const { url } of [mute, site().content.posts.secret]) {
        assert.doesNotMatch(await pageOf(url), /comment-thread|commentariat/);
      }
    });
  }

  test('loads the script of the version from the CDN, or the one that the site names', async () => {
    const { url } = site().content.posts.open;
    await site().set({ plugin: true });
    const cdn =
      /<script type="module" src="https:\/\/cdn\.jsdelivr\.net\/npm\/commentariat@\d[^/]*\/dist\/cdn\/commentariat\.js"><\/script>/g;
    assert.equal((await pageOf(url)).match(cdn)?.length, 1);
    await site().set({ pluginConstants: { COMMENTARIAT_SCRIPT: SCRIPT, COMMENTARIAT_INTEGRITY: 'sha384-abc' } });
    const own = `<script type="module" src="${SCRIPT}" integrity="sha384-abc" crossorigin="anonymous"></script>`;
    assert.ok((await pageOf(url)).includes(own));
    await site().set({ pluginConstants: { COMMENTARIAT_SCRIPT: '/c/commentariat.classic.js' } });
    assert.match(await pageOf(url), /<script defer src="\/c\/commentariat\.classic\.js"><\/script>/);
  });

  test('loads a copy that lies beside it', async (t: TestContext) => {
    const copy = join(site().folder, 'mu-plugins/commentariat');
    mkdirSync(copy);
    t.after(() => rmSync(copy, { recursive: true }));
    writeFileSync(join(copy, 'commentariat.js'), '');
    await site().set({ plugin: true });
    const own = `<script type="module" src="${site().url}/wp-content/mu-plugins/commentariat/commentariat.js"></script>`;
    assert.ok((await pageOf(site().content.posts.open.url)).includes(own));
  });

  test('is copied, and the filters of the guide are put beside it as they stand there', async (t: TestContext) => {
    const docs = readFileSync(join(ROOT, 'docs/wordpress.md'), 'utf8');
    const filters = [...docs.matchAll(/```php\n([^]*?)```/g)]
      .map(([, code = '']) => code)
      .find((code) => code.includes('add_filter'));
    const names = ['commentariat.php', 'filters.php'].map((name) => join(site().folder, 'mu-plugins', name));
    const [plugin = '', beside = ''] = names;
    copyFileSync(PLUGIN, plugin);
    writeFileSync(beside, `<?php\n${filters}`);
    t.after(() => names.forEach((name) => rmSync(name)));
    const { open, page } = site().content.posts;
    assert.match(threadOf(await pageOf(open.url)).tag, /^<comment-thread sort="newest" backend="dom" /);
    assert.equal((await fieldOf(site(), `posts/${open.id}`)).policy['url'], 'no');
    assert.doesNotMatch(await pageOf(page.url), /<comment-thread/);
  });

  test('tells the script what REST does not, and gives nonces only to whoever is logged in', async () => {
    const { id, url } = site().content.posts.open;
    await site().set({ plugin: true, pluginConstants: { COMMENTARIAT_BACKEND: 'wordpress' } });
    const guest = threadOf(await pageOf(url));
    assert.equal(guest.tag, `<comment-thread backend="wordpress" src="${site().rest()}" thread="${id}">`);
    assert.deepEqual(Object.keys(settingsIn(guest.inside)), ['guests', 'count', 'policy']);
    const author = threadOf(await pageOf(url, await site().login('author')));
    const { nonce, nonceUrl, user, policy } = settingsIn(author.inside) as {
      nonce: string;
      nonceUrl: string;
      user: Record<string, string>;
      policy: Record<string, string>;
    };
    assert.match(nonce, /^[0-9a-f]{10}$/);
    assert.equal(nonceUrl, `${site().url}/wp-admin/admin-ajax.php?action=rest-nonce`);
    assert.deepEqual([user['name'], user['role']], ['Автор Блога', 'author']);
    assert.deepEqual([policy['name'], policy['email'], policy['login']], ['no', 'no', undefined]);
  });

  test('lets no name of a user out of the settings', async () => {
    const { url } = site().content.posts.open;
    await site().set({ plugin: true, pluginConstants: { COMMENTARIAT_BACKEND: 'wordpress' } });
    const login = await site().login('reader');
    const name = '</script><script>alert(1)</script><!-- & "';
    await site().rename('reader', name);
    const { inside } = threadOf(await pageOf(url, login));
    assert.deepEqual((settingsIn(inside) as { user: { name: string } }).user.name, name);
    const [, json = ''] = /<script type="application\/json">([\s\S]*?)<\/script>/.exec(inside) ?? [];
    assert.doesNotMatch(json, /[<>&]/);
  });

  test('tells over REST what a post has, pingbacks and trackbacks too', async () => {
    await site().set({ plugin: true });
    const { open, empty, page } = site().content.posts;
    assert.deepEqual((await fieldOf(site(), `posts/${open.id}`)).count, { total: 10, comments: 8, pings: 2, roots: 2 });
    const none = { total: 0, comments: 0, pings: 0, roots: 0 };
    assert.deepEqual((await fieldOf(site(), `posts/${empty.id}`)).count, none);
    assert.deepEqual((await fieldOf(site(), `pages/${page.id}`)).count, none);
  });

  test('tells over REST who may reply', async () => {
    const { open, closed } = site().content.posts;
    await site().set({ plugin: true });
    const { login, ...policy } = (await fieldOf(site(), `posts/${open.id}`)).policy;
    const guests = { access: 'open', name: 'required', email: 'required', url: 'optional', maxLength: 65525 };
    assert.deepEqual(policy, guests);
    assert.equal(new URL(String(login)).searchParams.get('redirect_to'), open.url);
    assert.equal((await fieldOf(site(), `posts/${closed.id}`)).policy['access'], 'closed');

    await site().set({ options: { require_name_email: 0, comment_registration: 1 } });
    const stranger = (await fieldOf(site(), `posts/${open.id}`)).policy;
    assert.deepEqual([stranger['access'], stranger['name'], stranger['email']], ['login', 'optional', 'optional']);
    const reader = (await fieldOf(site(), `posts/${open.id}`, await site().login('reader'))).policy;
    assert.deepEqual([reader['access'], reader['name'], reader['login']], ['open', 'no', undefined]);

    await site().set({ options: { close_comments_for_old_posts: 1, close_comments_days_old: 14 } });
    assert.equal((await fieldOf(site(), `posts/${open.id}`, await site().login('reader'))).policy['access'], 'closed');
  });

  test('lets guests post over REST as far as the site lets them comment at all', async () => {
    const { id } = site().content.posts.empty;
    const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
    await site().set({ guests: false });
    assert.equal((await reply(site(), { post: id, content: 'Too early.' })).status, 401);
    await site().set({ plugin: true });
    assert.equal((await reply(site(), { post: id, content: 'First!' })).status, 201);
    await site().set({ pluginConstants: { COMMENTARIAT_GUESTS: false } });
    assert.equal(await codeOf(await reply(site(), { post: id, content: 'Second.' })), 'rest_comment_login_required');
    await site().set({ pluginConstants: {}, options: { comment_registration: 1 } });
    assert.equal(await codeOf(await reply(site(), { post: id, content: 'Third.' })), 'rest_comment_login_required');
    const login = await site().login('reader');
    assert.equal((await reply(site(), { post: id, content: 'Fourth.' }, login)).status, 201);
  });

  test('dates the comments of guests itself', async () => {
    const { id } = site().content.posts.empty;
    await site().set({ plugin: true });
    const before = Date.now() - 1000;
    const response = await reply(site(), { post: id, content: 'Long ago.', date: '2001-01-01T00:00:00' });
    const { date_gmt: date } = (await response.json()) as { date_gmt: string };
    assert.ok(Date.parse(`${date}Z`) >= before, date);
  });

  test('mails what came over REST to the author, and what waits to the moderator', async () => {
    const { id } = site().content.posts.empty;
    await site().set({ plugin: true });
    await reply(site(), { post: id, content: 'Published.' });
    await site().set({ options: { comment_moderation: 1 } });
    await reply(site(), { post: id, content: 'Held.' });
    const mails = site()
      .mails()
      .map(({ to, subject }) => `${to.join()}: ${subject}`);
    assert.equal(mails.length, 3, mails.join('\n'));
    assert.match(mails[0] ?? '', /^author@example\.test: .*Comment: "Nobody has said anything yet"/);
    assert.match(mails[1] ?? '', /^admin@example\.test: .*Please moderate: "Nobody/);
    assert.match(mails[2] ?? '', /^author@example\.test: .*Please moderate: "Nobody/);
  });

  test('names the comment that each reply answers, however deep the theme nests', async () => {
    await site().set({ plugin: true });
    const { url, comments } = site().content.posts.open;
    const item = new RegExp(`<li id="comment-${comments['deepest']}" class="[^"]*\\breply-to-${comments['deeper']}\\b`);
    assert.match(await pageOf(url), item);
  });
});
