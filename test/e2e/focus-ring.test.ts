import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { setStage } from './stage.js';
import { settle, visit } from './visits.js';

const stage = await setStage();
/** How far a ring of 2 pixels, 2 pixels away, reaches beyond what it is around. */
const REACH = 4;

/** How many pixels change in the strips beside an element when the focus comes, at its left and at its right. */
async function changedBeside(page: Page, target: Locator): Promise<[left: number, right: number]> {
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox()) ?? assert.fail('it is not there');
  const strip = (x: number) => ({ clip: { x, y: box.y, width: REACH - 1, height: box.height } });
  const strips = [strip(Math.floor(box.x) - REACH), strip(Math.ceil(box.x + box.width) + 1)];
  const look = () => Promise.all(strips.map((each) => page.screenshot(each)));
  const before = await look();
  await target.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  const after = await look();
  const [left = 0, right = 0] = await Promise.all(
    before.map((image, index) =>
      page.evaluate(
        countChanged,
        [image, after[index] ?? image].map((each) => each.toString('base64')),
      ),
    ),
  );
  return [left, right];
}

/** Runs in the page. */
async function countChanged(images: string[]): Promise<number> {
  const pixels = await Promise.all(
    images.map(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas?.drawImage(image, 0, 0);
      return [
        ...new Uint32Array(canvas?.getImageData(0, 0, image.width, image.height).data.buffer ?? new ArrayBuffer()),
      ];
    }),
  );
  return pixels[0]?.filter((pixel, index) => pixel !== pixels[1]?.[index]).length ?? 0;
}

const TARGETS = {
  'field as wide as the thread': 'reply-form textarea',
  'button at the edge of a comment': '[part~=collapse-button]',
};

for (const dir of ['ltr', 'rtl'])
  for (const [what, selector] of Object.entries(TARGETS)) {
    test(`the focus ring of a ${what} is whole at both sides, ${dir}`, async () => {
      const { page, close } = await visit(stage.browser, stage.demo.origin, { viewport: { width: 700, height: 700 } });
      await settle(page);
      await page.evaluate((direction) => (document.documentElement.dir = direction), dir);
      const target = page.locator(`comment-thread ${selector}`).first();
      await target.waitFor();
      const [left, right] = await changedBeside(page, target);
      const { height = 0 } = (await target.boundingBox()) ?? {};
      assert.ok(left > height && right > height, `${left} and ${right} pixels of a ring ${height} pixels high`);
      await close();
    });
  }
