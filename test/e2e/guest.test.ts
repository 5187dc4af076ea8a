import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { makeStore, SERVER_URL } from '../server/store.js';
import { startDemo, type Demo } from '../support/demo.js';
import { heldAs, moderate, storedAs, storedIn } from './protocol.js';
import { setStage } from './stage.js';
import { commentById, formIn, post, shownIn, type as typeIn } from './threads.js';
import { assertFaultless, focusedText, settle, visit } from './visits.js';

const THREAD = '/2012/01/valley-railway/';
const TITLE = 'Valley Railway Compact Narrows Velmar’s Choices';
/** Mira Tolan's answer to the first comment. */
const ANSWER = '2042';

const stage = await setStage();

function headingOf(page: Page, count: number): Promise<void> {
  return page.getByRole('heading', { name: `${count} responses to “${TITLE}”`, exact: true }).waitFor();
}

/** Both comments are on the page, once and in place: one as the last at top level, the other under Mira Tolan's answer. */
async function assertInPlace(page: Page, comment: string, reply: string): Promise<void> {
  await settle(page);
  const shown = await shownIn(page.locator('comment-thread'));
  const placeOf = (text: string) =>
    shown
      .filter(({ paragraphs }) => paragraphs.includes(text))
      .map(({ name, number, under }) => ({ name, number, under }));
  assert.deepEqual(placeOf(comment), [{ name: 'Ilse Marek', number: '7', under: undefined }]);
  assert.deepEqual(placeOf(reply), [{ name: 'Ilse Marek', number: undefined, under: ANSWER }]);
  assert.equal(shown.filter(({ under }) => under === undefined).at(-1)?.paragraphs[0], comment);
  await headingOf(page, 10);
}

/** A guest comments and replies to a reply; both outlive the page and the server. */
async function writeAndRestart(site: Demo): Promise<void> {
  const comment = 'Does the evening train still wait for the milk?';
  const reply = 'Then the branch is a loophole.';
  const guest = await visit(stage.browser, `${site.origin}/index.html`);
  const { page } = guest;
  await settle(page);
  await headingOf(page, 8);
  await post(formIn(page), { text: comment, name: 'Ilse Marek' });
  await headingOf(page, 9);
  assert.match(await focusedText(page), /^Ilse Marek You just now/);

  await commentById(page, ANSWER).getByRole('button', { name: 'Reply to Mira Tolan' }).click();
  await page.getByRole('heading', { name: 'Leave a Reply to Mira Tolan' }).waitFor();
  await post(formIn(page), { text: reply });
  await headingOf(page, 10);
  await assertInPlace(page, comment, reply);
  await page.reload();
  await assertInPlace(page, comment, reply);

  await site.stop();
  await site.start();
  await page.reload();
  await assertInPlace(page, comment, reply);
  const stored = await storedIn(`${site.origin}/api`, THREAD);
  assert.equal(stored.filter(({ body }) => body?.value === comment).length, 1);
  assert.deepEqual(
    stored.filter(({ body }) => body?.value === reply).map(({ parentId }) => parentId),
    [ANSWER],
  );
  assertFaultless(guest);
  await guest.close();
}

test('a comment and a reply to a reply are still in place after the server was stopped and started', () =>
  writeAndRestart(stage.demo));

test(
  'the same on a PostgreSQL server',
  { skip: !SERVER_URL && 'TEST_DATABASE_URL is not set' },
  async (t: TestContext) => {
    const store = await makeStore();
    t.after(() => store.remove());
    const site = await startDemo(store.env);
    t.after(() => site.remove());
    await writeAndRestart(site);
  },
);

for (const [way, sendTwice] of Object.entries({
  'a double click': (page: Page) => formIn(page).getByRole('button', { name: 'Post Comment' }).dblclick(),
  'Ctrl+Enter twice': async (page: Page) => {
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
  },
})) {
  test(`${way} stores one comment and complains about nothing`, async () => {
    const text = `Sent by ${way}.`;
    const guest = await visit(stage.browser, `${stage.demo.origin}/states.html?state=deep`);
    const { page } = guest;
    await settle(page);
    await typeIn(formIn(page), { name: 'Ilse Marek', text });
    await sendTwice(page);
    await page.locator('[part=content]', { hasText: text }).waitFor();
    assert.equal(await page.locator('[part=content]', { hasText: text }).count(), 1);
    assert.deepEqual(await formIn(page).locator('[part=error]').allInnerTexts(), []);
    assert.equal((await storedAs(stage.demo.base, '/states/deep/', text)).length, 1);
    assertFaultless(guest);
    await guest.close();
  });
}

test('a comment with three links waits for approval, and nobody else sees it before', async () => {
  const text = 'Timetables: https://a.example, https://b.example and https://c.example.';
  const address = `${stage.demo.origin}/states.html?state=edited`;
  const heading = (page: Page, count: number) =>
    page.getByRole('heading', { name: `${count} responses to “How Tall Is the Arken Portal?”` }).waitFor();
  const guest = await visit(stage.browser, address);
  await settle(guest.page);
  await heading(guest.page, 2);
  await post(formIn(guest.page), { text, name: 'Ilse Marek', email: 'ilse@example.com' });
  await guest.page.getByText('Your comment is awaiting moderation.').waitFor();
  await guest.page.getByText(text).waitFor();
  await heading(guest.page, 2);

  const other = await visit(stage.browser, address);
  await settle(other.page);
  await heading(other.page, 2);
  assert.equal(await other.page.getByText(text).count(), 0);
  assert.equal(await other.page.getByText('awaiting moderation').count(), 0);

  await moderate(stage.demo.base, await heldAs(stage.demo.base, text), 'approve');
  await other.page.reload();
  await settle(other.page);
  await heading(other.page, 3);
  await other.page.getByText(text).waitFor();
  assertFaultless(guest);
  assertFaultless(other);
  await guest.close();
  await other.close();
});
