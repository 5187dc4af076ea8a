/** One browser with one page, in which all checks of the suite show their states. */
import { after } from 'node:test';
import axe from 'axe-core';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browsers.mjs';
import { bundle } from '../support/bundle.js';
import { serve } from '../support/loopback.js';

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>States</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; background: Canvas; color: CanvasText; }
  body { margin: 1rem; font: 17px/1.6 sans-serif; }
  main { max-inline-size: 45rem; margin: auto; }
</style>
</head>
<body><main><h1>A page</h1></main><script type="module" src="/page.js"></script></body>
</html>`;

/** The same on every machine, since dates and times are part of names. */
export const HERE = { viewport: { width: 1000, height: 800 }, timezoneId: 'UTC', locale: 'en-US' };

export interface Looks {
  readonly colors?: 'light' | 'dark' | 'forced';
  readonly direction?: 'ltr' | 'rtl';
  readonly motion?: 'reduce' | 'no-preference';
}

const server = await openPage();
export const origin = server.origin;
/** As it is when a screen reader runs: else it tells nothing of comments far below (`content-visibility: auto`). */
export const browser: Browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: [...CHROMIUM_ARGS, '--force-renderer-accessibility'],
});
after(async () => {
  await browser.close();
  await server.close();
});
const faults: string[] = [];

/** The page of all checks that need none of their own. */
export const page: Page = await openStage();
export const devtools: CDPSession = await page.context().newCDPSession(page);

/** What went wrong behind the page since this was asked last. */
export function takeFaults(): string[] {
  return faults.splice(0);
}

/** Another page of the same kind, for what would disturb the others. */
export async function openStage(options: Parameters<Browser['newContext']>[0] = {}, where = browser): Promise<Page> {
  const context = await where.newContext({ ...HERE, ...options });
  const opened = await context.newPage();
  opened.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
  opened.on('console', (message) => {
    const isAboutPicture = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isAboutPicture) faults.push(message.text());
  });
  await opened.goto(origin);
  await opened.waitForFunction(() => 'stage' in window);
  return opened;
}

/** Shows a state in the page, at its ordinary size. */
export async function show(state: string, on: Page = page): Promise<void> {
  await on.evaluate((name) => window.stage.show(name), state);
}

export async function look(
  { colors = 'light', direction = 'ltr', motion = 'no-preference' }: Looks,
  on: Page = page,
): Promise<void> {
  await on.emulateMedia({
    colorScheme: colors === 'dark' ? 'dark' : 'light',
    forcedColors: colors === 'forced' ? 'active' : 'none',
    reducedMotion: motion,
  });
  await on.evaluate((dir) => (document.documentElement.dir = dir), direction);
}

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];

/** What axe-core finds in the whole page, shadow roots included: one line for each rule and place. */
export async function violations(on: Page = page): Promise<string[]> {
  if (!(await on.evaluate(() => 'axe' in window))) await on.evaluate(axe.source);
  return on.evaluate(async (tags) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations: found } = await inPage.run({ resultTypes: ['violations'], runOnly: tags });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary, html }) =>
          `${id} at ${target.flat().join(' ')} ${html.slice(0, 120)}: ${failureSummary}`,
      ),
    );
  }, ALL_RULES);
}

async function openPage() {
  const script = await bundle(new URL('page.ts', import.meta.url));
  return serve((request, response) => {
    const isScript = request.url === '/page.js';
    const type = isScript ? 'text/javascript' : 'text/html; charset=utf-8';
    response.setHeader('content-type', type).end(isScript ? script : HTML);
  });
}
