import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { BUDGETS, CLASSIC } from '../../.rollup/sizes.mjs';
import { assertFaultless, visit } from '../e2e/visits.js';
import { serve, type Loopback } from '../support/loopback.js';
import { makeConsumer } from './consumer.js';
import { openBrowser, openSite } from './site.js';

const MODULE = '/dist/cdn/commentariat.js';
const CLASSIC_FILE = '/dist/cdn/commentariat.classic.js';
const DOCUMENT = JSON.stringify([
  { id: '1', author: { name: 'Ann' }, body: 'First words', publishedAt: '2012-01-16T10:00:00Z' },
  { id: '2', parentId: '1', author: { name: 'Bob' }, body: 'An answer', publishedAt: '2012-01-17T10:00:00Z' },
]);
const POST = JSON.stringify({
  version: 1,
  posts: [{ id: 'post-1', title: 'The title', body: 'The article', comments: JSON.parse(DOCUMENT) as unknown }],
});
const ARTICLE = `<article-view src="/post.json" thread="post-1"><comment-thread slot="footer"></comment-thread></article-view>
  <comment-count src="/post.json" thread="post-1"></comment-count>`;
const MARKUP = JSON.stringify([{ id: '1', body: { kind: 'html', value: '<p>First <b>bold</b> words</p>' } }]);
/** What a thread of it needs is a sanitizer and what looks after long threads. */
const longOf = (length: number): string =>
  JSON.stringify(
    Array.from({ length }, (_, index) => ({
      id: `${index + 1}`,
      body: { kind: 'html', value: `<p>Words ${index}</p>` },
    })),
  );
const LONG = longOf(100);
/** So much of a longer one comes first. */
const BEGINNING = 40_000;
const INLINE = `<comment-thread><script type="application/json">${DOCUMENT}</script></comment-thread>`;
const STRICT = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self';
  img-src data:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html commentariat">`;

const consumer = makeConsumer();
const hashes = JSON.parse(read('/dist/cdn/integrity.json')) as Record<string, string>;

function read(path: string): string {
  return readFileSync(join(consumer.installed, path), 'utf8');
}

const gzipSize = (path: string): number => gzipSync(read(path), { level: 9 }).length;

const page = (head: string, body = INLINE): string =>
  `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
const moduleScript = (src: string, more = ''): string => `<script type="module" src="${src}"${more}></script>`;
const classicScript = (query = ''): string => `<script src="${CLASSIC_FILE}${query}"></script>`;

/** A page whose every script must have the hash that was published for it. */
function hashedPage(): string {
  const known = Object.entries(hashes).map(([file, hash]) => [`/dist/cdn/${file}`, hash]);
  const map = JSON.stringify({ integrity: Object.fromEntries(known) as unknown });
  return page(
    `<script type="importmap">${map}</script>${moduleScript(MODULE, ` integrity="${hashes['commentariat.js']}"`)}`,
  );
}

/** Pages that show the thread of {@link DOCUMENT}, by what is special about them; `cdn` is another origin. */
const threadPages = (cdn: string): Readonly<Record<string, string>> => ({
  '/module': page(moduleScript(MODULE)),
  '/source': page(moduleScript(MODULE), '<comment-thread src="/comments.json"></comment-thread>'),
  '/deeper/page': page(moduleScript(`..${MODULE}`)),
  '/versioned': page(moduleScript(`${MODULE}?ver=6.5`)),
  '/cross-origin': page(moduleScript(cdn + MODULE)),
  '/classic': page(classicScript()),
  '/classic-twice': page(classicScript() + classicScript('?again')),
  '/hashed': hashedPage(),
  '/clobbered': page('', `<a id="Commentariat"></a><img name="currentScript" alt="">${INLINE}${classicScript()}`),
});

let browser: Browser;
let site: Loopback;
let cdn: Loopback;
/** Answers with the beginning, and with the rest when it is told to. */
let held: Loopback;
let sendRest: () => void;

before(async () => {
  browser = await openBrowser();
  cdn = await openSite(consumer.installed);
  held = await serve((_request, response) => {
    const answer = longOf(1_000);
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    response.write(answer.slice(0, BEGINNING));
    sendRest = () => response.end(answer.slice(BEGINNING));
  });
  site = await openSite(consumer.installed, {
    ...threadPages(cdn.origin),
    '/comments.json': DOCUMENT,
    '/markup.json': MARKUP,
    '/long.json': LONG,
    '/long': page(moduleScript(MODULE), '<comment-thread src="/long.json"></comment-thread>'),
    '/held': page(moduleScript(MODULE), `<comment-thread src="${held.origin}/held.json"></comment-thread>`),
    '/counted': page(moduleScript(MODULE), '<comment-count src="/long.json"></comment-count>'),
    '/strict': page(STRICT + moduleScript(MODULE), '<comment-thread src="/markup.json"></comment-thread>'),
    '/form': page(moduleScript(MODULE), '<reply-form></reply-form>'),
    '/post.json': POST,
    '/article': page(moduleScript(MODULE), ARTICLE),
    '/article-classic': page(classicScript(), ARTICLE),
    '/plain': page('', ''),
  });
});

after(async () => {
  await browser?.close();
  await Promise.all([site?.close(), cdn?.close(), held?.close()]);
});

/** Opens a page, waits until `use` is done with it, and fails when anything went wrong behind it. */
async function onPage<T>(path: string, use: (tab: Page) => Promise<T>): Promise<T> {
  const opened = await visit(browser, site.origin + path);
  try {
    const result = await use(opened.page);
    assertFaultless(opened);
    return result;
  } finally {
    await opened.close();
  }
}

/** The thread as a reader sees it, each run of white space as one blank. */
async function shownThread(tab: Page): Promise<string> {
  await tab.getByText('An answer').waitFor();
  const parts = await tab.locator('comment-thread [part~="base"]').allInnerTexts();
  return parts.join(' ').replace(/\s+/g, ' ');
}

/** Paths of the scripts that the page has downloaded. */
async function scriptsOf(tab: Page): Promise<string[]> {
  const names = await tab.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  return names.map((name) => new URL(name).pathname).filter((path) => path.endsWith('.js'));
}

for (const path of Object.keys(threadPages(''))) {
  test(`a thread is shown without a bundler: ${path.slice(1)}`, async () => {
    assert.match(await onPage(path, shownThread), /Ann.*First words.*Bob.*An answer/);
  });
}

test('module and classic script draw the same thread', async () => {
  assert.equal(await onPage('/module', shownThread), await onPage('/classic', shownThread));
});

for (const path of ['/article', '/article-classic']) {
  test(`an article, the thread inside it and a counter show the same post: ${path.slice(1)}`, async () => {
    await onPage(path, async (tab) => {
      await shownThread(tab);
      await tab.locator('article-view').getByText('The article').waitFor();
      await tab.locator('comment-count').getByText('2').waitFor();
    });
  });
}

test('an element that a script adds later is registered', async () => {
  await onPage('/module', async (tab) => {
    await shownThread(tab);
    await tab.evaluate(() => document.body.append(document.createElement('article-view')));
    await tab.waitForFunction(() => document.querySelector('article-view')?.matches(':defined'));
  });
});

test('markup is shown under a strict Content-Security-Policy with Trusted Types', async () => {
  await onPage('/strict', (tab) => tab.locator('comment-thread b').getByText('bold').waitFor());
});

test('a reply form that the page places itself is registered', async () => {
  await onPage('/form', (tab) => tab.waitForFunction(() => document.querySelector('reply-form')?.matches(':defined')));
});

test('a script whose address has a version runs once', async () => {
  const scripts = await onPage('/versioned', async (tab) => {
    await shownThread(tab);
    return scriptsOf(tab);
  });
  assert.deepEqual([...new Set(scripts)], scripts);
});

test('what a long thread of markup needs is asked for at once, and a counter of it needs nothing of that', async () => {
  const bytesFor = async (path: string, tag: string, text: string): Promise<number> => {
    const scripts = await onPage(path, async (tab) => {
      await tab.locator(tag).getByText(text).waitFor({ state: 'attached' });
      return scriptsOf(tab);
    });
    return scripts.reduce((sum, script) => sum + gzipSize(script), 0);
  };
  assert.ok((await bytesFor('/long', 'comment-thread', 'Words 99')) > 30_000);
  assert.ok((await bytesFor('/counted', 'comment-count', '100')) < 20_000);
});

test('a reader of plain comments downloads no more than the budget, no sanitizer and no form', async () => {
  const scripts = await onPage('/source', async (tab) => {
    await shownThread(tab);
    return scriptsOf(tab);
  });
  const bytes = scripts.reduce((sum, path) => sum + gzipSize(path), 0);
  assert.ok(scripts.length >= 2);
  assert.ok(bytes <= (BUDGETS['read']?.gzip ?? 0), `${bytes} bytes: ${scripts.join(' ')}`);
  assert.ok(!scripts.some((path) => /safe-html|reply-form/.test(path)), scripts.join(' '));
});

test('what a long answer needs is asked for while the rest of it is on its way', async () => {
  const holding = (text: string) =>
    Object.keys(hashes).filter((file) => file.startsWith('chunks/') && read(`/dist/cdn/${file}`).includes(text));
  const needed = ['ALLOWED_TAGS', 'contentvisibilityautostatechange'].flatMap(holding);
  assert.equal(needed.length, 2);
  await onPage('/held', async (tab) => {
    await tab.waitForFunction((files) => {
      const names = performance.getEntriesByType('resource').map(({ name }) => name);
      return files.every((file) => names.some((name) => name.endsWith(file)));
    }, needed);
    sendRest();
    await tab.locator('comment-thread').getByText('Words 999').waitFor({ state: 'attached' });
  });
});

test('the classic script is within its budget and does not look for its own address where a page could forge it', () => {
  assert.ok(gzipSize(CLASSIC_FILE) <= CLASSIC.gzip);
  // DOMPurify reads an attribute of currentScript; it is the address that a page could forge (CVE-2024-47068). Where languages
  // are loaded from, languages.test.ts asks on a page that tries.
  assert.ok(!/document\.currentScript[^;]{0,80}\.src|import\.meta|import\(/.test(read(CLASSIC_FILE)));
});

test('the classic script leaves one global, the module none', async () => {
  const globals = (tab: Page): Promise<string[]> => tab.evaluate(() => Object.keys(globalThis));
  const usual = await onPage('/plain', globals);
  const added = async (path: string): Promise<string[]> => {
    const names = await onPage(path, (tab) => shownThread(tab).then(() => globals(tab)));
    return names.filter((name) => !usual.includes(name) && !/^(lit|reactiveElement)/.test(name));
  };
  assert.deepEqual(await added('/classic'), ['Commentariat']);
  assert.deepEqual(await added('/module'), []);
});

test('the global of the classic script holds the core', async () => {
  const name = await onPage('/classic', (tab) =>
    tab.evaluate(async () => {
      const { Commentariat } = globalThis as unknown as { Commentariat: typeof import('../../src/core/index.js') };
      return (await Commentariat.createBackend('json', { document: [] })).name;
    }),
  );
  assert.equal(name, 'json');
});
