/** Journeys by keyboard through whole pages: every stop, forwards and backwards. */
import assert from 'node:assert/strict';
import { look, page } from './stage.js';
import { journey, type Reader } from './reader.js';

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz0123456789/?.,;-+*#'];

/** Every stop of a page until the last, by its place among all elements. */
async function walk(reader: Reader, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
  const stops: string[] = [];
  for (let count = 0; count < 150; count += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate(() => window.stage.focused === document.body)) break;
    stops.push(await reader.here());
  }
  reader.keys.push(`${key} through the whole page: ${stops.length} stops`);
  return stops;
}

for (const state of ['a thread with everything', 'a form with mistakes', 'ways to sign in', 'markup in comments']) {
  journey([15], state, `nothing traps the focus, and the way back is the way there: ${state}`, async (reader) => {
    const there = await walk(reader, 'Tab');
    const back = await walk(reader, 'Shift+Tab');
    assert.ok(there.length > 8, there.join('; '));
    assert.deepEqual(back.filter((stop) => stop !== 'heading A page').reverse(), there);
  });
}

for (const colors of ['light', 'dark', 'forced'] as const) {
  journey([14, 9, 25], 'a form with mistakes', `the focus can be seen wherever it is (${colors})`, async (reader) => {
    await look({ colors });
    await page.keyboard.press('Tab');
    // The looks of what is in use come with the first sign of a reader.
    await page.waitForFunction(() => getComputedStyle(window.stage.focused).outlineStyle === 'solid');
    const faint: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      await page.keyboard.press('Tab');
      const ring = await page.evaluate(() => {
        const { focused, ringOf } = window.stage;
        return focused === document.body ? undefined : ringOf(focused);
      });
      if (!ring) break;
      if (ring.style === 'none' || ring.width < 2 || ring.contrast < 3)
        faint.push(`${await reader.here()}: ${JSON.stringify(ring)}`);
    }
    await look({});
    reader.keys.push('Tab through the whole page');
    assert.deepEqual(faint, []);
  });
}

journey([14], 'twelve levels', 'a sticky header of the page hides no focus', async (reader) => {
  await page.evaluate(() => {
    const header = document.createElement('header');
    header.id = 'sticky';
    header.textContent = 'A blog';
    header.style.cssText = 'position: sticky; inset-block-start: 0; block-size: 3.5rem; background: Canvas; z-index: 1';
    document.body.prepend(header);
  });
  const hidden: string[] = [];
  for (const key of ['Tab', 'Shift+Tab'] as const) {
    for (let count = 0; count < 80; count += 1) {
      await page.keyboard.press(key);
      if (await page.evaluate(() => window.stage.focused === document.body)) break;
      if (await page.evaluate(() => window.stage.isCovered(window.stage.focused)))
        hidden.push(`${key}: ${await reader.here()}`);
    }
    reader.keys.push(`${key} through the whole page`);
  }
  await page.evaluate(() => document.getElementById('sticky')?.remove());
  assert.deepEqual(hidden, []);
});

journey(
  [13, 18],
  'an own comment',
  'no letter, number or sign does anything by itself, on any stop',
  async (reader) => {
    const before = await page.evaluate(() => window.stage.texts());
    for (let count = 0; count < 12; count += 1) {
      await page.keyboard.press('Tab');
      const here = await reader.here();
      if (/^(textbox|combobox)/.test(here)) continue;
      for (const key of ALPHABET) await page.keyboard.press(key);
      assert.equal(await reader.here(), here);
    }
    reader.keys.push('Tab, and all letters, numbers and signs on each stop');
    assert.deepEqual(await page.evaluate(() => window.stage.texts()), before);
    await reader.hearsNothing();
  },
);

journey([18], 'ways to sign in', 'to go through all controls and to type changes nothing else', async (reader) => {
  const url = page.url();
  const opened: unknown[] = [];
  page.on('popup', (popup) => opened.push(popup));
  const before = await reader.names('heading');
  await walk(reader, 'Tab');
  await reader.tabTo('textbox Comment', 'Shift+Tab');
  await reader.type('A text');
  assert.deepEqual([page.url(), opened, await reader.names('heading')], [url, [], before]);
  await reader.hearsNothing();
});
