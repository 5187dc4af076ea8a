/** What can be measured: sizes, distances, colours, movement. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openBrowser } from '../package/site.js';
import { check } from './criteria.js';
import { look, openStage, page, show, violations } from './stage.js';
import { checkEverywhere, names } from './survey.js';

const TALL = { width: 1000, height: 800 };

/** Runs in a window of another size, and takes it back. */
async function inWindow<T>(width: number, run: () => Promise<T>): Promise<T> {
  await page.setViewportSize({ width, height: 900 });
  try {
    return await run();
  } finally {
    await page.setViewportSize(TALL);
  }
}

check([1], 'axe-core is awake: it finds faint texts, small targets and names that lack their label', async () => {
  await show('a thread with everything');
  await page.evaluate(() => {
    const thread = document.querySelector<HTMLElement>('comment-thread');
    thread?.style.setProperty('--commentariat-text-muted', '#bbb');
    const [button, other] = window.stage.all('button[data-action=copy]');
    button?.setAttribute('aria-label', 'Something else');
    for (const target of window.stage.all('.actions button')) target.style.cssText = 'all: unset; font-size: 4px';
    other?.parentElement?.style.setProperty('gap', '0');
  });
  const rules = new Set((await violations()).map((line) => line.split(' ')[0]));
  for (const rule of ['color-contrast', 'label-content-name-mismatch', 'target-size']) assert.ok(rules.has(rule), rule);
});

for (const direction of ['ltr', 'rtl'] as const) {
  checkEverywhere(
    [10],
    `a window of 320 pixels cuts nothing off and scrolls one way, in every state (${direction})`,
    async () => {
      await look({ direction });
      const found = await inWindow(320, () => page.evaluate(() => window.stage.cutOff()));
      await look({});
      return found;
    },
  );
}

checkEverywhere([10], 'text of twice the size cuts nothing off, in every state', async () => {
  await page.evaluate(() => document.body.style.setProperty('font-size', '34px'));
  const found = await inWindow(640, () => page.evaluate(() => window.stage.cutOff()));
  await page.evaluate(() => document.body.style.removeProperty('font-size'));
  return found;
});

checkEverywhere([11], 'more space between letters, words and lines cuts nothing off, in every state', async () =>
  inWindow(400, () =>
    page.evaluate(() => {
      const takeBack = window.stage.space();
      const found = window.stage.cutOff();
      takeBack();
      return found;
    }),
  ),
);

for (const colors of ['light', 'dark'] as const) {
  check([9], `texts, borders and the focus ring stand out from the page (${colors})`, async () => {
    await look({ colors });
    for (const state of ['a thread with everything', 'a form with mistakes', 'ways to sign in', 'an article']) {
      await show(state);
      assert.deepEqual(await page.evaluate(() => window.stage.faintBorders()), [], state);
      assert.deepEqual(await page.evaluate(() => window.stage.faintTexts()), [], state);
    }
    await look({});
  });
}

checkEverywhere([16], 'buttons and fields measure 24 pixels at least, in every state', () =>
  page.evaluate(() => window.stage.tooSmall(24)),
);

check([16], 'buttons and fields measure 44 pixels for fingers, in every state', async () => {
  const phone = await openStage({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  assert.ok(await phone.evaluate(() => matchMedia('(pointer: coarse)').matches));
  const found: string[] = [];
  for (const state of names) {
    await show(state, phone);
    for (const what of await phone.evaluate(() => window.stage.tooSmall(44))) found.push(`${state}: ${what}`);
  }
  await phone.context().close();
  assert.deepEqual([...new Set(found)], []);
});

check(
  [24],
  'what is new does not move where the reader wants that, and moves where not, so that the check is awake',
  async () => {
    for (const [motion, expected] of [
      ['no-preference', ['fresh']],
      ['reduce', []],
    ] as const) {
      await look({ motion });
      await show('posted');
      assert.deepEqual(await page.evaluate(() => window.stage.moving()), expected);
    }
    await look({});
  },
);

check([24], 'a page that scrolls smoothly jumps to a comment where the reader wants that', async () => {
  await look({ motion: 'reduce' });
  await show('twelve levels');
  const tops = await page.evaluate(async () => {
    document.documentElement.style.setProperty('scroll-behavior', 'smooth');
    const [thread] = document.getElementsByTagName('comment-thread');
    await thread?.scrollToComment('12');
    const first = scrollY;
    await new Promise((resolve) => setTimeout(resolve, 300));
    document.documentElement.style.removeProperty('scroll-behavior');
    return [first, scrollY];
  });
  assert.ok((tops[0] ?? 0) > 0);
  assert.equal(tops[0], tops[1]);
  await look({});
});

check(
  [25],
  'in forced colors, buttons, fields, avatars, badges and shapes of loading comments have borders',
  async () => {
    await look({ colors: 'forced' });
    for (const [state, selector] of [
      ['a thread with everything', '.avatar, .badge, select, textarea, .button, .replies'],
      ['a form with mistakes', '.box, input:not([type=checkbox]), textarea, .button'],
      ['connecting to a provider', '.box'],
      ['loading', '.skeleton span'],
    ] as const) {
      await show(state);
      const bare = await page.evaluate((wanted) => {
        const { all, contrast, backgrounds } = window.stage;
        return all(wanted)
          .filter((element) => element.checkVisibility())
          .filter((element) => {
            const { borderInlineStartColor, borderInlineStartWidth, backgroundColor } = getComputedStyle(element);
            const below = backgrounds(element.parentElement ?? element);
            const isFilled = contrast(backgroundColor, ...below) >= 3;
            return (
              !isFilled && (parseFloat(borderInlineStartWidth) < 1 || contrast(borderInlineStartColor, ...below) < 3)
            );
          })
          .map(({ className, localName }) => `${localName} ${className}`);
      }, selector);
      assert.deepEqual(bare, [], state);
    }
    await look({});
  },
);

check(
  [25],
  'in forced colors, a pressed button, a field with a mistake and a linked comment differ from others',
  async () => {
    await look({ colors: 'forced' });
    const looksOf = (selector: string) =>
      page.evaluate(
        (wanted) =>
          window.stage.all(wanted).map((element) => {
            const { outlineStyle, outlineWidth, borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } =
              getComputedStyle(element);
            return [
              outlineStyle,
              outlineStyle === 'none' ? '' : outlineWidth,
              borderTopStyle,
              borderTopWidth,
              borderTopColor,
              backgroundColor,
            ].join(' ');
          }),
        selector,
      );
    for (const [state, one, other] of [
      ['as a guest', '[aria-pressed=true]', '[part~=provider-button]'],
      ['a form with one mistake', '[aria-invalid=true]', '[name=name]'],
      ['the comment of the address', '.target > article', '.item:not(.target) > article'],
    ] as const) {
      await show(state);
      const [marked, [plain]] = [await looksOf(one), await looksOf(other)];
      assert.ok(marked.length > 0 && plain, state);
      for (const looks of marked) assert.notEqual(looks, plain, state);
    }
    await look({});
  },
);

check([28], 'names of either direction leave dates, numbers and buttons at the end of their line', async () => {
  for (const direction of ['ltr', 'rtl'] as const) {
    await look({ direction });
    await show('names and texts of both directions');
    assert.deepEqual(await page.evaluate((isRight) => window.stage.misplaced(isRight), direction === 'rtl'), []);
  }
  await look({});
});

check([26], 'in ten minutes nothing changes but how long ago something was, and nothing is announced', async () => {
  const other = await openStage();
  await other.clock.install();
  await show('a thread with everything', other);
  const said = (on: Page) => on.evaluate(() => window.stage.texts());
  const before = await said(other);
  await other.evaluate(() => window.stage.heard());
  await other.clock.runFor('10:00');
  assert.deepEqual(await said(other), before);
  assert.deepEqual(await other.evaluate(() => window.stage.heard()), []);
  await other.context().close();
});

check(
  [30],
  'with ten thousand comments in a window of 320 pixels, all can be reached and nothing scrolls sideways',
  async () => {
    // Without a tree for assistive technology, which alone takes minutes for as many.
    const plain = await openBrowser();
    const narrow = await openStage({ viewport: { width: 320, height: 256 } }, plain);
    await show('ten thousand comments', narrow);
    const state = await narrow.evaluate(async () => {
      const [thread] = document.getElementsByTagName('comment-thread');
      await thread?.updateComplete;
      await thread?.scrollToComment('10000');
      const { clientWidth, scrollWidth } = document.documentElement;
      const { top, bottom } = window.stage.focused.getBoundingClientRect();
      return {
        isWide: scrollWidth > clientWidth,
        isSeen: top >= 0 && bottom <= innerHeight,
        text: window.stage.focused.textContent,
      };
    });
    assert.deepEqual([state.isWide, state.isSeen], [false, true]);
    assert.match(state.text ?? '', /Reader 10000/);
    await plain.close();
  },
);

check(
  [15, 23, 26],
  'what others write is announced when a reader comes back, and appears when they ask for it',
  async () => {
    const other = await openStage();
    await other.clock.install();
    await show('others are writing', other);
    await other.evaluate(async () => {
      const { write } = window.stage.given as { write: (text: string) => Promise<unknown> };
      await write('A new one');
      await write('Another');
      window.stage.heard();
    });
    const texts = () =>
      other.evaluate(() => window.stage.all('[part~=content]').map((each) => each.textContent?.trim()));
    await other.clock.fastForward('05:00');
    await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await other.waitForFunction(() => window.stage.all('[part~=new-bar]').length > 0);
    assert.deepEqual(await other.evaluate(() => window.stage.heard()), ['2 new comments']);
    assert.deepEqual(await texts(), ['Text 1', 'Text 2']);
    await other.evaluate(() => window.stage.all('[part~=new-bar]')[0]?.click());
    await other.waitForFunction(() => window.stage.focused.id.startsWith('h-'));
    assert.deepEqual(await texts(), ['Text 1', 'Text 2', 'A new one', 'Another']);
    assert.deepEqual(await other.evaluate(() => window.stage.heard()), ['2 more comments were loaded.']);
    assert.equal(
      await other.evaluate(() =>
        window.stage.focused.closest('article')?.querySelector('[part~=content]')?.textContent?.trim(),
      ),
      'A new one',
    );
    await other.context().close();
  },
);
