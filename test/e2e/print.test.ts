import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { setStage } from './stage.js';
import { settle, visit } from './visits.js';

const stage = await setStage();

async function openPrinted(path: string, prepare: (page: Page) => Promise<void> = async () => {}) {
  const reader = await visit(stage.browser, `${stage.demo.origin}/${path}`, { reducedMotion: 'reduce' });
  await settle(reader.page);
  await prepare(reader.page);
  await reader.page.emulateMedia({ media: 'print' });
  return reader;
}

test('on paper nothing can be pressed: no buttons, no order, no form', async () => {
  const reader = await openPrinted('specimen.html', async (page) => {
    // As a reader who has pointed at it.
    await page.locator('comment-thread [part~=reply-button]').first().hover();
  });
  const controls = reader.page.locator('comment-thread, article-view').locator('button, select, input, textarea, form');
  assert.ok((await controls.count()) > 10);
  for (const control of await controls.all()) assert.equal(await control.isVisible(), false);
  await reader.close();
});

test('on paper links show where they lead', async () => {
  const reader = await openPrinted('specimen.html');
  const links = reader.page.locator('[part=content] a[href], [part=cite] a[href]');
  const drawn = await links.evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node, '::after').content));
  assert.equal(drawn.length, 3);
  for (const content of drawn) assert.match(content, /^" \(" attr\(href\) "\)"$|^" \(https:\/\/[^"]+\)"$|https:/);
  await reader.close();
});

test('on paper everything that was loaded is there, what is collapsed too', async () => {
  const reader = await openPrinted('specimen.html', async (page) => {
    await page.getByRole('button', { name: /^Hide comment by Oskar/ }).click();
    await page.locator('comment-thread [aria-expanded=false]').waitFor();
  });
  const hidden = reader.page.locator('comment-thread').getByText('There is one exception', { exact: false });
  assert.ok(await hidden.evaluate((node) => node.checkVisibility({ contentVisibilityAuto: true })));
  assert.ok(await hidden.evaluate((node) => node.getBoundingClientRect().height > 0));
  const pdf = await reader.page.pdf();
  assert.ok(pdf.length > 10_000);
  await reader.close();
});
