import axe from 'axe-core';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** What axe-core finds in the whole page, shadow roots included: one line for each rule and place. */
export async function assertAccessible(page: Page): Promise<void> {
  // Evaluated rather than added as a script, which the pages' own policy forbids.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
    );
  });
  assert.deepEqual(found, []);
}

/** Nothing is wider than the window: no reader has to scroll sideways (WCAG 1.4.10). */
export async function assertNoSidewaysScroll(page: Page): Promise<void> {
  const { inner, content } = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    return { inner: clientWidth, content: scrollWidth };
  });
  assert.ok(content <= inner, `the page is ${content} px wide in a window of ${inner} px`);
}
