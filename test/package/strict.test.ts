import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { visit, type Visit } from '../e2e/visits.js';
import type { Loopback } from '../support/loopback.js';
import { makeConsumer } from './consumer.js';
import { openBrowser, openSite } from './site.js';

// Pages that are strict, and pages that are full of traps, with the built files in them.

const SCRIPTS = {
  module: '<script type="module" src="/dist/cdn/commentariat.js"></script>',
  classic: '<script src="/dist/cdn/commentariat.classic.js"></script>',
};
type Build = keyof typeof SCRIPTS;
const BUILDS = Object.keys(SCRIPTS) as Build[];
const COMMENTS = JSON.stringify([
  { id: '1', author: { name: 'Ann' }, body: { kind: 'html', value: '<p>First <b>bold</b> words</p>' } },
  { id: '2', parentId: '1', author: { name: 'Bob' }, body: 'An answer' },
]);
const THREAD = '<comment-thread src="/comments.json"><p id="fallback">The fallback of the page</p></comment-thread>';
/** Tells whether the rest of the page goes on, and what its policy was asked to refuse. */
const OTHERS = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
  (window.refused ??= []).push(violatedDirective + ' ' + sample));
addEventListener('load', () => document.documentElement.dataset.loaded = 'yes');`;

const policy = (types: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; ${types}">`;

const page = (build: Build, head: string, body = THREAD): string =>
  `<!doctype html><html lang="en"><head><title>A page</title>${head}</head><body><script src="/others.js"></script>${body}${SCRIPTS[build]}</body></html>`;

const LISTS = {
  both: 'trusted-types lit-html commentariat',
  'no-list': '',
  'no-commentariat': 'trusted-types lit-html',
  'no-lit': 'trusted-types commentariat',
  none: "trusted-types 'none'",
};

interface Attack {
  readonly c: string;
  readonly p: string;
}

/** Markup that stands in for members of `document` and `window`, one for each name and kind of trap, on a few pages. */
function traps(): Map<string, string> {
  const file = new URL('../corpora/house-attacks.json', import.meta.url);
  const { items } = JSON.parse(readFileSync(file, 'utf8')) as { items: Attack[] };
  const found = new Map([
    ['issue', '<img name="currentScript" alt=""><form id="customElements"></form>'],
    [
      'ids',
      items
        .filter(({ c }) => c === 'id-collision')
        .map(({ p }) => p)
        .join(''),
    ],
  ]);
  for (const kind of ['clobber-document', 'clobber-window', 'clobber-element']) {
    const all = items.filter(({ c }) => c === kind);
    const size = kind === 'clobber-element' ? 2 : 3;
    for (let each = 0; each < size; each += 1)
      found.set(
        `${kind}-${each}`,
        all
          .filter((_, index) => index % size === each)
          .map(({ p }) => p)
          .join('\n'),
      );
  }
  return found;
}

const consumer = makeConsumer();
let browser: Browser;
let site: Loopback;

before(async () => {
  browser = await openBrowser();
  const strict = BUILDS.flatMap((build) =>
    Object.entries(LISTS).map(([name, list]) => [`/${build}/${name}`, page(build, policy(list))]),
  );
  const trapped = BUILDS.flatMap((build) =>
    [...traps()].map(([name, markup]) => [
      `/${build}/${name}`,
      page(build, '', `<div>${markup}</div></form>${THREAD}`),
    ]),
  );
  site = await openSite(consumer.installed, {
    ...(Object.fromEntries([...strict, ...trapped]) as Record<string, string>),
    '/comments.json': COMMENTS,
    '/others.js': OTHERS,
  });
});

after(async () => {
  await browser?.close();
  await site?.close();
});

async function onPage(path: string, use: (visited: Visit) => Promise<void>): Promise<void> {
  const visited = await visit(browser, site.origin + path);
  try {
    await use(visited);
  } finally {
    await visited.close();
  }
}

const refused = ({ page: tab }: Visit): Promise<string[]> =>
  tab.evaluate(() => (window as unknown as { refused?: string[] }).refused ?? []);

for (const build of BUILDS) {
  for (const list of ['both', 'no-list'] as const) {
    test(`markup is shown where Trusted Types are required (${list}, ${build}), and nothing is refused`, () =>
      onPage(`/${build}/${list}`, async (visited) => {
        await visited.page.locator('comment-thread b').getByText('bold').waitFor();
        assert.deepEqual(await refused(visited), []);
      }));
  }

  test(`where the list leaves our name out, comments are plain text (${build})`, () =>
    onPage(`/${build}/no-commentariat`, async ({ page: tab, faults }) => {
      await tab.locator('comment-thread').getByText('First bold words').waitFor();
      await tab.getByText('Shown without formatting').waitFor();
      assert.equal(await tab.locator('comment-thread b').count(), 0);
      assert.deepEqual(
        faults.filter((fault) => /uncaught|commentariat:/.test(fault)),
        [],
      );
    }));

  for (const list of ['no-lit', 'none'] as const) {
    test(`where Lit cannot start, one message says so and the page keeps what it has (${list}, ${build})`, () =>
      onPage(`/${build}/${list}`, async ({ page: tab, faults }) => {
        await tab.waitForFunction(() => document.documentElement.dataset['loaded']);
        const ours = () => faults.filter((fault) => /trusted-types list/.test(fault));
        await waitFor(() => ours().length > 0);
        assert.match(
          ours().join('\n'),
          /^console warning: commentariat: "lit-html" must be in the trusted-types list[^\n]*$/,
        );
        assert.deepEqual(
          faults.filter((fault) => fault.startsWith('uncaught')),
          [],
        );
        assert.ok(await tab.locator('#fallback').isVisible());
        assert.equal(await tab.evaluate(() => customElements.get('comment-thread') === undefined), true);
      }));
  }

  for (const name of traps().keys()) {
    test(`a page with traps shows its thread: ${name} (${build})`, () =>
      onPage(`/${build}/${name}`, async ({ page: tab, faults }) => {
        // Playwright's own search trips over some of the traps.
        await tab.waitForFunction(isShown, undefined, { timeout: 10_000 }).catch((error: unknown) => {
          assert.fail([...faults, String(error)].join('\n'));
        });
      }));
  }
}

async function waitFor(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo() && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Runs in the page. */
function isShown(): boolean {
  const thread = Document.prototype.querySelector.call(document, 'comment-thread');
  const root = thread?.shadowRoot;
  return Boolean(root?.textContent?.includes('An answer') && root.querySelector('b')?.textContent === 'bold');
}
