import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { setStage } from './stage.js';
import { commentById } from './threads.js';
import { assertFaultless, focusedText, settle, untilSettled, visit, visitIn } from './visits.js';

/** The last comment of the page, far below the window when the page opens. */
const LAST = '2089';
/** The reply under the first comment. */
const REPLY = '2042';

const stage = await setStage();
const address = (id: string) => `${stage.demo.origin}/index.html#comment-${id}`;

/** Once the whole page has come, the comment is marked, has the focus, and begins in the upper half of the window. */
async function assertAt(page: Page, id: string, name: string): Promise<void> {
  await untilSettled(page.locator('article-view'));
  await untilSettled(page.locator('comment-thread'));
  await page.locator(`[part~=comment-target][data-id="${id}"]`).waitFor();
  await page.waitForFunction(
    (article) => {
      const root = article?.getRootNode() as ShadowRoot | undefined;
      const { top = -1 } = article?.getBoundingClientRect() ?? {};
      return top >= 0 && top < innerHeight / 2 && article?.contains(root?.activeElement ?? null);
    },
    await commentById(page, id).elementHandle(),
  );
  assert.equal(await page.locator('[part~=comment-target]').count(), 1);
  assert.ok((await focusedText(page)).startsWith(name), `the focus is at ${name}`);
}

test('an address with a comment in it scrolls to, focuses and marks the comment', async () => {
  const reader = await visit(stage.browser, address(LAST));
  await assertAt(reader.page, LAST, 'Лейла Анвар');
  assertFaultless(reader);
  await reader.close();
});

for (const anchoring of ['auto', 'none']) {
  test(`an article that comes later does not push the comment out of sight (overflow-anchor: ${anchoring})`, async () => {
    const context = await stage.browser.newContext();
    // Safari anchors nothing that is in view; Chromium does not either where the page says so.
    await context.addInitScript((value) => {
      addEventListener('DOMContentLoaded', () => {
        for (const { style } of [document.documentElement, document.body]) style.setProperty('overflow-anchor', value);
      });
    }, anchoring);
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await context.route('**/api/post?*', async (route) => {
      await released;
      await route.continue();
    });
    const reader = await visitIn(context, address(LAST));
    await reader.page.locator('[part~=comment-target]').waitFor();
    release();
    await assertAt(reader.page, LAST, 'Лейла Анвар');
    assertFaultless(reader);
    await context.close();
  });
}

test('who has been brought elsewhere meanwhile, as by a search, stays there when the page grows', async () => {
  const reader = await visit(stage.browser, address(LAST));
  const { page } = reader;
  await assertAt(page, LAST, 'Лейла Анвар');
  const frames = () =>
    page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await frames();
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await frames();
  await page.evaluate(() => {
    document.body.append(document.createElement('div'));
    Object.assign((document.body.lastElementChild as HTMLElement).style, { blockSize: '500px' });
  });
  await frames();
  assert.equal(await page.evaluate(() => scrollY), 0);
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
