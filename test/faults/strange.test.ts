import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { openSite } from './site.js';
import type { PageHand } from './site-page.js';

declare const page: PageHand;

// What no corpus lists: browsers that do things by halves, and moments that are hard to meet.

const site = await openSite();
const browser = await setBrowser();
const NOT_KEPT = 'This browser cannot keep unsent comments: they are lost when you leave this page.';

/** A browser of its own, whose pages begin with a script. */
async function contextWith(script = ''): Promise<BrowserContext> {
  const context = await browser.newContext();
  if (script) await context.addInitScript(script);
  return context;
}

async function open(context: BrowserContext, query = ''): Promise<Page> {
  const opened = await context.newPage();
  await opened.goto(`${site.origin}/page${query}`);
  await opened.evaluate(() => page.form());
  return opened;
}

const write = (opened: Page, text: string) => opened.evaluate((value) => page.type(value), text);
const submit = (opened: Page) => opened.evaluate(async () => (await page.form()).submit());
const contents = (opened: Page, text: string) => opened.locator('[part=content]', { hasText: text });
const untilShown = (opened: Page, text: string) => opened.evaluate((value) => page.untilShown(value), text);
const isQuiet = async (opened: Page) => assert.deepEqual(await opened.evaluate(() => page.uncaught), []);

for (const [what, script] of [
  ['does not open', 'indexedDB.open = () => ((window.asked = (window.asked ?? 0) + 1), new EventTarget());'],
  [
    'opens and then answers nothing',
    'IDBDatabase.prototype.transaction = () => ((window.asked = (window.asked ?? 0) + 1), { objectStore: () => new Proxy({}, { get: () => () => ({}) }), abort() {} });',
  ],
] as const) {
  test(`a database that ${what} is waited for once: the reader is told, and can post`, async () => {
    site.store.add({ id: 'post' });
    const context = await contextWith(script);
    const opened = await open(context);
    await write(opened, 'Nowhere to keep');
    await opened.locator('[part=hint]', { hasText: NOT_KEPT }).waitFor();
    const asked = await opened.evaluate(() => (window as unknown as { asked: number }).asked);
    await submit(opened);
    await contents(opened, 'Nowhere to keep').waitFor();
    assert.equal(await opened.evaluate(() => (window as unknown as { asked: number }).asked), asked);
    await isQuiet(opened);
    await context.close();
  });
}

test('without a database a draft survives pages that are left all the same, until it is posted', async () => {
  site.store.add({ id: 'post' });
  const context = await contextWith(`indexedDB.open = () => { throw new DOMException('No.', 'InvalidStateError'); };`);
  const opened = await open(context);
  await write(opened, 'Nowhere but here');
  for (let time = 0; time < 2; time++) {
    await opened.reload();
    await untilShown(opened, 'Nowhere but here');
    assert.equal((await opened.evaluate(() => page.shown())).text, 'Nowhere but here');
  }
  await opened.evaluate(() => page.sign());
  await submit(opened);
  await contents(opened, 'Nowhere but here').waitFor();
  await opened.evaluate(() => page.until(async () => Object.keys(localStorage).length === 0));
  await opened.reload();
  await contents(opened, 'Nowhere but here').waitFor();
  assert.equal((await opened.evaluate(() => page.shown())).text, '');
  await isQuiet(opened);
  await context.close();
});

test('a page that is prepared before anyone has asked for it keeps, reads and sends nothing until it is shown', async () => {
  site.store.add({ id: 'post' });
  const context = await contextWith();
  const first = await open(context);
  await context.setOffline(true);
  await write(first, 'Waits');
  await submit(first);
  await first.getByText('Waiting for the network.').first().waitFor();
  await first.close();
  await context.setOffline(false);
  await context.addInitScript(`
    Object.defineProperty(Document.prototype, 'prerendering', { value: true, configurable: true });
    window.opens = 0;
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...args) { window.opens += 1; return open.apply(this, args); };
  `);
  const asked = site.asked.length;
  const next = await open(context);
  await next.waitForTimeout(200);
  const opens = await next.evaluate(() => (window as unknown as { opens: number }).opens);
  assert.deepEqual([opens, site.asked.length - asked], [0, 0]);
  await next.evaluate(() => {
    Reflect.deleteProperty(Document.prototype, 'prerendering');
    document.dispatchEvent(new Event('prerenderingchange'));
  });
  await contents(next, 'Waits').waitFor();
  await isQuiet(next);
  await context.close();
});

test('a browser that forbids tabs to talk loses nothing, and the page hears of no error', async () => {
  site.store.add({ id: 'post' });
  const context = await contextWith(
    `window.BroadcastChannel = class { constructor() { throw new DOMException('No.', 'SecurityError'); } };`,
  );
  const opened = await open(context);
  await write(opened, 'Alone');
  await opened.reload();
  await untilShown(opened, 'Alone');
  assert.equal((await opened.evaluate(() => page.shown())).text, 'Alone');
  await opened.evaluate(() => page.sign());
  await submit(opened);
  await contents(opened, 'Alone').waitFor();
  await isQuiet(opened);
  await context.close();
});

test('whatever else is said between tabs changes nothing', async () => {
  site.store.add({ id: 'post' });
  const context = await contextWith();
  const opened = await open(context);
  await write(opened, 'Half a thought');
  await opened.evaluate(async (text) => {
    await page.untilKept(text, 0, '');
    const channel = new BroadcastChannel('commentariat drafts');
    const [key] = (await page.keptKeys('draft ')) as [string];
    const heard = new BroadcastChannel('commentariat drafts');
    const last = new Promise((resolve) => (heard.onmessage = ({ data }) => data === 'last' && resolve(0)));
    for (const said of [null, 7, 'x', [], {}, { key }, { key, text: 7 }, { key, text: null }, 'last'])
      channel.postMessage(said);
    await last;
    channel.close();
    heard.close();
  }, 'Half a thought');
  assert.equal((await opened.evaluate(() => page.shown())).text, 'Half a thought');
  await isQuiet(opened);
  await context.close();
});

const COMMENT = {
  id: 'b',
  kind: 'comment',
  state: 'published',
  author: { name: 'Bea' },
  body: { kind: 'text', value: 'Answered.' },
} as const;

for (const [how, leave] of [
  ['is hidden', 'document.dispatchEvent(new Event("visibilitychange"))'],
  ['is left', 'dispatchEvent(new PageTransitionEvent("pagehide"))'],
  ['loses its form', 'document.querySelector("comment-thread").remove()'],
] as const) {
  test(`an answer is kept at once when the page ${how}, and opens the form under its comment again`, async () => {
    site.store.add({ id: 'answers', comments: [COMMENT] });
    const context = await contextWith();
    const opened = await open(context, '?thread=answers');
    await opened.getByRole('button', { name: 'Reply to Bea' }).click();
    await opened.evaluate(async () => page.until(async () => (await page.form()).parent !== undefined));
    // The database is too slow for it.
    await opened.evaluate(`
      Object.defineProperty(document, 'hidden', { get: () => true });
      IDBDatabase.prototype.transaction = () => { throw new DOMException('Too late.', 'InvalidStateError'); };
      (async () => {
        const form = await page.form();
        form.value = 'But Bea';
        await form.updateComplete;
        ${leave};
      })()`);
    await opened.close();
    const next = await open(context, '?thread=answers');
    await untilShown(next, 'But Bea');
    assert.equal(await next.evaluate(async () => (await page.form()).parent?.id), 'b');
    assert.deepEqual(await next.evaluate(() => Object.keys(localStorage)), []);
    await context.close();
  });
}

test('an answer to a comment that was deleted meanwhile stands in the form of the thread', async () => {
  const first = { ...COMMENT, id: 'a' };
  site.store.add({ id: 'deleted', comments: [first, COMMENT] });
  const context = await contextWith();
  const opened = await open(context, '?thread=deleted');
  await opened.getByRole('button', { name: 'Reply to Bea' }).last().click();
  await write(opened, 'But Bea');
  await opened.evaluate((text) => page.untilKept(text, 0, ''), 'But Bea');
  site.store.add({ id: 'deleted', comments: [first, { ...COMMENT, state: 'deleted' }] });
  await submit(opened);
  await opened.locator('[part=error]', { hasText: 'no longer exists' }).first().waitFor();
  assert.equal((await opened.evaluate(() => page.shown())).text, 'But Bea');
  await opened.reload();
  await untilShown(opened, 'But Bea');
  assert.equal(await opened.evaluate(async () => (await page.form()).parent), undefined);
  await opened.evaluate(() => page.sign());
  await submit(opened);
  await contents(opened, 'But Bea').waitFor();
  await context.close();
});

test('a text of 60,000 characters survives a page that is left, and is posted as it is', async () => {
  site.store.add({ id: 'post' });
  const context = await contextWith();
  const opened = await open(context);
  const long = 'Ein Wort 👩‍👩‍👧 и ещё.\n'.repeat(2_609).slice(0, 60_000).trim();
  await write(opened, long);
  await opened.reload();
  await untilShown(opened, long);
  await opened.evaluate(() => page.sign());
  await submit(opened);
  await opened.evaluate(() => page.until(async () => (await page.form()).value === ''));
  assert.ok((await site.texts()).includes(long));
  await isQuiet(opened);
  await context.close();
});
