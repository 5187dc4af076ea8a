import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/demo.js';
import { assertAccessible, assertNoSidewaysScroll } from './accessibility.js';
import { setStage } from './stage.js';
import { assertFaultless, assertOwnOrigin, NARROW, settle, visit } from './visits.js';

const STATES = [...readFileSync(join(ROOT, 'demo/states.html'), 'utf8').matchAll(/class="state" id="(\w+)"/g)];
const PAGES = [
  'index.html',
  'json.html',
  'inline.html',
  'states.html',
  ...STATES.map(([, state]) => `states.html?state=${state}`),
  'languages.html',
  'languages.html?lang=ar&n=11',
  'hostile.html',
  'counts.html',
  'form.html',
  'classic.html',
  'specimen.html',
  'playground.html',
  'big.html?count=100',
  'slow.html?ms=0',
  'noscript.html',
];

const stage = await setStage();

for (const path of PAGES) {
  test(`${path}: no error, no foreign request, accessible in light and dark, no sideways scrolling`, async () => {
    const reader = await visit(stage.browser, `${stage.demo.origin}/${path}`, { colorScheme: 'light' });
    const { page } = reader;
    await settle(page);
    await assertAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await assertAccessible(page);
    await page.setViewportSize(NARROW);
    await assertNoSidewaysScroll(page);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    await page.reload();
    await settle(page);
    await assertNoSidewaysScroll(page);
    assertFaultless(reader);
    assertOwnOrigin(reader);
    await reader.close();
  });
}

test('the list of states is complete', () => {
  assert.equal(STATES.length, 11);
});

for (const [path, words] of Object.entries({
  'index.html': /The article and its discussion are fetched by a script/,
  'json.html': /The article and its discussion are fetched by a script/,
  'classic.html': /The article and its discussion are fetched by a script/,
  'inline.html': /The comments on this page are data for a script, and scripts are switched off/,
  'languages.html': /The texts on this page are put in by a script, and scripts are switched off/,
  'states.html': /The discussions are fetched by a script/,
  'hostile.html': /The discussions on this page are fetched by a script, and scripts are switched off/,
  'counts.html': /^12 comments$/,
  'form.html': /There is no comments server behind it/,
  'specimen.html': /The article and its discussion are made by a script/,
  'playground.html': /Everything on this page is made by a script/,
  'big.html': /The comments on this page are made by a script/,
  'slow.html': /The discussion on this page is fetched by a script/,
  'noscript.html': /No script runs on this page now, and nothing is missing/,
})) {
  test(`${path}: says what is missing where scripts are switched off`, async () => {
    const reader = await visit(stage.browser, `${stage.demo.origin}/${path}`, { javaScriptEnabled: false });
    await reader.page.getByText(words).waitFor();
    const link = reader.page.getByRole('link', { name: 'one JSON document' });
    if (await link.count()) {
      await link.click();
      assert.match(await reader.page.locator('body').innerText(), /"version"/);
    }
    assertFaultless(reader);
    await reader.close();
  });
}

test('dates keep their distance in the built package, whose templates are minified', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/states.html?state=edited`);
  await settle(reader.page);
  await reader.page.getByText('June 18, 2025 · edited June 19, 2025', { exact: true }).waitFor();
  await reader.page.goto(`${stage.demo.origin}/json.html`);
  await reader.page.getByText('Published March 9, 2012 · Updated March 10, 2012', { exact: true }).waitFor();
  await reader.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`form.html: the browser sends the form, with scripts ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const reader = await visit(stage.browser, `${stage.demo.origin}/form.html`, { javaScriptEnabled });
    const { page } = reader;
    if (javaScriptEnabled) await page.getByText('Required fields are marked').waitFor();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Warm stove, cold ink.');
    await page.getByRole('textbox', { name: 'Name' }).fill('Mira');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Post Comment' }).click();
    await page.waitForURL(/comment=/);
    assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), {
      author: 'Mira',
      email: '',
      comment: 'Warm stove, cold ink.',
      stamp: 'yes',
      comment_post_ID: '7',
      ...(javaScriptEnabled && { comment_parent: '0' }),
    });
    if (javaScriptEnabled) await page.getByRole('definition').getByText('Warm stove, cold ink.').waitFor();
    assertFaultless(reader);
    await reader.close();
  });
}

test('every counter of a page is answered by one request for each source', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/counts.html`);
  const { page, requests } = reader;
  const counters = page.locator('.notes comment-count');
  // The words in the tag are the same, so that only the part tells an answer from them.
  for (const index of [5, 6]) await counters.nth(index).locator('[part=count]').waitFor();
  const shown = await counters.evaluateAll((elements) =>
    elements.map((counter) => counter.shadowRoot?.querySelector('[part=count]')?.textContent),
  );
  assert.deepEqual(shown, [
    '12 comments',
    undefined,
    'No comments',
    '2 comments',
    '9 comments',
    '9 comments',
    '8 comments',
  ]);
  assert.equal(await counters.nth(1).innerText(), 'Discussion');
  const data = requests.filter((request) => /\/(api|content)\//.test(request)).map((request) => request.split('?')[0]);
  const { origin } = stage.demo;
  assert.deepEqual(data.sort(), [`GET ${origin}/api/counts`, `GET ${origin}/content/static.json`]);
  assertFaultless(reader);
  await reader.close();
});
