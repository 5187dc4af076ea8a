import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/demo.js';
import { setStage } from './stage.js';
import { formIn, type as typeIn } from './threads.js';
import { assertFaultless, assertNoScriptFaults, settle, visit } from './visits.js';

const stage = await setStage();

test('every page is in the navigation of every other, which says where one is', async () => {
  const pages = readdirSync(join(ROOT, 'demo')).filter((file) => file.endsWith('.html') && file !== 'specimen.html');
  const reader = await visit(stage.browser, `${stage.demo.origin}/index.html`);
  for (const path of pages) {
    await reader.page.goto(`${stage.demo.origin}/${path}`);
    const links = reader.page.getByRole('navigation', { name: 'Site' }).getByRole('link');
    const names = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.deepEqual(names.sort(), [...pages].sort(), path);
    assert.equal(await reader.page.locator('nav a[aria-current=page]').getAttribute('href'), path);
  }
  await reader.close();
});

test('a theme can be chosen on any page, and linked', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/json.html?theme=classic`);
  const { page } = reader;
  await settle(page);
  const font = () =>
    page
      .locator('comment-thread [part=content]')
      .first()
      .evaluate((node) => getComputedStyle(node).fontFamily);
  await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.endsWith('/classic.css')));
  assert.match(await font(), /^Georgia/);
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('none');
  assert.doesNotMatch(await font(), /^Georgia/);
  assertFaultless(reader);
  await reader.close();
});

test('a big thread shows what it takes, and goes to a number', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/big.html?count=10000&depth=6`);
  const { page } = reader;
  await page
    .locator('.figures', { hasText: 'all drawn after' })
    .getByText('10,000', { exact: true })
    .waitFor({ timeout: 60_000 });
  await page.getByRole('spinbutton', { name: 'Go to number' }).fill('7777');
  await page.getByRole('button', { name: 'Go' }).click();
  const target = page.locator('comment-thread li[part~=comment-target] > article [part=content]');
  await target.getByText('Sleeper 7777 is of', { exact: false }).waitFor();
  assert.ok(await target.evaluate((node) => node.getBoundingClientRect().top < innerHeight));
  assertFaultless(reader);
  await reader.close();
});

test('over a slow line a thread comes late, and over a line that is down not at all, until it is up again', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/slow.html?ms=1000&every=1`);
  const { page } = reader;
  const thread = page.locator('comment-thread');
  await thread.locator('[part=skeleton]').waitFor({ state: 'attached' });
  await thread.locator('[part~=retry]').waitFor();
  await page.getByRole('combobox', { name: 'Failures' }).selectOption('0');
  await page.getByRole('combobox', { name: 'Every answer takes' }).selectOption('0');
  await thread.getByText('2 responses').waitFor();
  await settle(page);
  await typeIn(formIn(thread), { text: 'Over the river.', name: 'Ilse', email: 'ilse@example.com' });
  await formIn(thread).getByRole('button', { name: 'Post Comment' }).click();
  await thread.locator('[part=content]', { hasText: 'Over the river.' }).waitFor();
  assert.match(page.url(), /ms=0&every=0$/);
  assertNoScriptFaults(reader);
  await reader.close();
});

test('without scripts the comments and the form of the page are there, and with them ours', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/noscript.html`);
  const { page } = reader;
  await settle(page);
  await page.getByRole('heading', { name: /^3 responses/ }).waitFor();
  await page.getByRole('link', { name: 'Without scripts' }).click();
  await page.getByRole('heading', { name: '3 comments' }).waitFor();
  await page.getByText('No script runs on this page now').waitFor();
  assert.equal(await page.locator('script').count(), 0);
  await page.getByRole('textbox', { name: 'Comment' }).fill('Warm.');
  await page.getByRole('textbox', { name: 'Name' }).fill('Mira');
  await page.getByRole('button', { name: 'Post Comment' }).click();
  await page.waitForURL(/comment=Warm/);
  assertFaultless(reader);
  await reader.close();
});
