import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** A page that was opened, with everything that went on behind it. */
export interface Visit {
  readonly page: Page;
  /** Uncaught errors, rejected promises nobody handled, and errors and warnings on the console, as one list. */
  readonly faults: readonly string[];
  /** Every request as `GET http://…`, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Narrow enough for WCAG 1.4.10, in CSS pixels. */
export const NARROW = { width: 320, height: 640 };

/** What Chromium itself notes on the console for every answer of 400 or more, and for every lost connection. */
const NETWORK_NOTE = /^console error: Failed to load resource: /;

/** Opens a page as a reader of its own, without anything that other readers keep. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  return { ...(await visitIn(context, url)), close: () => context.close() };
}

/** Opens another page of a reader. */
export async function visitIn(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  await page.goto(url);
  return { page, faults, requests, close: () => page.close() };
}

/** Nothing went wrong behind the page. */
export function assertFaultless({ faults }: Visit): void {
  assert.deepEqual(faults, []);
}

/** Nothing went wrong but what Chromium notes by itself about answers that failed. */
export function assertNoScriptFaults({ faults }: Visit): void {
  assert.deepEqual(
    faults.filter((fault) => !NETWORK_NOTE.test(fault)),
    [],
  );
}

/** The page talked to its own server only. */
export function assertOwnOrigin({ page, requests }: Visit): void {
  const { origin } = new URL(page.url());
  const foreign = requests.map((request) => request.replace(/^\S+ /, '')).filter((url) => !isOf(origin, url));
  assert.deepEqual(foreign, []);
}

function isOf(origin: string, url: string): boolean {
  return url.startsWith('data:') || new URL(url).origin === origin;
}

/**
 * Scrolls to each element of the package, since threads load when they are near, and waits until all of them show
 * their data and every thread that takes replies has its form.
 */
export async function settle(page: Page): Promise<void> {
  for (const element of await page.locator('article-view, comment-thread').all()) {
    await element.scrollIntoViewIfNeeded();
    await untilSettled(element);
  }
  await page.evaluate(() => scrollTo(0, 0));
}

/** Waits for one element without scrolling to it. */
export async function untilSettled(element: Locator): Promise<void> {
  await element.page().waitForFunction(isSettled, await element.elementHandle());
}

/** Runs in the page. */
function isSettled(element: Element | null): boolean {
  const root = element?.shadowRoot;
  const takesReplies = root?.querySelector('[data-action="to-form"], [data-action="reply"]');
  const wantsForm = takesReplies && element?.getAttribute('composer') !== 'none';
  const hasForm = root?.querySelector('reply-form')?.shadowRoot;
  return Boolean(element?.matches(':state(ready)')) && Boolean(!wantsForm || hasForm);
}

/** Text of whatever has the focus, through all shadow roots; `body` where nothing has it. */
export function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return 'body';
    return element.innerText.replace(/\s+/g, ' ').trim();
  });
}
