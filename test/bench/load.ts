/** How long it takes and what it costs until readers see the first comments, and until all are there. */
import type { Browser, Page } from 'playwright-core';
import { lastWords } from './comments.js';
import type { Contender } from './contenders.js';
import type { Site } from './site.js';
import { marksOf, spanOf, type Span } from './trace.js';
import { openPage, startVisit, type Held } from './visit.js';

/** So long the page is left alone after all comments are painted, in ms: what it still does then is counted apart. */
const PEACE = 3_000;

/** One visit. */
export interface Load extends Held {
  readonly contender: Contender;
  readonly count: number;
  /** From the click on the link to the first comments painted, in ms of the clock on the wall. */
  readonly first: number;
  /** The same for all comments. */
  readonly all: number;
  readonly cpuFirst: number;
  /** What the main thread did until all comments were painted. */
  readonly span: Span;
  /** The same with three quiet seconds more. */
  readonly settled: Span;
  readonly shift: number;
  /** Bytes of script and style over the wire. */
  readonly code: number;
  /** Bytes of comments over the wire. */
  readonly data: number;
}

/**
 * Opens the page of a contender and measures it.
 * @throws Error when the comments are not all there, or not in view
 */
export async function measureLoad(browser: Browser, site: Site, contender: Contender, count: number): Promise<Load> {
  const visit = await startVisit(browser, site.origin);
  try {
    site.takeSent();
    const events = await visit.traced(() => openPage(visit, `${site.origin}/page/${contender}/${count}`, PEACE));
    const found = await visit.page.evaluate(() => ({
      first: performance.getEntriesByName('bench-first')[0]?.startTime ?? NaN,
      all: performance.getEntriesByName('bench-all')[0]?.startTime ?? NaN,
      shift: bench.shift(),
      last: bench.actions['last']?.() as string | undefined,
    }));
    if (showsAll(contender) && !found.last?.includes(lastWords(count)) && !(await hasText(visit.page, count))) {
      throw new Error(`${contender} with ${count} comments: the last one is not in the page.`);
    }
    const { code, data } = site.takeSent();
    const pid = marksOf(events, 'bench-start').at(-1)?.pid ?? 0;
    return {
      ...{ contender, count, code, data },
      ...{ first: found.first, all: found.all, shift: found.shift },
      cpuFirst: spanOf(events, 'bench-start', 'bench-first').cpu,
      span: spanOf(events, 'bench-start', 'bench-all'),
      settled: spanOf(events, 'bench-start', 'bench-settled'),
      ...(await visit.held(pid)),
    };
  } finally {
    await visit.close();
  }
}

async function hasText(page: Page, count: number): Promise<boolean> {
  return (await page.getByText(lastWords(count)).count()) > 0;
}

/** The others are there to be compared with, and show less than all. */
function showsAll(contender: Contender): boolean {
  return contender !== 'empty' && contender !== 'bare';
}
