/** Whether every comment can be reached in a long thread, and how fast: by its link, and by the browser's search. */
import type { Browser } from 'playwright-core';
import { lastWords } from './comments.js';
import type { Contender } from './contenders.js';
import type { Site } from './site.js';
import { spanOf, type Span } from './trace.js';
import { openPage, startVisit, type Visit } from './visit.js';

const PEACE = 2_000;

export interface Reach {
  readonly contender: Contender;
  readonly count: number;
  /** The comment that was jumped to. */
  readonly id: string;
  readonly jump: Span;
  /** The browser's search finds the last words of the last comment; undefined where it finds nothing at all. */
  readonly isFound: boolean | undefined;
  /** What it found is in view afterwards. */
  readonly isShown: boolean;
  /** A page opened by the link of the comment shows it. */
  readonly isLinked: boolean;
  /** Layout shift of a click that collapses a branch and of one that expands it. */
  readonly shift: number;
}

/**
 * Jumps, follows a link, and searches.
 * @throws Error when the page does not show the comment it jumped to
 */
export async function measureReach(browser: Browser, site: Site, contender: Contender, count: number): Promise<Reach> {
  const id = `${Math.ceil(count * 0.7777)}`;
  const url = `${site.origin}/page/${contender}/${count}`;
  return withVisit(browser, site, async (visit) => {
    await openPage(visit, url, PEACE);
    const shift = await clickTwice(visit);
    const events = await visit.traced(() =>
      visit.page.evaluate(async (wanted) => {
        const { actions } = bench as unknown as { actions: Record<string, (id: string) => unknown> };
        // What a first use loads is there already: a reader's hand has come near.
        await actions['jump']?.('1');
        await new Promise((resolve) => setTimeout(resolve, 1000));
        performance.mark('bench-begun');
        await new Promise((resolve) => setTimeout(resolve));
        await actions['jump']?.(wanted);
        await bench.painted();
        performance.mark('bench-done');
      }, id),
    );
    if (!(await isInView(visit, id))) throw new Error(`${contender} with ${count} comments: no jump to ${id}.`);
    const isFound = await finds(visit, count);
    const isShown = await isInView(visit, `${count}`);
    const jump = spanOf(events, 'bench-begun', 'bench-done');
    return { contender, count, id, jump, isFound, isShown, isLinked: await opens(), shift };
  });

  function opens(): Promise<boolean> {
    return withVisit(browser, site, async (visit) => {
      await openPage(visit, `${url}#comment-${id}`, PEACE);
      return isInView(visit, id);
    });
  }
}

/** Real clicks, because what follows a click of the reader is no shift. */
async function clickTwice({ page }: Visit): Promise<number> {
  const button = page.locator('[part~="collapse-button"]').first();
  if ((await button.count()) === 0) return 0;
  const since = await page.evaluate(() => performance.now());
  for (let clicks = 0; clicks < 2; clicks += 1) {
    await button.click();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  }
  return page.evaluate((start) => bench.shift(start), since);
}

/** The heading of the page is looked for too, because some builds of Chromium cannot search. */
async function finds(visit: Visit, count: number): Promise<boolean | undefined> {
  const find = (text: string) =>
    visit.page.evaluate(async (words) => {
      const page = window as unknown as { find: (...args: unknown[]) => boolean };
      getSelection()?.removeAllRanges();
      const isFound = page.find(words, false, false, true);
      // Until what the search has scrolled to is laid out.
      await new Promise((resolve) => setTimeout(resolve, 500));
      return isFound;
    }, text);
  if (!(await find('Bench'))) return undefined;
  return find(lastWords(count));
}

async function isInView({ page }: Visit, id: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const { actions } = bench as unknown as { actions: Record<string, (id: string) => number> };
    const top = actions['where']?.(wanted) ?? NaN;
    return top > -1 && top < innerHeight;
  }, id);
}

async function withVisit<T>(browser: Browser, site: Site, use: (visit: Visit) => Promise<T>): Promise<T> {
  const visit = await startVisit(browser, site.origin);
  return use(visit).finally(() => visit.close());
}
