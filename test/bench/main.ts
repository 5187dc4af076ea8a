/** The program of `npm run bench`. It ends with an error when something does not work, never because something is slow. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../package/site.js';
import { measureChanges } from './change.js';
import type { Contender } from './contenders.js';
import { measureIdle } from './idle.js';
import { measureLoad } from './load.js';
import { describeMachine, isStale } from './machine.js';
import { readOptions, USAGE, type Options, type Part } from './options.js';
import { installPeers } from './peers.js';
import { measureReach } from './reach.js';
import { writeReport } from './report.js';
import type { Results } from './results.js';
import { measureScroll } from './scroll.js';
import { openBenchSite, type Site } from './site.js';
import { measureTrees } from './trees.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Beyond this the peers take minutes, and a thread without markup tells nothing new. */
const MOST_FOR_ALL = 1000;
/** Scrolling, changing and reaching are of interest where there is much. */
const LEAST_TO_CHANGE = 1000;

interface Bench {
  readonly browser: Browser;
  readonly site: Site;
  readonly options: Options;
  readonly results: Results;
  readonly peers: readonly Contender[];
}

const RUNS: Readonly<Record<Part, (bench: Bench) => Promise<void>>> = {
  load: async (bench) => {
    const { browser, results, site } = bench;
    await attempt(bench, 'warming up', () => measureLoad(browser, site, 'empty', 10));
    await eachRun(bench, bench.options.counts, async (count) => {
      const others = count <= MOST_FOR_ALL ? (['bare', 'text', 'http', ...bench.peers] as const) : [];
      for (const contender of ['empty', 'floor', 'commentariat', ...others] as const) {
        const name = `${contender} with ${count}`;
        await attempt(bench, name, async () => results.loads.push(await measureLoad(browser, site, contender, count)));
      }
    });
  },
  scroll: (bench) =>
    eachRun(bench, many(bench), async (count) => {
      for (const contender of ['floor', 'commentariat'] as const) {
        const measure = () => measureScroll(bench.browser, bench.site, contender, count);
        await attempt(bench, `scrolling ${count}`, async () => bench.results.scrolls.push(...(await measure())));
      }
    }),
  change: (bench) =>
    eachRun(bench, many(bench), async (count) => {
      for (const contender of ['floor', 'writable'] as const) {
        const measure = () => measureChanges(bench.browser, bench.site, contender, count);
        await attempt(bench, `changing ${count}`, async () => bench.results.changes.push(...(await measure())));
      }
    }),
  reach: (bench) =>
    eachRun(bench, many(bench), async (count) => {
      for (const contender of ['floor', 'commentariat'] as const) {
        const measure = () => measureReach(bench.browser, bench.site, contender, count);
        await attempt(bench, `reaching into ${count}`, async () => bench.results.reaches.push(await measure()));
      }
    }),
  idle: async (bench) => {
    const { browser, options, results, site } = bench;
    for (const contender of ['commentariat', ...bench.peers] as const) {
      const measure = () =>
        measureIdle(browser, site, contender, Math.min(1000, ...options.counts.slice(-1)), options.idle);
      await attempt(bench, `idle ${contender}`, async () => results.idles.push(await measure()));
    }
  },
  trees: async ({ options, results }) => {
    measureTrees(1, 10_000);
    results.trees.push(...measureTrees(options.runs, 1_000_000));
  },
};

/** Every run takes each figure once, so that what disturbs the machine disturbs all contenders alike. */
async function eachRun({ options }: Bench, counts: readonly number[], take: (count: number) => Promise<void>) {
  for (let run = 1; run <= options.runs; run += 1) {
    for (const count of counts) {
      say(`  run ${run} of ${options.runs}, ${count} comments`);
      await take(count);
    }
  }
}

/** What fails is said and counted, and the rest goes on. */
async function attempt({ results }: Bench, what: string, measure: () => Promise<unknown>): Promise<void> {
  try {
    await measure();
  } catch (error) {
    const line = `${what}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`;
    say(`  BROKEN ${line}`);
    results.broken.push(line);
  }
}

/** The counts that are long threads, or the highest there is. */
function many({ options: { counts } }: Bench): number[] {
  const long = counts.filter((count) => count >= LEAST_TO_CHANGE);
  return long.length ? long : counts.slice(-1);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(options: Options): Promise<number> {
  const cdn = resolve(options.cdn);
  if (!existsSync(join(cdn, 'commentariat.js'))) throw new Error(`There is no package in ${cdn}: npm run build`);
  if (isStale(cdn, join(ROOT, 'src'))) say(`${cdn} is older than src: what is measured is not what stands there.`);
  const installed = options.peers ? installPeers() : undefined;
  const peers: readonly Contender[] = installed ? ['waline', 'artalk'] : [];
  if (options.peers && !installed) say('The peers could not be installed and are left out.');
  const results: Results = { loads: [], scrolls: [], changes: [], reaches: [], idles: [], trees: [], broken: [] };
  const site = await openBenchSite({ cdn, peers: installed });
  const browser = await openBrowser();
  const machine = describeMachine(browser, { peers: peers.length > 0, runs: options.runs });
  try {
    for (const part of options.parts) {
      say(part);
      await RUNS[part]({ browser, site, options, results, peers });
    }
  } finally {
    await browser.close();
    await site.close();
  }
  publish(options, results, machine);
  return results.broken.length ? 1 : 0;
}

function publish({ json, write }: Options, results: Results, machine: readonly string[]): void {
  const report = writeReport(results, machine);
  process.stdout.write(report);
  if (json) writeFileSync(json, `${JSON.stringify({ machine, ...results })}\n`);
  if (write && results.broken.length === 0) writeFileSync(join(ROOT, 'docs/benchmarks.md'), report);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(USAGE);
  else process.exitCode = await main(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
