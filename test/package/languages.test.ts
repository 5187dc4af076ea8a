import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../../src/core/language-names.js';
import { visit, type Visit } from '../e2e/visits.js';
import type { Loopback } from '../support/loopback.js';
import { makeConsumer } from './consumer.js';
import { openBrowser, openSite } from './site.js';

// How the built files get the texts of a page's language, under every kind of page and policy.

const MODULE = '/dist/cdn/commentariat.js';
const CLASSIC = '/dist/cdn/commentariat.classic.js';
const COMMENTS = JSON.stringify([{ id: '1', author: { name: 'Ann' }, body: 'First words' }]);
const THREAD = `<comment-thread headline="Dawn"><script type="application/json">${COMMENTS}</script></comment-thread>`;
/** The heading of that thread. */
const HEADINGS = {
  de: 'Ein Kommentar zu „Dawn“',
  ar: 'تعليق واحد على «Dawn»',
  ja: '「Dawn」へのコメント 1 件',
  ru: 'Один комментарий на «Dawn»',
  en: 'One response to “Dawn”',
};

const consumer = makeConsumer();
const hashes = JSON.parse(readFileSync(join(consumer.installed, 'dist/cdn/integrity.json'), 'utf8')) as Record<
  string,
  string
>;

const page = (lang: string, script: string, head = ''): string =>
  `<!doctype html><html lang="${lang}"><head><link rel="icon" href="data:,"><title>A page</title>${head}</head><body>${THREAD}${script}</body></html>`;
const moduleScript = (src = MODULE): string => `<script type="module" src="${src}"></script>`;
const classicScript = (src = CLASSIC, more = ''): string => `<script src="${src}"${more}></script>`;
const policy = (rules: string): string => `<meta http-equiv="Content-Security-Policy" content="${rules}">`;

let browser: Browser;
let site: Loopback;
let cdn: Loopback;
/** A CDN that has lost the languages, and one whose languages were tampered with. */
let poor: Loopback;
let bad: Loopback;

/** A copy of the classic script in a folder of its own, with these files for languages beside it. */
function copyClassic(name: string, languages: Readonly<Record<string, string>>): string {
  const folder = join(consumer.dir, name);
  mkdirSync(join(folder, 'dist/cdn/languages'), { recursive: true });
  cpSync(join(consumer.installed, CLASSIC), join(folder, CLASSIC));
  for (const [file, text] of Object.entries(languages)) writeFileSync(join(folder, 'dist/cdn/languages', file), text);
  return folder;
}

const pinned = (origin: string): string =>
  classicScript(origin + CLASSIC, ` integrity="${hashes['commentariat.classic.js']}" crossorigin`);

function pages(): Record<string, string> {
  const strict = `default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:;`;
  const types = `require-trusted-types-for 'script'; trusted-types lit-html commentariat`;
  return {
    ...Object.fromEntries(
      Object.keys(HEADINGS).flatMap((lang) => [
        [`/module/${lang}`, page(lang, moduleScript())],
        [`/classic/${lang}`, page(lang, classicScript())],
      ]),
    ),
    '/cross-origin': page('de', classicScript(cdn.origin + CLASSIC)),
    '/versioned': page('de', classicScript(`${CLASSIC}?ver=6.5`)),
    '/deferred': page('de', classicScript(CLASSIC, ' defer')),
    '/host': page('de', classicScript(cdn.origin + CLASSIC), policy(`${strict} script-src ${cdn.origin}`)),
    '/nonce': page('de', classicScript(CLASSIC, ' nonce="n0nce"'), policy(`${strict} script-src 'nonce-n0nce'`)),
    '/dynamic': page(
      'de',
      classicScript(CLASSIC, ' nonce="n0nce"'),
      policy(`${strict} script-src 'nonce-n0nce' 'strict-dynamic'`),
    ),
    '/trusted': page('de', classicScript(), policy(`${strict} script-src 'self'; ${types}`)),
    '/trusted-module': page('de', moduleScript(), policy(`${strict} script-src 'self'; ${types}`)),
    '/clobbered': page(
      'de',
      `<img name="currentScript" src="${poor.origin}/x" alt=""><img name="head">${classicScript()}`,
    ),
    '/pinned': page('de', pinned(cdn.origin)),
    '/pinned-bad': page('de', pinned(bad.origin)),
    '/lost': page('de', classicScript(poor.origin + CLASSIC), '<meta charset="utf-8">').replace(
      THREAD,
      `${THREAD}<comment-count thread="1"></comment-count>${THREAD}`,
    ),
    '/ahead': page('de', `${classicScript(poor.origin + CLASSIC)}${classicScript('/dist/cdn/languages/de.js')}`),
    '/cyrillic': page('uk', classicScript(), '<meta charset="windows-1251">'),
    '/forbidden': page(
      'de',
      classicScript(),
      policy(`${strict} script-src 'self' ; ${types.replace(' commentariat', '')}`),
    ),
  };
}

before(async () => {
  browser = await openBrowser();
  cdn = await openSite(consumer.installed);
  poor = await openSite(copyClassic('poor', {}));
  bad = await openSite(copyClassic('bad', { 'de.js': 'document.title = "tampered";' }));
  site = await openSite(consumer.installed, pages());
});

after(async () => {
  await browser?.close();
  await Promise.all([site, cdn, poor, bad].map((each) => each?.close()));
});

async function onPage(url: string, use: (visited: Visit) => Promise<void>): Promise<void> {
  const visited = await visit(browser, url);
  try {
    await use(visited);
  } finally {
    await visited.close();
  }
}

/** Waits until a thread has this heading. */
async function untilHeading(tab: Page, heading: string): Promise<void> {
  await tab.locator('comment-thread').first().getByRole('heading', { name: heading, exact: true }).waitFor();
}

/** Paths of the files that a page has loaded and that can hold texts. */
const languageFiles = ({ requests }: Visit): string[] =>
  requests
    .map((request) => request.replace(/^\S+ /, ''))
    .filter((url) => /languages\/|chunks\/[a-z]{2}(-[A-Z]\w+)?-/.test(url));

for (const build of ['module', 'classic']) {
  for (const [lang, heading] of Object.entries(HEADINGS)) {
    test(`a page in ${lang} has its texts from one file, and from no other (${build})`, () =>
      onPage(`${site.origin}/${build}/${lang}`, async (visited) => {
        await untilHeading(visited.page, heading);
        const inside = lang === 'en';
        assert.equal(languageFiles(visited).length, inside ? 0 : 1, visited.requests.join('\n'));
        assert.deepEqual(visited.faults, []);
      }));
  }

  test(`the texts follow the page's language while it is shown (${build})`, () =>
    onPage(`${site.origin}/${build}/en`, async ({ page: tab, faults }) => {
      await untilHeading(tab, HEADINGS.en);
      for (const lang of ['de', 'ja', 'ru', 'en'] as const) {
        await tab.evaluate((language) => (document.documentElement.lang = language), lang);
        await untilHeading(tab, HEADINGS[lang]);
      }
      assert.deepEqual(faults, []);
    }));

  test(`words of the page's own are shown (${build})`, () =>
    onPage(`${site.origin}/${build}/de`, async ({ page: tab }) => {
      await untilHeading(tab, HEADINGS.de);
      await tab.evaluate(
        async ([kind, file]) => {
          const words = {
            'thread.heading': { '=1': 'Eine Stimme zu „{title}“', other: '{count} Stimmen zu „{title}“' },
          };
          type Door = { registerMessages: (language: string, messages: object) => unknown };
          const door = (kind === 'module' ? await import(file ?? '') : Reflect.get(globalThis, 'Commentariat')) as Door;
          await door.registerMessages('de', words);
        },
        [build, MODULE],
      );
      await untilHeading(tab, 'Eine Stimme zu „Dawn“');
      await tab.getByRole('button', { name: /^Link kopieren/ }).waitFor();
    }));
}

for (const [path, from] of [
  ['/cross-origin', 'the CDN that the script is on'],
  ['/deferred', 'a script that waits for the page'],
  ['/host', 'a host that the policy allows'],
  ['/nonce', 'a script that is allowed by a nonce'],
  ['/dynamic', 'a script whose nonce reaches further'],
  ['/trusted', 'a page with Trusted Types'],
  ['/trusted-module', 'a page with Trusted Types, as modules'],
  ['/clobbered', 'a page whose elements stand in for members of document'],
  ['/pinned', 'a script that is pinned by its hash'],
] as const) {
  test(`texts come to ${from}`, () =>
    onPage(site.origin + path, async (visited) => {
      await untilHeading(visited.page, HEADINGS.de);
      const known = visited.faults.filter((fault) => !/Failed to load resource/.test(fault));
      assert.deepEqual(path === '/clobbered' ? known : [...visited.faults], []);
      assert.equal(languageFiles(visited).length, 1);
    }));
}

test('texts come with a file that the page brings along itself', () =>
  onPage(`${site.origin}/ahead`, ({ page: tab }) => untilHeading(tab, HEADINGS.de)));

test('texts come from the version that the script is of', () =>
  onPage(`${site.origin}/versioned`, async (visited) => {
    await untilHeading(visited.page, HEADINGS.de);
    assert.deepEqual(languageFiles(visited), [`${site.origin}/dist/cdn/languages/de.js?ver=6.5`]);
  }));

test('texts are read as they are written in a page of another encoding', () =>
  onPage(`${site.origin}/cyrillic`, ({ page: tab }) => untilHeading(tab, 'Один коментар до «Dawn»')));

test('texts come from files, without a server', async () => {
  const file = join(consumer.dir, 'page.html');
  writeFileSync(file, page('ja', classicScript(`node_modules/commentariat${CLASSIC}`), '<meta charset="utf-8">'));
  await onPage(pathToFileURL(file).href, async ({ page: tab, faults }) => {
    await untilHeading(tab, HEADINGS.ja);
    assert.deepEqual(faults, []);
  });
});

for (const [path, why] of [
  ['/lost', 'its file is not there'],
  ['/forbidden', 'the page allows no scripts of ours'],
  ['/pinned-bad', 'its file is not the one that the script was built with'],
] as const) {
  test(`a page is in English where ${why}, and one message says so`, () =>
    onPage(site.origin + path, async ({ page: tab, faults }) => {
      if (path !== '/forbidden') await untilHeading(tab, HEADINGS.en);
      await tab.waitForFunction(() => document.querySelector('comment-thread')?.matches(':state(ready)'));
      const ours = faults.filter((fault) => fault.includes('commentariat'));
      const told = ours.filter((fault) => /the texts in "de" could not be loaded/.test(fault));
      assert.equal(told.length, 1, faults.join('\n'));
      assert.equal(await tab.title(), 'A page');
      await untilHeading(tab, HEADINGS.en);
    }));
}

test('every language has its file beside the classic script, with its hash', () => {
  const files = LANGUAGES.filter((language) => language !== 'en').map((name) => `languages/${name}.js`);
  const listed = Object.keys(hashes).filter((file) => file.startsWith('languages/'));
  assert.deepEqual(listed.sort(), [...files].sort());
});
