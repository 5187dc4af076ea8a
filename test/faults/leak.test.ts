import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browsers.mjs';
import { openSite } from './site.js';
import type { PageHand } from './site-page.js';

declare const page: PageHand;

const WARM_UP = 100;
const CYCLES = 500;
/** Bytes that a cycle may leave behind: what engines note for themselves. */
const MOST = 200;

const site = await openSite();
// Without compilers: code that is made for what runs often is no leak, and would be counted as one.
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: [...CHROMIUM_ARGS, '--js-flags=--no-opt --no-maglev --no-sparkplug --no-lazy-feedback-allocation'],
});
after(() => browser.close());

interface Counted {
  readonly Nodes: number;
  readonly JSEventListeners: number;
  readonly JSHeapUsedSize: number;
}

interface Grown {
  readonly nodes: number;
  readonly listeners: number;
  readonly bytes: number;
}

const isClean = ({ nodes, listeners, bytes }: Grown) => nodes <= 0 && listeners <= 0 && bytes <= MOST;

async function count(protocol: CDPSession): Promise<Counted> {
  for (let time = 0; time < 3; time++) await protocol.send('HeapProfiler.collectGarbage');
  const { metrics } = await protocol.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value])) as unknown as Counted;
}

/** Runs in the page: takes a thread with its form out of the page and puts it in again. */
async function move(times: number): Promise<void> {
  const thread = document.querySelector('comment-thread') ?? page.place();
  for (let time = 0; time < times; time++) {
    thread.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(thread);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Runs in the page: puts threads in whose server does not answer; the one that has waited longest of 50 goes. */
async function wait(times: number): Promise<void> {
  const threads: HTMLElement[] = [];
  for (let time = 0; time < times; time++) {
    threads.push(page.place(`/silent-${time % 50}`));
    await new Promise((resolve) => setTimeout(resolve));
    if (threads.length > 50) threads.shift()?.remove();
  }
  for (const thread of threads) thread.remove();
  await new Promise((resolve) => setTimeout(resolve));
}

async function measure(opened: Page, what: string, cycle: (times: number) => Promise<void>): Promise<Grown> {
  const protocol = await opened.context().newCDPSession(opened);
  await protocol.send('Performance.enable');
  await opened.evaluate(cycle, WARM_UP);
  const before = await count(protocol);
  await opened.evaluate(cycle, CYCLES);
  const after = await count(protocol);
  const grown = {
    nodes: after.Nodes - before.Nodes,
    listeners: after.JSEventListeners - before.JSEventListeners,
    bytes: Math.round((after.JSHeapUsedSize - before.JSHeapUsedSize) / CYCLES),
  };
  console.log(
    `\n${CYCLES} cycles, ${what}: ${grown.nodes} nodes, ${grown.listeners} listeners, ${grown.bytes} bytes a cycle\n`,
  );
  return grown;
}

test('a thread with its form leaves nothing behind when it is taken out and put in again', async () => {
  const opened = await browser.newPage();
  await opened.goto(`${site.origin}/page`);
  await opened.evaluate(() => page.type('Half a thought'));
  const grown = await measure(opened, 'out of the page and in again', move);
  assert.ok(isClean(grown), JSON.stringify(grown));
  assert.deepEqual(await opened.evaluate(() => page.uncaught), []);
  await opened.close();
});

test('a thread that is taken out while its requests are pending leaves nothing behind', async () => {
  const opened = await browser.newPage();
  await opened.goto(`${site.origin}/page?thread=none`);
  await opened.route('**/api/**', () => {});
  const grown = await measure(opened, '50 requests pending', wait);
  assert.ok(isClean(grown), JSON.stringify(grown));
  assert.deepEqual(await opened.evaluate(() => page.uncaught), []);
  await opened.close();
});

test('a leak would be noticed', async () => {
  const opened = await browser.newPage();
  await opened.goto(`${site.origin}/page?thread=none`);
  const leak = async (times: number) => {
    for (let time = 0; time < times; time++) {
      const node = document.createElement('p');
      addEventListener('online', () => node.remove());
    }
  };
  assert.ok(!isClean(await measure(opened, 'with a listener that stays', leak)));
  await opened.close();
});
