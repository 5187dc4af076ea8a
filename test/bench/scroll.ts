/** What a frame costs while a reader scrolls, and whether there is anything to see in it. */
import type { Browser } from 'playwright-core';
import type { Contender } from './contenders.js';
import type { Site } from './site.js';
import { longestRun, quantile } from './statistics.js';
import { framesOf, spanOf, type Span } from './trace.js';
import { openPage, startVisit, type Visit } from './visit.js';

/** After how much peace, and how fast: a wheel turned hard, the bar dragged fast, and the same right after loading. */
export type Manner = 'wheel' | 'drag' | 'at once';

/** Pixels a frame. */
const SPEED: Readonly<Record<Manner, number>> = { wheel: 300, drag: 3_000, 'at once': 3_000 };
const FRAMES = 240;
const PEACE = 3_000;
/** A frame that is later than this has missed its turn at 60 a second. */
const LATE = 34;

export interface Scroll {
  readonly contender: Contender;
  readonly count: number;
  readonly manner: Manner;
  /** CPU of the main thread for one frame, in ms: half of them, 95 of 100, and the worst. */
  readonly cpu: { readonly p50: number; readonly p95: number; readonly worst: number };
  /** Time between frames by the clock on the wall, in ms. */
  readonly wall: { readonly p50: number; readonly p95: number; readonly worst: number };
  /** Share of frames that came late. */
  readonly dropped: number;
  /** Longest time in ms for which most of the window was blank. */
  readonly blank: number;
  /** Share of frames in which it was. */
  readonly blankShare: number;
  readonly shift: number;
  readonly span: Span;
}

/** Scrolls through the comments of a contender, in each manner. */
export async function measureScroll(
  browser: Browser,
  site: Site,
  contender: Contender,
  count: number,
): Promise<Scroll[]> {
  const url = `${site.origin}/page/${contender}/${count}`;
  const visited = async (peace: number, manners: readonly Manner[]) => {
    const visit = await startVisit(browser, site.origin);
    try {
      await openPage(visit, url, peace);
      const scrolls: Scroll[] = [];
      for (const manner of manners) scrolls.push({ contender, count, manner, ...(await scroll(visit, manner)) });
      return scrolls;
    } finally {
      await visit.close();
    }
  };
  return [...(await visited(PEACE, ['wheel', 'drag'])), ...(await visited(0, ['at once']))];
}

async function scroll(
  { page, traced }: Visit,
  manner: Manner,
): Promise<Omit<Scroll, 'contender' | 'count' | 'manner'>> {
  let found = { times: [0], blank: [false], moved: 0, distance: 0, shift: 0 };
  const events = await traced(async () => {
    found = await page.evaluate(
      async ({ most, speed }) => {
        scrollTo({ top: 0, behavior: 'instant' });
        await bench.painted();
        const since = performance.now();
        const way = document.documentElement.scrollHeight - innerHeight;
        const frames = Math.max(1, Math.min(most, Math.floor(way / speed)));
        const distance = frames * speed;
        const { times, blank, moved } = await bench.scroll(distance, frames);
        return { times, blank, moved, distance, shift: bench.shift(since) };
      },
      { most: FRAMES, speed: SPEED[manner] },
    );
  });
  if (found.moved < found.distance / 2)
    throw new Error(`The page scrolled ${found.moved} of ${found.distance} pixels.`);
  const walls = found.times.slice(1).map((time, index) => time - (found.times[index] ?? time));
  return {
    cpu: summary(framesOf(events, 'bench-frame', ['bench-look', 'bench-looked'])),
    wall: summary(walls),
    dropped: walls.filter((wall) => wall > LATE).length / walls.length,
    blank: longestRun(walls, found.blank),
    blankShare: found.blank.filter(Boolean).length / walls.length,
    shift: found.shift,
    span: spanOf(events, 'bench-frame', 'bench-frame'),
  };
}

function summary(values: readonly number[]) {
  return { p50: quantile(values, 0.5), p95: quantile(values, 0.95), worst: Math.max(0, ...values) };
}
