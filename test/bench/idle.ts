/** What a page costs that nobody touches. */
import type { Browser } from 'playwright-core';
import type { Contender } from './contenders.js';
import type { Site } from './site.js';
import { openPage, startVisit } from './visit.js';

const PEACE = 3_000;

export interface Idle {
  readonly contender: Contender;
  readonly count: number;
  /** CPU of the main thread, in ms a second. */
  readonly cpu: number;
  /** Bytes a second by which the heap grew, garbage apart. */
  readonly growth: number;
}

/** Watches a page for some seconds, after three quiet ones. */
export async function measureIdle(
  browser: Browser,
  site: Site,
  contender: Contender,
  count: number,
  seconds: number,
): Promise<Idle> {
  const visit = await startVisit(browser, site.origin);
  try {
    await openPage(visit, `${site.origin}/page/${contender}/${count}`, PEACE);
    const before = await visit.held(0);
    const begun = await visit.cpu();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const used = (await visit.cpu()) - begun;
    const after = await visit.held(0);
    return { contender, count, cpu: (used * 1000) / seconds, growth: ((after.heap - before.heap) * 1e6) / seconds };
  } finally {
    await visit.close();
  }
}
