import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { setStage } from './stage.js';
import { settle, visit } from './visits.js';

// Nothing of a page's style sheets gets into the roots but what is inherited, and nothing of ours gets out.

const stage = await setStage();

/** What is not inherited, and so must not change inside whatever the page says about all elements. */
const OWN = [
  ...['display', 'position', 'float', 'box-sizing', 'overflow-x', 'opacity', 'background-image', 'content'],
  ...['margin-top', 'padding-top', 'padding-left', 'border-top-style', 'border-top-width'],
  ...['text-decoration-line', 'flex-wrap', 'transform', 'animation-name', 'outline-style'],
];

const HOSTILE = `
  * { margin: 3px !important; padding: 5px !important; border: 1px solid red !important; float: left !important;
      display: inline !important; position: relative !important; opacity: 0.5 !important; box-sizing: content-box !important;
      background-image: linear-gradient(red, blue) !important; transform: rotate(3deg) !important; overflow: hidden !important }
  *::before, *::after { content: 'x' !important }
  .heading, .avatar, .badge, .button, .box, .list, .item, .root, .prose, .header, .actions { display: none !important }
  ol, ul { list-style: square !important } button { all: unset !important } a { text-decoration: line-through !important }
  [part] { outline: 3px solid lime !important }`;

/** Lengths in em follow the font size, which is inherited and meant to be; the width decides how far replies are indented. */
const FIXED = 'main { font-size: 16px !important; inline-size: 1200px !important; max-inline-size: none !important }';

/** Runs in the page: these properties of every node in the roots. */
function inside(names: readonly string[]): string[] {
  const roots: ParentNode[] = [...document.querySelectorAll('article-view, comment-thread')].flatMap(
    ({ shadowRoot }) => shadowRoot ?? [],
  );
  const lines: string[] = [];
  for (const root of roots) {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) roots.push(node.shadowRoot);
      // A host belongs to the tree that it stands in; ours inside of ours stand in our own.
      for (const pseudo of ['', '::before', '::after']) {
        const style = getComputedStyle(node, pseudo);
        lines.push(
          `${node.localName} ${node.className}${pseudo} ${names.map((name) => style.getPropertyValue(name)).join(' | ')}`,
        );
      }
    }
  }
  return lines;
}

async function openSpecimen(path = 'specimen.html') {
  const reader = await visit(stage.browser, `${stage.demo.origin}/${path}`, { reducedMotion: 'reduce' });
  await settle(reader.page);
  return reader;
}

function adopt(page: Page, css: string): Promise<void> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, css);
}

for (const [name, css] of Object.entries({
  'rules for everything, and for names that stand in our roots': HOSTILE,
  'demo/hostile.css': undefined,
})) {
  test(`nothing gets in: ${name}`, async () => {
    const { page, close } = await openSpecimen();
    await adopt(page, FIXED);
    const before = await page.evaluate(inside, OWN);
    assert.ok(before.length > 500);
    if (css) await adopt(page, css);
    else {
      await page.evaluate(async () => {
        document.querySelector('main')?.classList.add('unset', 'shout');
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/hostile.css' });
        const loaded = new Promise((done) => link.addEventListener('load', done));
        document.head.append(link);
        await loaded;
      });
      await adopt(page, FIXED);
    }
    const host = await page.locator('comment-thread').evaluate((node) => getComputedStyle(node).boxSizing);
    assert.equal(host, 'content-box', 'the sheet reaches the page');
    const after = await page.evaluate(inside, OWN);
    assert.deepEqual(
      after.filter((line, index) => line !== before[index]),
      [],
    );
    await close();
  });
}

test('nothing gets out: a page looks the same with our elements registered, used and themed', async () => {
  const look = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')].flatMap((node) => {
        if (node.closest('article-view, comment-thread, reply-form')) return [];
        const style = getComputedStyle(node);
        const names = [...style].filter(
          (name) =>
            !/^(--|block-size|height|grid-template-rows|perspective-origin|transform-origin|inset|top|bottom)/.test(
              name,
            ),
        );
        return [`${node.localName} ${names.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')}`];
      }),
    );
  const plain = await visit(stage.browser, `${stage.demo.origin}/noscript.html?scripts=off`);
  const { page } = plain;
  await page.evaluate(() =>
    document.querySelectorAll('.switches, #main > p:nth-of-type(2)').forEach((node) => node.remove()),
  );
  const before = await look(page);
  await page.evaluate(async () => {
    const path = '/dist/cdn/commentariat.js';
    await import(path);
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet',
      href: '/dist/cdn/themes/terminal.css',
    });
    const loaded = new Promise((done) => link.addEventListener('load', done));
    document.head.append(link);
    await loaded;
  });
  await page
    .locator('comment-thread')
    .getByRole('heading', { name: /^3 responses/ })
    .waitFor();
  assert.ok(before.length > 40);
  assert.deepEqual(await look(page), before);
  await plain.close();
});
