import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { setStage } from './stage.js';
import { commentById, formIn, type as typeIn } from './threads.js';
import { assertFaultless, NARROW, settle, visit } from './visits.js';

/** Narrowest column that is still read with ease, in CSS pixels. */
const READABLE = 200;
const SMALLEST_TEXT = 12;

const stage = await setStage();

async function openHostile(viewport = { width: 1280, height: 900 }) {
  const reader = await visit(stage.browser, `${stage.demo.origin}/hostile.html`, { viewport });
  await settle(reader.page);
  return reader;
}

/** Runs in the page: texts of a thread that a reader could not read, each with the reason. */
function unreadable(section: Element, smallest: number): string[] {
  const frame = section.getBoundingClientRect();
  return [...section.querySelectorAll('comment-thread')].flatMap((thread) =>
    [
      ...(thread.shadowRoot?.querySelectorAll('[part~=heading], [part=author-name], [part=time], [part=content]') ??
        []),
    ].flatMap((node) => {
      const { left, right, width, height } = node.getBoundingClientRect();
      const { visibility, fontSize, opacity, display } = getComputedStyle(node);
      return [
        [left >= frame.left - 1 && right <= frame.right + 1, `is from ${left} to ${right}`],
        [width > 0 && height > 0, `is ${width} by ${height}`],
        [visibility === 'visible' && opacity === '1' && display !== 'none', `${visibility} ${opacity} ${display}`],
        [parseFloat(fontSize) >= smallest, `has letters of ${fontSize}`],
      ].flatMap(([fine, reason]) => (fine ? [] : [`${node.textContent?.trim().slice(0, 30)} ${reason}`]));
    }),
  );
}

/** Runs in the page: how far each comment's text reaches, in reading order. */
function columnsOf(thread: Element): { left: number; right: number; top: number; bottom: number }[] {
  return [...(thread.shadowRoot?.querySelectorAll('[part=content]') ?? [])].map((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { left, right, top, bottom };
  });
}

for (const width of [1280, NARROW.width]) {
  test(`in every hostile section all texts stay inside it and can be read, ${width} px wide`, async () => {
    // So high that every comment is laid out; far from the window they only have an estimated size.
    const reader = await openHostile({ width, height: 30_000 });
    const sections = await reader.page.locator('main > section').all();
    assert.equal(sections.length, 9);
    for (const section of sections) assert.deepEqual(await section.evaluate(unreadable, SMALLEST_TEXT), []);
    for (const thread of await reader.page.locator('comment-thread').all()) {
      const columns = await thread.evaluate(columnsOf);
      columns.forEach(({ top }, index) => assert.ok(top >= (columns[index - 1]?.bottom ?? 0), 'comments overlap'));
    }
    assertFaultless(reader);
    await reader.close();
  });
}

test('twelve levels of replies leave a readable column on a narrow page', async () => {
  const reader = await visit(stage.browser, `${stage.demo.origin}/states.html?state=deep`, { viewport: NARROW });
  await settle(reader.page);
  const columns = await reader.page.locator('comment-thread').evaluate(columnsOf);
  assert.equal(columns.length, 12);
  for (const { left, right } of columns) {
    assert.ok(right - left >= READABLE, `a column of ${right - left} px`);
    assert.ok(left >= 0 && right <= NARROW.width);
  }
  await commentById(reader.page, await lastId(reader.page.locator('comment-thread'))).waitFor();
  assertFaultless(reader);
  await reader.close();
});

function lastId(thread: Locator): Promise<string> {
  return thread.evaluate((host) => {
    const items = host.shadowRoot?.querySelectorAll<HTMLElement>('li[part~="comment"]') ?? [];
    return [...items].at(-1)?.dataset['id'] ?? '';
  });
}

test('right to left, replies are indented from the right', async () => {
  const reader = await openHostile();
  const section = reader.page.locator('section[aria-labelledby=rtl-title]');
  const [first, second] = await section.locator('li[part~=comment] > article').evaluateAll((articles) =>
    articles
      .filter((article) => article.parentElement?.closest('ol')?.dataset['level'] === '1')
      .slice(0, 1)
      .flatMap((reply) => [reply.closest('ol')?.parentElement?.querySelector('article'), reply])
      .map((article) => article?.getBoundingClientRect().right),
  );
  assert.ok(first !== undefined && second !== undefined && second < first, `${second} is not left of ${first}`);
  await reader.close();
});

test('two threads on a page share neither what is typed nor what is collapsed', async () => {
  const reader = await openHostile();
  const [one, two] = await reader.page.locator('section[aria-labelledby=twice-title] comment-thread').all();
  const [other] = await reader.page.locator('section[aria-labelledby=narrow-title] comment-thread').all();
  assert.ok(one && two && other);
  await typeIn(formIn(one), { text: 'Only here.' });
  assert.equal(await formIn(other).getByRole('textbox', { name: 'Comment' }).inputValue(), '');
  await one
    .getByRole('button', { name: /^Hide comment/ })
    .first()
    .click();
  await one.locator('[part=collapse-button][aria-expanded=false]').waitFor();
  assert.equal(await two.locator('[part=collapse-button][aria-expanded=false]').count(), 0);
  await two
    .getByRole('button', { name: /^Reply to/ })
    .first()
    .click();
  await formIn(two)
    .getByRole('heading', { name: /^Leave a Reply to/ })
    .waitFor();
  assert.equal(await formIn(two).getByRole('textbox', { name: 'Comment' }).inputValue(), '');
  assert.equal(await formIn(one).getByRole('textbox', { name: 'Comment' }).inputValue(), 'Only here.');
  assert.equal(await formIn(one).getByRole('heading', { name: 'Leave a Reply', exact: true }).count(), 1);
  assertFaultless(reader);
  await reader.close();
});

test('a thread inside a form of the page neither sends it nor is sent by it', async () => {
  const reader = await openHostile();
  const { page } = reader;
  const thread = page.locator('form.search comment-thread');
  const before = page.url();
  await typeIn(formIn(thread), { text: 'A lamp.', name: 'Ilse Marek', email: 'ilse@example.com' });
  await formIn(thread).getByRole('textbox', { name: 'Name' }).press('Enter');
  await thread.locator('[part=content]', { hasText: 'A lamp.' }).waitFor();
  assert.equal(page.url(), before);
  assertFaultless(reader);
  await reader.close();
});
