import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordpress } from '../../src/core/backends/wordpress.js';
import { buildThread, type ThreadNode } from '../../src/core/tree.js';
import type { Backend, ListQuery, Page } from '../../src/core/types.js';
import { failure } from '../support/failure.js';
import type { NewComment, WordPress } from './server.js';
import { onEachVersion } from './versions.js';

const OLDEST: ListQuery = { sort: 'oldest', limit: 50 };
const NEWEST: ListQuery = { sort: 'newest', limit: 50 };

/** Chains of ten, one after the other. */
function chains(total: number): NewComment[] {
  return Array.from({ length: total }, (_, index) => ({
    key: `c${index}`,
    content: `Number ${index}.`,
    author: `Reader ${index}`,
    ...(index % 10 > 0 && { parent: `c${index - 1}` }),
  }));
}

/** The tree in reading order, with how deep each comment is. */
function readingOrder(roots: readonly ThreadNode[]): unknown[][] {
  return roots.flatMap(({ comment, depth, children }) => [[comment.body?.value, depth], ...readingOrder(children)]);
}

/** Counts the requests that a backend sends. */
function counting(wp: WordPress, options: object = {}): { backend: Backend; asked: string[] } {
  const asked: string[] = [];
  const spy: typeof fetch = (input, init) => {
    asked.push(decodeURIComponent(input as string).slice(wp.rest().length - 1));
    return fetch(input, init);
  };
  return { backend: wordpress({ base: wp.rest(), fetch: spy, ...options }), asked };
}

async function allPages(backend: Backend, key: string, query: ListQuery): Promise<Page[]> {
  const pages = [await backend.list({ key }, query)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
    pages.push(await backend.list({ key }, { ...query, after: next }));
  }
  return pages;
}

onEachVersion((site, version) => {
  test('the thread comes as WordPress shows it', async () => {
    const wp = site();
    const { open } = wp.content.posts;
    const { backend, asked } = counting(wp);
    const page = await backend.list({ key: String(open.id) }, OLDEST);
    const known = Object.entries(open.comments);
    const keyOf = (id?: string) => known.find(([, other]) => String(other) === id)?.[0];
    assert.deepEqual(
      page.comments.map(({ id, parentId, author }) => [keyOf(id), keyOf(parentId), author.name, author.role]),
      [
        ['first', undefined, 'Alice O’Hara', undefined],
        ['answer', 'first', 'Борис & Co', undefined],
        ['author', 'answer', wp.content.users.author.name, 'author'],
        ['deep', 'author', 'Dee', undefined],
        ['deeper', 'deep', 'Dee', undefined],
        ['deepest', 'deeper', 'Dee', undefined],
        ['second', undefined, '<b>Ann</b>', undefined],
        ['orphan', 'held', 'Owen Orphan', undefined],
      ],
    );
    const [first] = page.comments;
    assert.equal(first?.url, `${open.url}#comment-${first?.id}`);
    assert.equal(first?.author.url, 'https://alice.example/');
    assert.match(first?.author.avatarUrl ?? '', /^https?:\/\/.*s=96/);
    assert.match(first?.publishedAt ?? '', /^2008-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
    assert.deepEqual(first?.body?.kind, 'html');
    assert.equal(page.title, 'The “valley” railway & its milk trains');
    assert.deepEqual(page.count, { total: 8, comments: 8 });
    assert.deepEqual(page.policy, { access: 'open', name: 'required', email: 'required', url: 'optional' });
    assert.equal(page.next, undefined);
    assert.equal(asked.length, 2);
  });

  test('with the plugin the count has the pings, and the policy is that of the site', async () => {
    const wp = site();
    await wp.set({ plugin: true, options: { require_name_email: 0 } });
    const { backend, asked } = counting(wp);
    const { open, empty } = wp.content.posts;
    const page = await backend.list({ key: String(open.id) }, OLDEST);
    assert.deepEqual(page.count, { total: 10, comments: 8, pings: 2, roots: 2 });
    const { access, name, email } = page.policy ?? assert.fail();
    assert.deepEqual([access, name, email], ['open', 'optional', 'optional']);
    asked.length = 0;
    const counts = await backend.count?.([open, empty].map(({ id }) => ({ key: String(id) })));
    assert.deepEqual(
      counts?.map((count) => count?.total),
      [10, 0],
    );
    assert.equal(asked.length, 1, 'one request counts them all');
  });

  test('1,000 comments nested ten deep are read in order, whatever order is asked for', async (t) => {
    const wp = site();
    const post = await wp.addPost({ title: 'Many', comments: chains(1000) });
    const { backend, asked } = counting(wp);
    const started = performance.now();
    const page = await backend.list({ key: String(post.id) }, OLDEST);
    const took = performance.now() - started;
    t.diagnostic(`1,000 comments on ${wp.version}: ${asked.length} requests, ${took.toFixed(0)} ms`);
    assert.equal(page.next, undefined);
    assert.equal(page.count?.total, 1000);
    const expected = Array.from({ length: 1000 }, (_, index) => [`<p>Number ${index}.</p>\n`, index % 10]);
    assert.deepEqual(readingOrder(buildThread(page.comments).roots), expected);
    assert.equal(asked.length, 11);
    const newest = await backend.list({ key: String(post.id) }, NEWEST);
    assert.deepEqual(readingOrder(buildThread(newest.comments).roots), expected);
  });

  test('a longer thread comes in pages, each with what its replies answer', async () => {
    const wp = site();
    const last = { content: 'A late reply.', parent: 'c5' };
    const post = await wp.addPost({ title: 'Long', comments: [...chains(2300), last] });
    const { backend } = counting(wp);
    for (const query of [OLDEST, NEWEST]) {
      const pages = await allPages(backend, String(post.id), query);
      const seen = new Set<string>();
      for (const { comments, count } of pages) {
        assert.equal(count?.total, 2301);
        for (const { id } of comments) assert.ok(!seen.has(id) && seen.add(id), `${id} comes twice`);
        for (const { parentId } of comments) assert.ok(!parentId || seen.has(parentId), `${parentId} is missing`);
      }
      assert.equal(seen.size, 2301);
      assert.equal(pages.length, 3);
    }
  });

  test('a server that dies while it answers costs what it did not say, and that can be asked for again', async () => {
    const wp = site();
    const post = await wp.addPost({ title: 'Many', comments: chains(1000) });
    const thread = { key: String(post.id) };
    const backend = wordpress({ base: wp.rest() });
    wp.fail({ match: 'GET /wp-json/wp/v2/comments\\?.*[?&]page=6&', cut: 0.5, times: 9 });
    const page = await backend.list(thread, OLDEST);
    assert.equal(page.comments.length, 500);
    assert.equal(page.count?.total, 1000);
    assert.ok(page.next, 'the rest is not forgotten');
    const query = { ...OLDEST, after: page.next };
    assert.equal((await failure(backend.list(thread, query))).code, 'bad-data');
    wp.fail();
    const rest = await backend.list(thread, query);
    assert.deepEqual([rest.comments.length, rest.next], [500, undefined]);
    assert.equal(new Set([...page.comments, ...rest.comments].map(({ id }) => id)).size, 1000);
    wp.fail({ match: 'GET /wp-json/wp/v2/comments', cut: 0.5, times: 9 });
    assert.equal((await failure(backend.list(thread, OLDEST))).code, 'bad-data');
  });

  test('a thread is found by its id, slug, path, address, or address in the REST API', async () => {
    const wp = site();
    const { open, page } = wp.content.posts;
    const cyrillic = await wp.addPost({ title: 'Россия', slug: 'россия', comments: [{ content: 'да' }] });
    const backend = wordpress({ base: wp.rest() });
    const path = new URL(open.url).pathname;
    const keys: Record<string, number> = {
      [open.id]: open.id,
      [page.id]: page.id,
      [`pages/${page.id}`]: page.id,
      [wp.rest(`posts/${open.id}`)]: open.id,
      [wp.rest(`pages/${page.id}`)]: page.id,
      [`${wp.url}/?rest_route=${encodeURIComponent(`/wp/v2/pages/${page.id}`)}`]: page.id,
      [`${wp.url}/?p=${open.id}`]: open.id,
      'valley-railway': open.id,
      [open.url]: open.id,
      [path]: open.id,
      [path.replace(/\/$/, '')]: open.id,
      [`${path}comment-page-2/#comments`]: open.id,
      [`/elsewhere/${'valley-railway'}.html`]: open.id,
      '/about/': page.id,
      [cyrillic.url]: cyrillic.id,
      [new URL(cyrillic.url).pathname]: cyrillic.id,
      россия: cyrillic.id,
    };
    for (const [key, id] of Object.entries(keys)) {
      const article = await backend.post?.({ key });
      assert.equal(article?.id, String(id), key);
    }
    for (const key of ['99999', 'no-such', '/', '/2008/', 'https://x.example/', `pages/${open.id}`, '', ',', '%']) {
      assert.equal((await failure(backend.list({ key }, OLDEST))).code, 'not-found', key);
    }
    const counts = await backend.count?.(Object.keys(keys).map((key) => ({ key })));
    assert.deepEqual(
      counts?.map((count) => count?.total),
      Object.values(keys).map((id) => (id === open.id ? 8 : id === page.id ? 0 : 1)),
    );
    const below = await backend.count?.([{ key: '/about/' }, { key: '/about/nothing/' }, { key: 'pages/1' }]);
    assert.deepEqual(
      below?.map((count) => count?.total),
      [0, undefined, undefined],
    );
  });

  test('the article', async () => {
    const wp = site();
    const { open } = wp.content.posts;
    const article = await wordpress({ base: wp.rest() }).post?.({ key: String(open.id) });
    const { name } = wp.content.users.author;
    assert.equal(article?.title, 'The “valley” railway & its milk trains');
    assert.equal(article?.url, open.url);
    assert.equal(article?.publishedAt, '2008-09-04T08:00:00.000Z');
    assert.equal(article?.author?.name, name);
    assert.match(article?.body?.value ?? '', /^\s*<p>First paragraph &amp; an <em>emphasis/);
    assert.deepEqual(
      article?.categories.map((category) => category.name),
      ['Railways', 'Translations', 'Россия', 'milk'],
    );
    assert.match(article?.categories[0]?.url ?? '', /\/category\/railways\//);
  });

  test('whoever asks for the article and its thread asks for the post once', async () => {
    const wp = site();
    const { backend, asked } = counting(wp);
    const thread = { key: String(wp.content.posts.open.id) };
    await Promise.all([backend.post?.(thread), backend.list(thread, OLDEST)]);
    assert.equal(asked.filter((path) => path.startsWith('/wp/v2/posts/')).length, 1);
    await Promise.all([backend.list(thread, OLDEST), backend.list(thread, OLDEST, { fresh: true })]);
    assert.equal(asked.filter((path) => path.startsWith('/wp/v2/posts/')).length, 2, 'fresh is asked for again');
  });

  test('a protected post is shown to those who know the password', async () => {
    const wp = site();
    const thread = { key: String(wp.content.posts.secret.id) };
    const without = wordpress({ base: wp.rest() });
    const wrong = wordpress({ base: wp.rest(), password: 'open sesame' });
    for (const backend of [without, wrong]) {
      for (const error of [
        await failure(backend.list(thread, OLDEST)),
        await failure(backend.post?.(thread) as Promise<unknown>),
      ]) {
        assert.equal(error.code, 'forbidden');
        assert.ok(!`${error.stack} ${JSON.stringify(error)}`.includes('sesame'), 'the password stands in an error');
      }
    }
    const backend = wordpress({ base: wp.rest(), password: 'sesame' });
    assert.equal((await backend.list(thread, OLDEST)).comments.length, 1);
    assert.equal((await backend.post?.(thread))?.title, 'A post with a password');
    assert.deepEqual(await without.count?.([thread]), [undefined]);
    const other = await backend.list({ key: String(wp.content.posts.open.id) }, OLDEST);
    assert.equal(other.comments.length, 8, 'other posts do not mind a password');
  });

  test('drafts are not found, closed threads say so', async () => {
    const wp = site();
    const { draft, closed } = wp.content.posts;
    const backend = wordpress({ base: wp.rest() });
    assert.equal((await failure(backend.list({ key: String(draft.id) }, OLDEST))).code, 'forbidden');
    assert.equal((await backend.list({ key: String(closed.id) }, OLDEST)).policy?.access, 'closed');
    // The page may know more than the site says, but it opens nothing.
    const told = wordpress({ base: wp.rest(), policy: { access: 'open', name: 'no' } });
    const { policy } = await told.list({ key: String(closed.id) }, OLDEST);
    assert.deepEqual([policy?.access, policy?.name], ['closed', 'no']);
  });

  test('plain permalinks: the site is asked by a parameter', async () => {
    const wp = site();
    await wp.set({ permalinks: 'plain' });
    const { open } = wp.content.posts;
    for (const base of [
      `${wp.url}/?rest_route=/`,
      `${wp.url}/index.php?rest_route=/wp/v2/`,
      wp.url,
      `${wp.url}/?p=4`,
    ]) {
      const backend = wordpress({ base });
      const page = await backend.list({ key: `${wp.url}/?p=${open.id}` }, OLDEST);
      assert.equal(page.comments.length, 8, base);
      assert.equal(page.comments[0]?.url, `${wp.url}/?p=${open.id}#comment-${page.comments[0]?.id}`);
      assert.equal(backend.base, `${wp.url}/`);
    }
  });

  test('nothing went wrong inside of WordPress', () => assert.deepEqual(site().complaints(), [], version));
});

onEachVersion(
  (site) => {
    test('a site in a folder', async () => {
      const wp = site();
      const { open } = wp.content.posts;
      for (const base of [
        wp.rest(),
        wp.rest('comments'),
        wp.url,
        `${wp.url}/`,
        `${wp.url}/?rest_route=/`,
        `${wp.url}/index.php/wp-json/`,
      ]) {
        const backend = wordpress({ base });
        for (const key of [String(open.id), new URL(open.url).pathname]) {
          assert.equal((await backend.list({ key }, OLDEST)).comments.length, 8, `${base} ${key}`);
        }
        assert.equal(backend.base, `${wp.url}/`, base);
      }
    });
  },
  { path: '/blog' },
);
