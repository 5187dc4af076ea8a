import { after } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../package/site.js';
import { startDemo, type Demo, type Env } from '../support/demo.js';

/** What the tests of one file share. */
export interface Stage {
  readonly browser: Browser;
  readonly demo: Demo;
}

/** Starts a demo and a browser for the tests of a file, and ends both after them. */
export async function setStage(env: Env = {}): Promise<Stage> {
  const demo = await startDemo(env);
  after(() => demo.remove());
  return { demo, browser: await setBrowser() };
}

/** Starts a browser for the tests of a file, and closes it after them. */
export async function setBrowser(): Promise<Browser> {
  const browser = await openBrowser();
  after(() => browser.close());
  return browser;
}
