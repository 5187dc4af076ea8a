/** Makes docs/screenshot.png, the picture in README.md: `npm run screenshot`, after `npm run build`. */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../test/support/browsers.mjs';
import { startDemo } from '../test/support/demo.js';

const WIDTH = 760;
const HEIGHT = 900;

const demo = await startDemo();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: 2 });
  await page.goto(`${demo.origin}/`);
  const heading = page.locator('comment-thread').getByRole('heading', { name: /^8 responses/ });
  await heading.waitFor();
  await heading.evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 220));
  mkdirSync('docs', { recursive: true });
  await page.screenshot({ path: 'docs/screenshot.png' });
} finally {
  await browser.close();
  await demo.remove();
}
