/** One page, opened as a new reader opens it: an empty cache, and a trace of its main thread. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { TraceEvent } from './trace.js';

const PROBE = fileURLToPath(new URL('pages/probe.js', import.meta.url));
const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing'];
/** Longest time for one thing that a page does, in ms. Only what is broken takes so long. */
const LIMIT = 600_000;

/** What a page holds after its garbage is collected. */
export interface Held {
  /** MB of the JavaScript heap. */
  readonly heap: number;
  readonly nodes: number;
  /** MB of the process that are its own; NaN where the system does not tell (it does on Linux). */
  readonly memory: number;
}

export interface Visit {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Records what happens meanwhile. The page should make marks, between which {@link spanOf} looks. */
  readonly traced: (happening: () => Promise<unknown>) => Promise<TraceEvent[]>;
  readonly held: (pid: number) => Promise<Held>;
  /** Seconds of CPU that the main thread has used so far. */
  readonly cpu: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Opens an empty page of the site, so that the process is there before anything is measured. */
export async function startVisit(browser: Browser, origin: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  await page.goto(`${origin}/blank`);
  await page.addInitScript({ path: PROBE });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    page,
    cdp,
    traced: (happening) => trace(cdp, happening),
    held: async (pid) => {
      await cdp.send('HeapProfiler.collectGarbage');
      const metrics = await metricsOf(cdp);
      return { heap: metrics('JSHeapUsedSize') / 1e6, nodes: metrics('Nodes'), memory: privateMegabytes(pid) };
    },
    cpu: async () => (await metricsOf(cdp))('ThreadTime'),
    close: () => context.close(),
  };
}

/** Opens a page and waits until all of its comments are painted and, if asked, for some ms of peace after them. */
export async function openPage({ page }: Visit, url: string, peace = 0): Promise<void> {
  const broken = new Promise<never>((_, reject) => {
    page.on('pageerror', (error) => reject(new Error(`${url} fails: ${error.message}`)));
    page.on('response', (response) => {
      if (!response.ok()) reject(new Error(`${url} asked for ${response.url()}: ${response.status()}.`));
    });
  });
  // It may fail before or after anybody waits for it.
  broken.catch(() => undefined);
  await page.goto(url, { waitUntil: 'commit' });
  const settled = page.evaluate(async (wait) => {
    await bench.finished;
    await new Promise((resolve) => setTimeout(resolve, wait));
    performance.mark('bench-settled');
  }, peace);
  await within(Promise.race([settled, broken]), url);
}

/** Rejects when something takes far too long. */
async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came of ${what} within ${LIMIT / 1000} s.`)), LIMIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function trace(cdp: CDPSession, happening: () => Promise<unknown>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => void events.push(...(value as TraceEvent[]));
  cdp.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  const traceConfig = { recordMode: 'recordAsMuchAsPossible' as const, includedCategories: CATEGORIES };
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  try {
    await happening();
  } finally {
    await cdp.send('Tracing.end');
    await within(complete, 'the trace');
    cdp.off('Tracing.dataCollected', collect);
  }
  return events;
}

async function metricsOf(cdp: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
}

function privateMegabytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const parts = rollup.matchAll(/^Private_\w+:\s+(\d+) kB$/gm);
    return [...parts].reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1000;
  } catch {
    return NaN;
  }
}
