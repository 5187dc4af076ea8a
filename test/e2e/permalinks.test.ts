import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { setStage } from './stage.js';
import { commentById } from './threads.js';
import { assertFaultless, focusedText, settle, visit, visitIn } from './visits.js';

/** The last comment of the page, far below the window when the page opens. */
const LAST = '2089';
/** The reply under the first comment. */
const REPLY = '2042';

const stage = await setStage();
const address = (id: string) => `${stage.demo.origin}/index.html#comment-${id}`;

/** The comment is marked, has the focus, and stands in the window. */
async function assertAt(page: Page, id: string, name: string): Promise<void> {
  await page.locator(`[part~=comment-target][data-id="${id}"]`).waitFor();
  await page.waitForFunction(
    ([host, wanted]) => host?.shadowRoot?.activeElement?.closest('li')?.dataset['id'] === wanted,
    [await page.locator('comment-thread').elementHandle(), id] as const,
  );
  assert.equal(await page.locator('[part~=comment-target]').count(), 1);
  assert.ok((await focusedText(page)).startsWith(name), `the focus is at ${name}`);
  const box = await commentById(page, id).boundingBox();
  const { height = 0 } = page.viewportSize() ?? {};
  assert.ok(box && box.y >= 0 && box.y < height / 2, `the comment begins ${box?.y} px below the window's top`);
}

test('an address with a comment in it scrolls to, focuses and marks the comment', async () => {
  const reader = await visit(stage.browser, address(LAST));
  await assertAt(reader.page, LAST, 'Лейла Анвар');
  await settle(reader.page);
  assertFaultless(reader);
  await reader.close();
});

test('an address of a comment that is not here leaves the reader at the top', async () => {
  const reader = await visit(stage.browser, address('99999'));
  await settle(reader.page);
  assert.equal(await reader.page.locator('[part~=comment-target]').count(), 0);
  assert.equal(await reader.page.evaluate(() => scrollY), 0);
  assert.equal(await focusedText(reader.page), 'body');
  assertFaultless(reader);
  await reader.close();
});

test('dates and numbers lead to comments, and back and forward go through them', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/index.html`);
  const { page } = reader;
  await settle(page);
  await page.getByRole('link', { name: 'Comment 6' }).click();
  await assertAt(page, LAST, 'Лейла Анвар');
  assert.equal(page.url(), address(LAST));
  await commentById(page, REPLY).locator('[part=time]').click();
  await assertAt(page, REPLY, 'Mira Tolan');
  assert.equal(page.url(), address(REPLY));
  await page.goBack();
  await assertAt(page, LAST, 'Лейла Анвар');
  await page.goForward();
  await assertAt(page, REPLY, 'Mira Tolan');
  assertFaultless(reader);
  await reader.close();
});

test('a comment below a collapsed one is shown when its address is opened', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/index.html`);
  const { page } = reader;
  await settle(page);
  await page.getByRole('button', { name: 'Hide comment by Jonas and its reply' }).click();
  await commentById(page, REPLY).waitFor({ state: 'hidden' });
  await page.evaluate((id) => (location.hash = `#comment-${id}`), REPLY);
  await commentById(page, REPLY).waitFor();
  await assertAt(page, REPLY, 'Mira Tolan');
  assertFaultless(reader);
  await reader.close();
});

test('Copy link gives an address that leads another reader to the comment', async () => {
  const context = await stage.browser.newContext();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.demo.origin });
  const reader = await visitIn(context, `${stage.demo.origin}/index.html`);
  const { page } = reader;
  await settle(page);
  await commentById(page, LAST).getByRole('button', { name: 'Copy link to the comment by Лейла Анвар' }).click();
  await page.getByText('Link copied.').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, address(LAST));
  const other = await visit(stage.browser, copied);
  await assertAt(other.page, LAST, 'Лейла Анвар');
  assertFaultless(reader);
  assertFaultless(other);
  await other.close();
  await context.close();
});
