import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openSite } from '../package/site.js';
import { ROOT } from '../support/demo.js';
import { documentOf, needsSeedPage, readSeedPage } from './seed-page.js';
import { setStage } from './stage.js';
import { commentById, shownIn } from './threads.js';
import { assertFaultless, assertOwnOrigin, settle, visit, type Visit } from './visits.js';

const CATEGORIES = [
  'Railways',
  'Velmari-Dorenian relations',
  'Velmari-Ilmaran relations',
  'Velmari-Norholt relations',
  'Velmari-Sendrian relations',
  'Velmar',
];

const stage = await setStage();
const reader = await visit(stage.browser, `${stage.demo.origin}/index.html`);
await settle(reader.page);

test('the heading says eight, seven are shown, and a line says why', async () => {
  const { page } = reader;
  const title = 'Valley Railway Compact Narrows Velmar’s Choices';
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByRole('heading', { name: `8 responses to “${title}”`, exact: true, level: 2 }).waitFor();
  await page.getByText('1 response is not shown here.', { exact: true }).waitFor();
  assert.equal((await shownIn(page.locator('comment-thread'))).length, 7);
});

test('six comments are numbered; the reply stands without a number under the first', async () => {
  const { page } = reader;
  const shown = await shownIn(page.locator('comment-thread'));
  const numbered = shown.filter(({ number }) => number !== undefined);
  assert.deepEqual(
    numbered.map(({ number }) => number),
    ['1', '2', '3', '4', '5', '6'],
  );
  const [first, reply] = shown;
  assert.equal(first?.number, '1');
  assert.deepEqual([reply?.under, reply?.number, reply?.name], [first?.id, undefined, 'Mira Tolan']);
  const boxes = [first, reply].map((comment) => commentById(page, comment?.id ?? '').boundingBox());
  const [above, below] = await Promise.all(boxes);
  assert.ok(above && below && below.y >= above.y + above.height, 'the reply follows the comment');
  assert.ok(below.x > above.x, 'the reply is indented');
});

test('the byline names the first source, and six categories follow the article', async () => {
  const article = reader.page.locator('article-view');
  assert.equal(
    await article.locator('[part=byline]').innerText(),
    'By Mira Tolan, published originally in The Corridor Monitor on January 16, 2012',
  );
  assert.equal(await article.locator('[part=categories]').innerText(), `Filed under ${CATEGORIES.join(', ')}`);
  assert.deepEqual(await article.locator('[part=category]').allInnerTexts(), CATEGORIES);
});

test('Russian comments find their direction themselves and claim no language', async () => {
  const bodies = await reader.page.locator('[part=content]', { hasText: /[а-я]{4}/i }).all();
  assert.equal(bodies.length, 3);
  for (const body of bodies) {
    assert.equal(await body.getAttribute('dir'), 'auto');
    assert.equal(await body.evaluate((node) => node.closest('[lang]')), null);
  }
});

test('services that are gone or renamed are still named at old comments', async () => {
  for (const [id, header] of [
    ['2057', 'Petra Lindholm via Google+'],
    ['2071', 'Upper Line Watch via Twitter'],
  ] as const) {
    const texts = await commentById(reader.page, id).locator('[part=author-name], [part=provider]').allTextContents();
    assert.equal(texts.join(' '), header);
  }
  assert.equal(await reader.page.locator('[part=provider]').count(), 2);
});

test('nothing goes wrong behind the page', () => {
  assertFaultless(reader);
  assertOwnOrigin(reader);
});

test('the page the project began from is shown whole', needsSeedPage, async (t: TestContext) => {
  const seed = readSeedPage();
  const folder = mkdtempSync(join(tmpdir(), 'commentariat-seed-'));
  t.after(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(ROOT, 'dist'), join(folder, 'dist'), 'junction');
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(documentOf(seed)));
  const site = await openSite(folder, { '/': SEED_HTML });
  t.after(() => site.close());
  const opened = await visit(stage.browser, `${site.origin}/`);
  await settle(opened.page);
  await assertShowsAll(opened, seed);
  assertFaultless(opened);
  assertOwnOrigin(opened);
});

const SEED_HTML = `<!doctype html>
<html lang="en">
  <title>Seed</title>
  <link rel="icon" href="data:," />
  <script type="module" src="/dist/cdn/commentariat.js"></script>
  <article-view src="seed.json" thread="/seed/"></article-view>
  <comment-thread src="seed.json" thread="/seed/"></comment-thread>
</html>`;

async function assertShowsAll({ page }: Visit, seed: ReturnType<typeof readSeedPage>): Promise<void> {
  const article = page.locator('article-view');
  const shown = await shownIn(page.locator('comment-thread'));
  const paragraphs = (await article.locator('[part=content] p').allInnerTexts()).map(oneLine);
  assert.deepEqual(paragraphs, seed.paragraphs);
  // A quoted work's own line of source and date is its first paragraph on the page.
  for (const [index, { head, parentId, paragraphs }] of seed.comments.entries()) {
    const { under, name, cite = [], paragraphs: own = [] } = shown[index] ?? {};
    assert.equal(under, parentId);
    if (head) assert.ok([name, cite[0]].includes(head), `${head} is not shown`);
    assert.deepEqual([...cite.slice(1), ...own], paragraphs);
  }
  assert.deepEqual(
    shown.flatMap(({ number }) => number ?? []),
    ['1', '2', '3', '4', '5', '6'],
  );
  assert.equal(shown.length, 7);
  await page.getByRole('heading', { name: `8 responses to “${seed.title}”`, exact: true }).waitFor();
  assert.equal(await article.locator('[part=category]').count(), 6);
  assert.equal(await article.locator('[part=categories]').innerText(), seed.filed);
  assert.equal(`(${await article.locator('[part=byline]').innerText()})`, seed.byline.replace(' the ', ' '));
  const seen = new Set([...paragraphs, ...shown.flatMap(({ name, cite, paragraphs: own }) => [name, ...cite, ...own])]);
  const missing = seed.lines.filter((line) => !seen.has(line.replace(/^(\d+\.|•) /, '')));
  assert.deepEqual(missing, [seed.title, seed.byline, seed.filed, seed.heading, ...seed.form]);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
