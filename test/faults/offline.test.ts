import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { openSite } from './site.js';
import type { PageHand } from './site-page.js';

declare const page: PageHand;

const site = await openSite();
const browser = await setBrowser();

async function open(context: BrowserContext, query = ''): Promise<Page> {
  const opened = await context.newPage();
  await opened.goto(`${site.origin}/page${query}`);
  return opened;
}

async function write(opened: Page, text: string): Promise<void> {
  await opened.evaluate((value) => page.type(value), text);
  await opened.evaluate(async () => void (await page.form()).submit());
}

const contents = (opened: Page, text: string) => opened.locator('[part=content]', { hasText: text });

test('written offline, the tab closed, and online in a new tab: posted once, shown once', async () => {
  const context = await browser.newContext();
  const first = await open(context);
  await first.evaluate(() => page.form());
  await context.setOffline(true);
  await write(first, 'Written in a tunnel');
  await first.getByText('Waiting for the network.').first().waitFor();
  await first.close();
  await context.setOffline(false);
  const second = await open(context);
  await contents(second, 'Written in a tunnel').waitFor();
  const shown = await contents(second, 'Written in a tunnel').count();
  const stored = (await site.texts()).filter((text) => text === 'Written in a tunnel').length;
  await second.reload();
  await contents(second, 'Written in a tunnel').waitFor();
  console.log(
    `\nWritten offline, closed, opened again online: posted ${stored}×, shown ${shown}×, after a reload ${await contents(second, 'Written in a tunnel').count()}×\n`,
  );
  assert.deepEqual([stored, shown, await contents(second, 'Written in a tunnel').count()], [1, 1, 1]);
  assert.deepEqual(await second.evaluate(() => page.shown()), { text: '', notes: '' });
  await context.close();
});

test('three tabs that come online together post what waits once', async () => {
  const context = await browser.newContext();
  const tabs = [await open(context), await open(context), await open(context)];
  const [first] = tabs;
  assert.ok(first);
  await context.setOffline(true);
  await write(first, 'Three tabs');
  await first.getByText('Waiting for the network.').first().waitFor();
  const before = site.asked.length;
  await context.setOffline(false);
  await contents(first, 'Three tabs').waitFor();
  assert.equal((await site.texts()).filter((text) => text === 'Three tabs').length, 1);
  assert.equal(site.asked.length - before, 1);
  await context.close();
});

test('several comments that wait go out in their order, each once, and are shown once', async () => {
  const context = await browser.newContext();
  const opened = await open(context);
  const texts = ['One of three', 'Two of three', 'Three of three'];
  await opened.evaluate(() => page.form());
  await context.setOffline(true);
  for (const [index, text] of texts.entries()) {
    await write(opened, text);
    await opened.locator('[part=unsent]').nth(index).waitFor();
  }
  const before = site.asked.length;
  await context.setOffline(false);
  for (const text of texts) await contents(opened, text).waitFor();
  assert.deepEqual(
    site.asked.slice(before).map(({ text }) => text),
    texts,
  );
  assert.deepEqual((await site.texts()).slice(-3), texts);
  await opened.reload();
  for (const text of texts) {
    await contents(opened, text).waitFor();
    assert.equal(await contents(opened, text).count(), 1);
  }
  assert.deepEqual(await opened.evaluate(() => page.shown()), { text: '', notes: '' });
  await context.close();
});

test('a tab that is closed while the answer is lost: the next visit asks with the same key', async () => {
  const context = await browser.newContext();
  site.mood = 'lost';
  const first = await open(context);
  const before = site.asked.length;
  await write(first, 'Closed meanwhile');
  while (site.asked.length === before) await first.waitForTimeout(5);
  await first.close();
  site.mood = 'well';
  const second = await open(context);
  await contents(second, 'Closed meanwhile').waitFor();
  const keys = new Set(site.asked.slice(before).map(({ key }) => key));
  assert.equal(keys.size, 1);
  assert.equal((await site.texts()).filter((text) => text === 'Closed meanwhile').length, 1);
  await context.close();
});

test('a thread that was read before is read offline, answered there, and new again with the network', async () => {
  const context = await browser.newContext();
  const first = await open(context, '?worker=1');
  await contents(first, 'The first.').waitFor();
  await first.evaluate(async () => {
    await navigator.serviceWorker.ready;
    await page.until(async () => (await page.keptTexts()).some((kept) => kept.includes('"The first."')));
  });
  await first.close();
  await context.setOffline(true);
  const second = await open(context);
  await contents(second, 'The first.').waitFor();
  // A page that opens without a network is not told so by Playwright.
  const protocol = await context.newCDPSession(second);
  const network = (offline: boolean) =>
    protocol.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await network(true);
  await second.locator('[part=age]', { hasText: 'Last loaded just now. There may be newer comments.' }).waitFor();
  assert.ok(await second.getByText('The comment server could not be reached.').first().isVisible());
  await write(second, 'Read and answered offline');
  await second.getByText('Waiting for the network.').first().waitFor();
  await site.store.reply({ key: 'post' }, { key: 'k', text: 'From elsewhere', guest: { name: 'Eve' } });
  await context.setOffline(false);
  await network(false);
  await contents(second, 'Read and answered offline').waitFor();
  await contents(second, 'From elsewhere').waitFor();
  assert.equal(await second.locator('[part=age]').count(), 0);
  assert.equal((await site.texts()).filter((text) => text === 'Read and answered offline').length, 1);
  assert.deepEqual(await second.evaluate(() => page.uncaught), []);
  await context.close();
});
