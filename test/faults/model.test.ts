import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BrowserContext, Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { openSite, type Site } from './site.js';
import type { PageHand } from './site-page.js';

declare const page: PageHand;

const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);
const site = await openSite();
const browser = await setBrowser();

/** Where the form stands: in its own place, or under the first comment. */
type Place = 'main' | 'first';

/** What a reader may expect, told without any knowledge of how it is done. */
interface Expected {
  /** The draft of each place. */
  readonly drafts: Record<Place, string>;
  /** What each tab that is open shows; one whose form has the focus is not touched by what is typed in another. */
  readonly tabs: { place: Place; text: string; focused: boolean }[];
  /** Texts that the reader was told are stored, and texts whose answer was lost. */
  readonly stored: Set<string>;
  readonly open: Set<string>;
  mood: Site['mood'];
}

/** Real tabs of one real browser. */
interface Real {
  readonly context: BrowserContext;
  readonly tabs: Page[];
}

type Command = fc.AsyncCommand<Expected, Real>;

let texts = 0;

function command(name: string, check: Command['check'], run: Command['run']): Command {
  return { check, run, toString: () => name };
}

const tabAt = <T>(tabs: readonly T[], tab: number): T => tabs[tab % tabs.length] ?? assert.fail('No tab is open.');

async function openTab({ context, tabs }: Real): Promise<void> {
  const opened = await context.newPage();
  await opened.goto(`${site.origin}/page`);
  await opened.evaluate(() => page.form());
  tabs.push(opened);
}

/** What a tab shows that is opened now: the draft of the thread, else that of the comment that was being answered. */
function opened({ drafts }: Expected): Expected['tabs'][number] {
  const place = !drafts.main && drafts.first ? 'first' : 'main';
  return { place, text: drafts[place], focused: false };
}

async function assertShown(expected: Expected, real: Real): Promise<void> {
  for (const [index, { text, place }] of expected.tabs.entries()) {
    const tab = tabAt(real.tabs, index);
    await tab.evaluate((value) => page.untilShown(value), text);
    const shown = await tab.evaluate(async () => ({
      text: (await page.shown()).text,
      place: (await page.form()).parent ? 'first' : 'main',
      uncaught: page.uncaught,
    }));
    assert.deepEqual(shown, { text, place, uncaught: [] });
  }
}

const type = (at: number): Command =>
  command(
    `type in tab ${at}`,
    () => true,
    async (expected, real) => {
      const value = `Text ${(texts += 1)}.`;
      const own = tabAt(expected.tabs, at);
      const { place } = own;
      await tabAt(real.tabs, at).evaluate((text) => page.type(text), value);
      await tabAt(real.tabs, at).evaluate((text) => page.untilKept(text, 0, 'nothing'), value);
      expected.drafts[place] = value;
      for (const tab of expected.tabs) if (tab === own || (tab.place === place && !tab.focused)) tab.text = value;
      await assertShown(expected, real);
    },
  );

/** Under a comment the text goes along, unless a draft is waiting there; then it is kept in the one place alone. */
async function assertMoved(expected: Expected, real: Real, to: Place): Promise<void> {
  const [tab] = expected.tabs;
  const { drafts } = expected;
  assert.ok(tab);
  const from = tab.place;
  Object.assign(tab, { place: to, focused: to === 'first' });
  if (tab.text && !drafts[to]) {
    drafts[to] = tab.text;
    drafts[from] = '';
  }
  tab.text = drafts[to];
  await assertShown(expected, real);
  const kept = Object.fromEntries(Object.entries(drafts).filter(([, text]) => text));
  assert.deepEqual(await tabAt(real.tabs, 0).evaluate((wanted) => page.untilDrafts(wanted), kept), kept);
}

const answer: Command = command(
  'answer the first comment',
  ({ tabs }) => tabs.length === 1 && tabs[0]?.place === 'main',
  async (expected, real) => {
    await tabAt(real.tabs, 0).evaluate(() => document.querySelector('comment-thread')?.reply('first'));
    await assertMoved(expected, real, 'first');
  },
);

const cancel: Command = command(
  'cancel the answer',
  ({ tabs }) => tabs.length === 1 && tabs[0]?.place === 'first',
  async (expected, real) => {
    await tabAt(real.tabs, 0).getByRole('button', { name: 'Cancel reply' }).click();
    await assertMoved(expected, real, 'main');
  },
);

const mood = (to: Site['mood']): Command =>
  command(
    `the server is ${to}`,
    () => true,
    (expected) => {
      site.mood = expected.mood = to;
      return Promise.resolve();
    },
  );

const post = (at: number): Command =>
  command(
    `post in tab ${at}`,
    ({ tabs }) => tabAt(tabs, at).text !== '',
    async (expected, real) => {
      const { text, place } = tabAt(expected.tabs, at);
      await tabAt(real.tabs, at).evaluate(async () => {
        await page.sign();
        await (await page.form()).submit();
      });
      if (expected.mood === 'well') {
        expected.stored.add(text);
        if (expected.drafts[place] === text) expected.drafts[place] = '';
        for (const tab of expected.tabs) if (tab.place === place && tab.text === text) tab.text = '';
        Object.assign(tabAt(expected.tabs, at), { place: 'main', text: expected.drafts.main, focused: false });
      } else {
        expected.open.add(text);
        tabAt(expected.tabs, at).focused = true;
      }
      await assertShown(expected, real);
    },
  );

const reload = (at: number): Command =>
  command(
    `reload tab ${at}`,
    // Without comments there is no form yet.
    ({ mood: now }) => now !== 'gone',
    async (expected, real) => {
      const tab = tabAt(real.tabs, at);
      await tab.reload();
      await tab.evaluate(() => page.form());
      Object.assign(tabAt(expected.tabs, at), opened(expected));
      await assertShown(expected, real);
    },
  );

const second: Command = command(
  'open a second tab',
  ({ mood: now, tabs }) => now !== 'gone' && tabs.length === 1 && tabs[0]?.place === 'main',
  async (expected, real) => {
    await openTab(real);
    expected.tabs.push(opened(expected));
    await assertShown(expected, real);
  },
);

const close: Command = command(
  'close the first tab',
  ({ tabs }) => tabs.length === 2,
  async (expected, real) => {
    await real.tabs.shift()?.close();
    expected.tabs.shift();
    await assertShown(expected, real);
  },
);

const commands = fc.commands(
  [
    ...[0, 1].flatMap((tab) => [type(tab), post(tab), reload(tab)].map((each) => fc.constant(each))),
    ...[answer, cancel, second, close].map((each) => fc.constant(each)),
    ...(['well', 'well', 'lost', 'gone'] as const).map((each) => fc.constant(mood(each))),
  ],
  { maxCommands: 12, size: 'max' },
);

/** The reader presses the button until all is stored. */
async function finish(expected: Expected, real: Real): Promise<void> {
  await mood('well').run(expected, real);
  for (let left = 4; left > 0; left--) {
    const at = expected.tabs.findIndex(({ text }) => text);
    if (at < 0) break;
    await post(at).run(expected, real);
  }
}

test(`${RUNS} random walks of a reader through forms, tabs and a server that fails`, async () => {
  const total = { walks: 0, steps: 0, stored: 0, duplicates: 0, losses: 0 };
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      site.mood = 'well';
      const context = await browser.newContext();
      // No delay is left to chance: the walks are.
      await context.addInitScript('Math.random = () => 0;');
      const real: Real = { context, tabs: [] };
      await openTab(real);
      const tabs = [{ place: 'main' as const, text: '', focused: false }];
      const expected: Expected = {
        ...{ tabs, drafts: { main: '', first: '' }, stored: new Set(), open: new Set(), mood: 'well' },
      };
      try {
        await fc.asyncModelRun(() => ({ model: expected, real }), steps);
        await finish(expected, real);
        const stored = await site.texts();
        const timesOf = (text: string) => stored.filter((each) => each === text).length;
        const wrong = {
          lost: [...expected.stored].filter((text) => timesOf(text) === 0),
          twice: [...expected.stored, ...expected.open].filter((text) => timesOf(text) > 1),
        };
        total.walks++;
        total.stored += expected.stored.size;
        total.losses += wrong.lost.length;
        total.duplicates += wrong.twice.length;
        assert.deepEqual(wrong, { lost: [], twice: [] });
      } finally {
        await context.close();
      }
    }),
    { numRuns: RUNS, seed: Number(process.env['SEED'] ?? 7), endOnFailure: process.env['SHRINK'] === undefined },
  );
  console.log(
    `\n${total.walks} walks: ${total.stored} comments stored, ${total.duplicates} twice, ${total.losses} lost\n`,
  );
});
