/**
 * Makes docs/themes/NAME.webp, a contact sheet for each theme: `npm run screenshots`, after `npm run build`. With a folder
 * (`npm run screenshots -- FOLDER`) every picture is kept there, too.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../test/support/browsers.mjs';
import { startDemo } from '../test/support/demo.js';
import { LOOKS, openLook, THEMES, type Look } from './themes.js';

/** Pixels of a sheet for each pixel of a page. */
const SCALE = 0.25;
const QUALITY = 0.6;

const [folder] = process.argv.slice(2);

async function photograph(browser: Browser, origin: string, look: Look): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    await openLook(page, origin, look);
    const { height } = (await page.locator('main').boundingBox()) ?? { height: 0 };
    await page.setViewportSize({ width: look.width, height: Math.ceil(height) });
    return await page.screenshot();
  } finally {
    await page.close();
  }
}

/** Lays the pictures of a theme side by side; the browser does the scaling and the compressing. */
async function sheet(browser: Browser, pictures: readonly Buffer[]): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    const urls = pictures.map((picture) => `data:image/png;base64,${picture.toString('base64')}`);
    const data = await page.evaluate(compose, { urls, scale: SCALE, quality: QUALITY });
    return Buffer.from(data.replace(/^[^,]*,/, ''), 'base64');
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function compose({ urls, scale, quality }: { urls: string[]; scale: number; quality: number }): Promise<string> {
  const images = await Promise.all(
    urls.map(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return image;
    }),
  );
  const gap = 12;
  const widths = images.map(({ width }) => Math.round(width * scale));
  const canvas = document.createElement('canvas');
  canvas.width = widths.reduce((sum, width) => sum + width + gap, gap);
  canvas.height = Math.max(...images.map(({ height }) => Math.round(height * scale))) + 2 * gap;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.fillStyle = '#808080';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  let left = gap;
  for (const [index, image] of images.entries()) {
    context.drawImage(image, left, gap, widths[index] ?? 0, Math.round(image.height * scale));
    left += (widths[index] ?? 0) + gap;
  }
  return canvas.toDataURL('image/webp', quality);
}

const demo = await startDemo();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
try {
  mkdirSync('docs/themes', { recursive: true });
  for (const theme of THEMES) {
    const pictures: Buffer[] = [];
    for (const look of LOOKS.filter((each) => each.theme === theme)) {
      const picture = await photograph(browser, demo.origin, look);
      pictures.push(picture);
      if (folder) writeFileSync(join(folder, `${Object.values(look).join('-')}.png`), picture);
    }
    const made = await sheet(browser, pictures);
    writeFileSync(`docs/themes/${theme}.webp`, made);
    console.log(`docs/themes/${theme}.webp: ${pictures.length} pictures, ${Math.round(made.length / 1000)} kB`);
  }
} finally {
  await browser.close();
  await demo.remove();
}
