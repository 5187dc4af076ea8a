import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ROOT } from '../support/demo.js';
import { assertAccessible, assertNoSidewaysScroll } from './accessibility.js';
import { setStage } from './stage.js';
import { assertFaultless, NARROW, visit } from './visits.js';

const stage = await setStage();
const TOKENS = JSON.parse(readFileSync(join(ROOT, 'src/elements/tokens.json'), 'utf8')) as readonly {
  readonly name: string;
  readonly tier: number;
}[];

async function open(query = '') {
  const reader = await visit(stage.browser, `${stage.demo.origin}/playground.html${query}`, {
    viewport: { width: 1400, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await reader.page.locator('.verdict', { hasText: /stand out|too weak/ }).waitFor();
  return reader;
}

/** What is computed for a part of the first thread of a page. */
function styleOf(page: Page, part: string, property: string): Promise<string> {
  return page
    .locator(`comment-thread [part~="${part}"]`)
    .first()
    .evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
}

/** How a thread looks as a whole: what is computed for the parts that settings reach. */
async function looks(page: Page): Promise<Record<string, string>> {
  const wanted: Record<string, string> = {
    submit: 'background-color',
    'author-name': 'font-family',
    heading: 'color',
    avatar: 'inline-size',
    textarea: 'border-radius',
    base: 'background-color',
    time: 'color',
  };
  const entries = Object.entries(wanted).map(async ([part, property]) => [part, await styleOf(page, part, property)]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
}

test('every property has a control with a name, those that most pages need in sight', async () => {
  const { page, close } = await open();
  for (const { name, tier } of TOKENS) {
    const field = page.getByRole('textbox', {
      name: name.replace('--commentariat-', ''),
      exact: true,
      includeHidden: true,
    });
    assert.equal(await field.count(), 1, name);
    assert.equal(await field.isVisible(), tier === 1, name);
  }
  await close();
});

test('a setting changes the thread at once, by its field, a color or a slider, and is in the address', async () => {
  const reader = await open();
  const { page } = reader;
  await page.getByRole('textbox', { name: 'accent', exact: true }).fill('rgb(10, 90, 60)');
  assert.equal(await styleOf(page, 'submit', 'background-color'), 'rgb(10, 90, 60)');
  await page.getByLabel('text, pick a color', { exact: true }).fill('#102030');
  assert.equal(await styleOf(page, 'heading', 'color'), 'rgb(16, 32, 48)');
  const before = await styleOf(page, 'avatar', 'inline-size');
  await page.getByLabel('avatar-size, slide', { exact: true }).press('End');
  assert.notEqual(await styleOf(page, 'avatar', 'inline-size'), before);
  await page.getByLabel('font, choose a font', { exact: true }).selectOption('monospace');
  assert.match(await styleOf(page, 'content', 'font-family'), /monospace/);
  const { searchParams } = new URL(page.url());
  assert.equal(searchParams.get('accent'), 'rgb(10, 90, 60)');
  assert.equal(searchParams.get('text'), '#102030');
  assert.equal(searchParams.get('avatar-size'), '4em');
  const shown = await looks(page);
  await page.reload();
  await page.locator('.verdict', { hasText: /stand out|too weak/ }).waitFor();
  assert.deepEqual(await looks(page), shown);
  assert.equal(await page.locator('#token-accent').inputValue(), 'rgb(10, 90, 60)');
  assertFaultless(reader);
  await reader.close();
});

test('what the address holds stays the value of a property', async () => {
  const evil = encodeURIComponent('red; } body { display: none } x {');
  const reader = await open(`?accent=${evil}&text=url(/evil.png)&space=12&theme=../../evil&state=constructor`);
  const { page } = reader;
  assert.equal(await page.getByRole('textbox', { name: 'accent', exact: true }).inputValue(), '');
  assert.equal(await page.locator('.result code').innerText(), '/* Nothing is changed yet. */');
  await page.getByRole('textbox', { name: 'accent', exact: true }).fill('red; } body { display: none }');
  assert.equal(await page.getByRole('textbox', { name: 'accent', exact: true }).getAttribute('aria-invalid'), 'true');
  assert.ok(await page.locator('body').isVisible());
  assertFaultless(reader);
  await reader.close();
});

test('contrast is measured while one tries', async () => {
  const { page, close } = await open();
  const row = page.locator('.meter tr', { hasText: 'text on the background' });
  assert.match(await row.innerText(), /1\d\.\d\d/);
  await page.getByRole('textbox', { name: 'text', exact: true }).fill('#bbb');
  await page.locator('.verdict', { hasText: 'too weak' }).waitFor();
  assert.equal(await row.getAttribute('class'), 'fails');
  const [, ratio] = /([\d.]+)\s+4\.5/.exec(await row.innerText()) ?? [];
  // #bbbbbb on #fffdf9, by the formula of WCAG.
  assert.ok(Math.abs(Number(ratio) - 1.89) < 0.02, ratio);
  await close();
});

test('the CSS that is copied gives a blank page the same look', async () => {
  const reader = await open(
    '?accent=rgb(120,20,60)&surface=rgb(250,240,250)&text=rgb(30,10,30)&radius=9px&avatar-size=50px',
  );
  const { page } = reader;
  await page.getByRole('button', { name: 'Copy CSS' }).click();
  await page.getByText('Copied.').waitFor();
  const css = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal([...css.matchAll(/--commentariat-/g)].length, 5);
  const blank = await visit(stage.browser, `${stage.demo.origin}/specimen.html`, { reducedMotion: 'reduce' });
  await blank.page.locator('comment-thread textarea').waitFor();
  await blank.page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, css);
  assert.deepEqual(await looks(blank.page), await looks(page));
  await blank.close();
  await reader.close();
});

test('the inspector names the part under the pointer, with the focus, and chosen from the list', async () => {
  const { page, close } = await open();
  const named = page.locator('.named');
  await page.locator('comment-thread [part~=author-name]').first().hover();
  await named.getByText('::part(author-name)').waitFor();
  await named.getByText('Name of the writer.').waitFor();
  assert.ok(await page.locator('.frame-of-part').isVisible());
  await page.locator('comment-thread [part~=reply-button]').first().focus();
  await named.getByText('::part(reply-button)').waitFor();
  await page.getByRole('combobox', { name: 'Part' }).selectOption('textarea');
  await named.getByText('::part(textarea)').waitFor();
  await named.getByText('In <reply-form>.').waitFor();
  await close();
});

test('theme, color scheme, language, direction, width and state can be switched and linked', async () => {
  const reader = await open();
  const { page } = reader;
  const choose = (name: string, value: string) => page.getByRole('combobox', { name, exact: true }).selectOption(value);
  await choose('Theme', 'cards');
  await choose('Colors', 'dark');
  await choose('Language', 'ru');
  await choose('Direction', 'rtl');
  await choose('Width', '320');
  await choose('State', 'closed');
  const thread = page.locator('comment-thread');
  await thread.getByText('Комментарии закрыты', { exact: false }).waitFor();
  const check = async () => {
    const box = await page.locator('.stage').boundingBox();
    assert.equal(box?.width, 320);
    assert.equal(await styleOf(page, 'base', 'direction'), 'rtl');
    assert.equal(await styleOf(page, 'base', 'background-color'), 'rgb(18, 20, 26)');
  };
  await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.endsWith('/cards.css')));
  await check();
  assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), {
    theme: 'cards',
    scheme: 'dark',
    state: 'closed',
    width: '320',
    lang: 'ru',
    dir: 'rtl',
  });
  await page.reload();
  await thread.getByText('Комментарии закрыты', { exact: false }).waitFor();
  await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.endsWith('/cards.css')));
  await check();
  await page.getByRole('button', { name: 'Reset' }).click();
  await choose('State', 'error');
  await thread.locator('[part~=retry]').waitFor();
  await choose('State', 'loading');
  await thread.locator('[part=skeleton]').waitFor({ state: 'attached' });
  await choose('State', 'member');
  await thread.locator('[part=log-out]').waitFor();
  assertFaultless(reader);
  await reader.close();
});

test('the playground is accessible, open and closed, wide and narrow', async () => {
  const reader = await open('?accent=nonsense&state=mistakes');
  const { page } = reader;
  for (const summary of await page.locator('summary').all()) await summary.click();
  await assertAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertAccessible(page);
  await page.setViewportSize(NARROW);
  await assertNoSidewaysScroll(page);
  assertFaultless(reader);
  await reader.close();
});
