import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { LOOKS, openLook, SCHEMES, THEMES, turnTo } from '../../demo/themes.js';
import { assertNoSidewaysScroll } from './accessibility.js';
import { setStage } from './stage.js';
import { assertFaultless, visit } from './visits.js';

/** What shows that a state of the specimen is there. */
const SHOWN: Readonly<Record<string, string>> = {
  ready: 'textarea',
  member: '[part=log-out]',
  accounts: '[part=provider-button]',
  login: '[part=login]',
  pending: '[part~=comment-pending]',
  mistakes: '[part=field-error]',
  posted: 'text=I was on it.',
  more: '[part~=load-more]',
  loading: '[part=skeleton]',
  empty: '[part=empty]',
  closed: 'text=Comments are closed.',
  error: '[part~=retry]',
};

/** What WCAG 2.2 asks of texts (1.4.3) and of what can be operated (1.4.11). */
const LEAST = { text: 4.5, control: 3 } as const;

interface Contrast {
  readonly kind: keyof typeof LEAST;
  readonly part: string;
  readonly ratio: number;
}

const stage = await setStage();

/** Measured by the playground's own meter, in the page. */
function contrastsOf(page: Page): Promise<Contrast[]> {
  return page.evaluate(async () => {
    const path = '/contrast.js';
    return ((await import(path)) as { contrastsIn: (root: Document) => Contrast[] }).contrastsIn(document);
  });
}

/** The specimen in a theme, as it is first shown. */
async function openTheme(theme: string) {
  const reader = await visit(stage.browser, `${stage.demo.origin}/icon.svg`);
  await openLook(reader.page, stage.demo.origin, { theme, scheme: 'light', width: 1200, lang: 'en', dir: 'ltr' });
  return reader;
}

async function show(page: Page, state: string): Promise<void> {
  await page.evaluate(async (name) => {
    const path = '/specimen.js';
    const { showState } = (await import(path)) as {
      showState: (thread: Element | null, state: string) => Promise<void>;
    };
    await showState(document.querySelector('comment-thread'), name);
  }, state);
  await page
    .locator('comment-thread')
    .locator(SHOWN[state] ?? '')
    .first()
    .waitFor({ state: 'attached' });
}

test('every state of the specimen is looked at', async () => {
  const reader = await openTheme('default');
  const states = await reader.page.evaluate(async () => {
    const path = '/specimen.js';
    return Object.keys(((await import(path)) as { STATES: object }).STATES);
  });
  assert.deepEqual(states.sort(), Object.keys(SHOWN).sort());
  await reader.close();
});

for (const theme of ['none', ...THEMES]) {
  test(`${theme}: texts and controls stand out in every state, light and dark`, async (context) => {
    const reader = await openTheme(theme);
    const { page } = reader;
    const least = { text: Infinity, control: Infinity };
    for (const state of Object.keys(SHOWN)) {
      await show(page, state);
      for (const scheme of SCHEMES) {
        await turnTo(page, { scheme });
        const found = await contrastsOf(page);
        for (const kind of ['text', 'control'] as const) {
          const ratios = found.filter((each) => each.kind === kind);
          const [worst] = ratios;
          if (worst) least[kind] = Math.min(least[kind], worst.ratio);
          const weak = ratios.filter(({ ratio }) => ratio < LEAST[kind]);
          assert.deepEqual(weak, [], `${state}, ${scheme}`);
        }
        assert.ok(found.length > (state === 'loading' ? 5 : 8), `${state}: only ${found.length} were found`);
      }
    }
    context.diagnostic(`least contrast: text ${least.text.toFixed(2)}, controls ${least.control.toFixed(2)}`);
    assertFaultless(reader);
    await reader.close();
  });

  test(`${theme}: nothing is wider than the window, in 320, 768 and 1200 px, either direction, light and dark`, async () => {
    const reader = await openTheme(theme);
    for (const look of LOOKS.filter((each) => each.theme === (theme === 'none' ? 'default' : theme))) {
      await turnTo(reader.page, look);
      await assertNoSidewaysScroll(reader.page);
    }
    await reader.close();
  });
}

test('there are 72 looks', () => {
  assert.equal(LOOKS.length, 72);
});

/** Runs in the page: what is computed for every node outside of the elements, or inside of their roots. */
function stylesOf(inside: boolean): string[] {
  const hosts = [...document.querySelectorAll('article-view, comment-thread')];
  const roots: ParentNode[] = inside ? hosts.flatMap(({ shadowRoot }) => shadowRoot ?? []) : [document];
  const lines: string[] = [];
  for (const root of roots) {
    for (const node of root.querySelectorAll('*')) {
      if (inside && node.shadowRoot) roots.push(node.shadowRoot);
      for (const pseudo of ['', '::before', '::after']) {
        const style = getComputedStyle(node, pseudo);
        const values = [...style]
          .filter((name) => !name.startsWith('--'))
          .map((name) => `${name}:${style.getPropertyValue(name)}`);
        lines.push(`${node.localName} ${node.className}${pseudo} ${values.join('; ')}`);
      }
    }
  }
  return lines;
}

test('default.css gives what no theme gives', async () => {
  const plain = await openTheme('none');
  const themed = await openTheme('default');
  for (const { page } of [plain, themed])
    await page.evaluate(() =>
      document.documentElement.style.setProperty('--commentariat-accent', 'light-dark(#0b57d0, #a8c7fa)'),
    );
  for (const scheme of SCHEMES) {
    for (const { page } of [plain, themed]) await turnTo(page, { scheme });
    const [before, after] = [await plain.page.evaluate(stylesOf, true), await themed.page.evaluate(stylesOf, true)];
    assert.ok(before.length > 300);
    after.forEach((line, index) => assert.equal(line, before[index]));
  }
  await plain.close();
  await themed.close();
});

test('a theme changes the elements, and nothing of the page around them', async () => {
  const reader = await openTheme('none');
  const { page } = reader;
  await page.setViewportSize({ width: 1200, height: 900 });
  const around = () =>
    page
      .evaluate(stylesOf, false)
      .then((lines) => lines.filter((line) => !/^(article-view|comment-thread|main|html|body|link|head)\b/.test(line)));
  const before = await around();
  const inner = await page.evaluate(stylesOf, true);
  for (const theme of THEMES.filter((each) => each !== 'default')) {
    await turnTo(page, { theme });
    assert.deepEqual(await around(), before, theme);
    assert.notDeepEqual(await page.evaluate(stylesOf, true), inner, theme);
  }
  await reader.close();
});

for (const theme of THEMES.filter((each) => each !== 'default')) {
  test(`${theme}: follows the page's color-scheme at run time, and that of a section`, async () => {
    const reader = await openTheme(theme);
    const surface = () =>
      reader.page.evaluate(() => {
        const base = document.querySelector('comment-thread')?.shadowRoot?.querySelector('[part=base]');
        return base ? getComputedStyle(base).backgroundColor : '';
      });
    const light = await surface();
    await turnTo(reader.page, { scheme: 'dark' });
    assert.notEqual(await surface(), light);
    await reader.page.locator('main').evaluate((main) => main.style.setProperty('color-scheme', 'light'));
    assert.equal(await surface(), light);
    await reader.close();
  });
}

test('the page decides: its own rules for an element win over a theme, without !important', async () => {
  const reader = await openTheme('cards');
  await reader.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'comment-thread { --commentariat-text: rgb(1, 2, 3) } comment-thread::part(comment-root) { border-radius: 7px }',
    );
    document.adoptedStyleSheets.push(sheet);
  });
  const root = reader.page.locator('comment-thread [part~=comment-root]').first();
  assert.equal(await root.evaluate((node) => getComputedStyle(node).borderRadius), '7px');
  assert.equal(await root.evaluate((node) => getComputedStyle(node).color), 'rgb(1, 2, 3)');
  await reader.close();
});

test('in forced colours every field, button, badge and avatar has a border', async () => {
  for (const theme of ['none', ...THEMES]) {
    const reader = await openTheme(theme);
    await reader.page.emulateMedia({ forcedColors: 'active' });
    const parts = 'textarea, input:not([type=checkbox]), [part~=submit], [part~=sort]';
    const widths = await reader.page
      .locator('comment-thread')
      .locator(parts)
      .evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).borderTopWidth));
    assert.ok(widths.length >= 6, theme);
    assert.ok(
      widths.every((width) => parseFloat(width) >= 1),
      `${theme}: ${widths.join()}`,
    );
    await reader.close();
  }
});
