import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { openWordPress, wordpress } from '../../src/core/backends/wordpress.js';
import { createBackend } from '../../src/core/registry.js';
import type { ListQuery } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import { JUNK } from '../support/json-document.js';
import { recorded, startReplay, type Answer } from '../support/wordpress-replay.js';

const ALL: ListQuery = { sort: 'oldest', limit: 50 };
const THREAD = { key: '4' };
const PAGE = {
  'GET posts/4': recorded('post'),
  'GET comments': recorded('comments'),
};
const site = await startReplay();
after(() => site.close());
const backend = wordpress({ base: site.base });
beforeEach(() => {
  site.answers = PAGE;
  site.asked.length = 0;
});

/** The recorded thread with other comments. */
const thread = (...comments: object[]) => ({ ...PAGE, 'GET comments': { body: comments } });
const refreshed = async () => backend.list(THREAD, ALL, { fresh: true });

test('a recorded thread in the words of the model', async () => {
  const page = await backend.list(THREAD, ALL);
  const link = 'https://blog.example/2008/09/04/valley-railway/';
  assert.deepEqual(page.comments[1], {
    id: '3',
    parentId: '2',
    kind: 'comment',
    state: 'published',
    author: {
      name: 'Борис & Co',
      avatarUrl: 'http://0.gravatar.com/avatar/f442333489fe7f980fac7ccb65bb6993?s=96&d=mm&r=g',
    },
    body: { kind: 'html', value: '<p>Русский <em>комментарий</em></p>\n<p>второй абзац</p>\n' },
    publishedAt: '2008-09-05T08:01:00.000Z',
    url: `${link}#comment-3`,
  });
  assert.deepEqual(page.count, { total: 10, comments: 8, pings: 2, roots: 2 });
  assert.equal(page.policy?.maxLength, 65525);
  assert.equal(backend.base, `${site.origin}/`);
  assert.deepEqual(site.asked.map(({ route }) => route).sort(), ['GET comments', 'GET posts/4']);
  assert.ok(site.asked.every(({ headers }) => !headers.authorization && !headers['x-wp-nonce']));
});

test('names are decoded once', async () => {
  const names: [string, string | undefined][] = [
    ['Bold &amp; &quot;q&quot; Ann', 'Bold & "q" Ann'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&lt;script&gt;', '<script>'],
    ['O&#039;Hara &#8217; &#x1F600; &hellip;', "O'Hara ’ 😀 …"],
    ['A&nbsp;B', 'A B'],
    ['&unknown; &#0; &#1114112; &#xffffff; &amp', '&unknown; &#0; &#1114112; &#xffffff; &amp'],
    ['&#x202e;evil', 'evil'],
    ['&nbsp;', undefined],
    ['constructor &constructor; &toString;', 'constructor &constructor; &toString;'],
  ];
  site.answers = thread(...names.map(([name], id) => ({ id: id + 1, author_name: name })));
  const { comments } = await refreshed();
  assert.deepEqual(
    comments.map(({ author }) => author.name),
    names.map(([, name]) => name),
  );
});

test('links of authors lose what WordPress escaped in them', async () => {
  site.answers = thread(
    { id: 1, author_url: 'https://a.example/?x=1&amp;y=2' },
    { id: 2, author_url: 'javascript&colon;alert(1)' },
    { id: 3, author_url: '&#106;avascript:alert(1)' },
  );
  const { comments } = await refreshed();
  assert.deepEqual(
    comments.map(({ author }) => author.url),
    ['https://a.example/?x=1&y=2', undefined, undefined],
  );
});

test('the post author is marked by the account, guests never are', async () => {
  site.answers = thread({ id: 1, author: 2 }, { id: 2, author: 0 }, { id: 3, author: 3 }, { id: 4 });
  const roles = (await refreshed()).comments.map(({ author }) => author.role);
  assert.deepEqual(roles, ['author', undefined, undefined, undefined]);
  site.answers = { ...thread({ id: 1, author: 0 }, { id: 2 }), 'GET posts/4': { body: { id: 4 } } };
  assert.deepEqual(
    (await refreshed()).comments.map(({ author }) => author.role),
    [undefined, undefined],
  );
});

test('items that cannot be read cost nothing but themselves', async () => {
  const { body } = recorded('comments');
  site.answers = thread(...(JUNK as object[]), ...(body as object[]), ...(JUNK as object[]));
  const page = await refreshed();
  assert.equal(page.comments.filter(({ id }) => Number(id)).length, 8);
  assert.ok((page.skipped ?? 0) > 0);
});

const NO_LISTS: Record<string, Answer> = {
  'an object': { body: {} },
  null: { body: null },
  'a page of HTML': { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' },
  'a list that breaks off': { body: '[{"id":1}' },
};
for (const [what, answer] of Object.entries(NO_LISTS)) {
  test(`${what} is no list of comments`, async () => {
    site.answers = { ...PAGE, 'GET comments': answer };
    assert.equal((await failure(refreshed())).code, 'bad-data');
  });
}

test('refusals of a reader', async () => {
  site.answers = { ...PAGE, 'GET comments': recorded('locked') };
  assert.equal((await failure(refreshed())).code, 'forbidden');
  site.answers = {};
  assert.equal((await failure(backend.list({ key: '77' }, ALL))).code, 'not-found');
  site.answers = { ...PAGE, 'GET posts/78': { body: {} } };
  assert.equal((await failure(backend.list({ key: '78' }, ALL))).code, 'bad-data');
  site.answers = { ...PAGE, 'GET posts/79': { status: 500, body: '<h1>Critical error</h1>' } };
  assert.equal((await failure(backend.list({ key: '79' }, ALL))).code, 'server');
});

test('what the plugin tells is read like any other data', async () => {
  const post = recorded('post').body as object;
  const policies: [unknown, string][] = [
    [{ access: 'closed' }, 'closed'],
    [{ access: 'sesame' }, 'open'],
    ['closed', 'open'],
    [{ access: 'login', login: 'javascript:alert(1)' }, 'login'],
  ];
  for (const [policy, access] of policies) {
    const commentariat = { policy, count: { total: -1, pings: 'many' } };
    site.answers = { ...PAGE, 'GET posts/4': { body: { ...post, commentariat } } };
    const page = await refreshed();
    assert.equal(page.policy?.access, access, JSON.stringify(policy));
    assert.equal(page.policy?.login, undefined);
    assert.equal(page.count?.total, 8);
  }
});

test('the article, as it was recorded', async () => {
  site.answers = { 'GET posts/4': recorded('article') };
  const article = await backend.post?.(THREAD, { fresh: true });
  assert.equal(article?.title, 'The “valley” railway & its milk trains');
  assert.deepEqual(article?.categories.at(-1), { name: 'milk', url: 'https://blog.example/tag/milk/' });
  assert.equal(article?.publishedAt, '2008-09-04T08:00:00.000Z');
  assert.deepEqual(article?.count, { total: 10, comments: 8, pings: 2, roots: 2 });
  const { _embed, _fields } = Object.fromEntries(site.asked[0]?.params ?? []);
  assert.equal(_embed, 'author,wp:term');
  assert.match(_fields ?? '', /_embedded/);
});

test('every form of an address leads to the same API', async () => {
  const asked: string[] = [];
  const spy: typeof fetch = (input) => {
    asked.push(input as string);
    return Promise.resolve(Response.json([], { headers: { 'x-wp-total': '0' } }));
  };
  const forms: Record<string, [string, string | undefined]> = {
    'https://x.example/wp-json/': ['https://x.example/wp-json/wp/v2/posts', 'https://x.example/'],
    'https://x.example/wp-json': ['https://x.example/wp-json/wp/v2/posts', 'https://x.example/'],
    'https://x.example/wp-json/wp/v2/comments?post=4': [
      'https://x.example/wp-json/wp/v2/posts?post=4',
      'https://x.example/',
    ],
    'https://x.example/a/b/wp-json/': ['https://x.example/a/b/wp-json/wp/v2/posts', 'https://x.example/a/b/'],
    'https://x.example/index.php/wp-json/': ['https://x.example/index.php/wp-json/wp/v2/posts', 'https://x.example/'],
    'https://x.example/api/wp/v2/': ['https://x.example/api/wp/v2/posts', 'https://x.example/'],
    'https://x.example/blog/api/wp/v2': ['https://x.example/blog/api/wp/v2/posts', 'https://x.example/blog/'],
    'https://public-api.wordpress.com/wp/v2/sites/name.wordpress.com/': [
      'https://public-api.wordpress.com/wp/v2/sites/name.wordpress.com/posts',
      'https://name.wordpress.com/',
    ],
    'https://public-api.wordpress.com/wp/v2/sites/12345': [
      'https://public-api.wordpress.com/wp/v2/sites/12345/posts',
      undefined,
    ],
    'https://x.example/?rest_route=/': ['https://x.example/?rest_route=/wp/v2/posts', 'https://x.example/'],
    'https://x.example/blog/index.php?rest_route=/wp/v2/&lang=ru': [
      'https://x.example/blog/index.php?rest_route=/wp/v2/posts&lang=ru',
      'https://x.example/blog/',
    ],
    'https://x.example': ['https://x.example/?rest_route=/wp/v2/posts', 'https://x.example/'],
    'https://x.example/blog': ['https://x.example/blog/?rest_route=/wp/v2/posts', 'https://x.example/blog/'],
    'https://x.example/blog/?p=4#c': ['https://x.example/blog/?rest_route=/wp/v2/posts', 'https://x.example/blog/'],
    'https://user:word@x.example/wp-json/': ['https://x.example/wp-json/wp/v2/posts', 'https://x.example/'],
  };
  for (const [base, [api, home]] of Object.entries(forms)) {
    asked.length = 0;
    const opened = wordpress({ base, fetch: spy });
    await opened.count?.([{ key: '4' }]);
    const url = new URL(asked[0] ?? '');
    for (const name of ['include', 'per_page', '_fields']) url.searchParams.delete(name);
    assert.equal(decodeURIComponent(url.href), api, base);
    assert.equal(opened.base, home, base);
  }
  assert.throws(() => wordpress({ base: '/wp-json/' }), TypeError);
});

test('the registry opens it, with or without settings', async () => {
  const shared = await createBackend('wordpress', { src: site.base });
  assert.equal((await shared.list(THREAD, ALL)).comments.length, 8);
  for (const document of ['{"policy":{"access":"login"}}', { policy: { access: 'login' } }]) {
    const told = await createBackend('wordpress', { src: site.base, document });
    assert.notEqual(told, shared);
    assert.equal((await told.list(THREAD, ALL)).policy?.access, 'login');
  }
  const wrong: object[] = [{}, { src: '' }, { src: '/wp-json/' }, { src: site.base, document: '{' }];
  for (const options of wrong) assert.equal((await failure(createBackend('wordpress', options))).code, 'unsupported');
  assert.throws(() => openWordPress({}), { code: 'unsupported' });
});

test('settings that are no settings are left aside', async () => {
  const settings = { user: 'me', policy: 7, count: 'many', guests: 'no', base: 'https://elsewhere.example/' };
  for (const document of [settings, [], 'null', '7']) {
    const page = await openWordPress({ src: site.base, document }).list(THREAD, ALL);
    assert.equal(page.policy?.access, 'open');
    assert.equal(page.comments.length, 8);
  }
});
