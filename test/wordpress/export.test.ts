/** A post of a real blog, exported by one WordPress and served by another: what we show equals it, comment by comment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { assertNoScriptFaults, settle } from '../e2e/visits.js';
import { readExport, type ExportedComment } from './export.js';
import { pluginWith, visitAs, type Backend } from './readers.js';
import type { AddedPost, WordPress } from './server.js';
import { onEachVersion } from './versions.js';

interface Shown {
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly url: string | undefined;
  /** Moment in milliseconds. */
  readonly date: number;
  readonly text: string;
}

const browser = await setBrowser();
const exported = readExport();

/** What stands on the page, with white space as it looks. */
function shownOn(page: Page): Promise<Shown[]> {
  return page.locator('comment-thread').evaluate((host) =>
    [...(host.shadowRoot?.querySelectorAll<HTMLElement>('li[part~="comment"]') ?? [])].map((item) => {
      const [name, time, content, answered] = ['author-name', 'time', 'content', 'in-reply-to'].map((part) =>
        item.querySelector<HTMLElement>(`:scope > article [part~="${part}"]`),
      );
      const above = item.parentElement?.closest<HTMLElement>('li')?.dataset['id'];
      return {
        id: item.dataset['id'] ?? '',
        parent: answered?.querySelector('a')?.href.replace(/^.*#comment-/, '') ?? above,
        name: (name?.textContent ?? '').trim(),
        url: (name?.querySelector<HTMLAnchorElement>('a[href]') ?? name?.closest<HTMLAnchorElement>('a[href]'))?.href,
        date: Date.parse(time?.querySelector('time')?.dateTime ?? ''),
        text: (content?.textContent ?? '').replace(/\s+/g, ' ').trim(),
      };
    }),
  );
}

/** The fields of a comment over REST that are compared. */
interface Served {
  readonly id: number;
  readonly parent: number;
  readonly author_name: string;
  readonly author_url: string;
  readonly date_gmt: string;
  readonly content: { readonly rendered: string };
}

/** The same, as WordPress itself answers for the public; names and texts are taken apart by the browser. */
async function servedBy(wp: WordPress, page: Page, post: number): Promise<Shown[]> {
  const response = await fetch(wp.rest(`comments?post=${post}&order=asc&orderby=date_gmt&per_page=100`));
  const items = (await response.json()) as Served[];
  const texts = await page.evaluate(
    (markup) =>
      markup.map((html) =>
        (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').replace(/\s+/g, ' ').trim(),
      ),
    items.flatMap((item) => [item.author_name, item.content.rendered]),
  );
  return items.map((item, index) => ({
    id: String(item.id),
    parent: item.parent ? String(item.parent) : undefined,
    name: texts[2 * index] ?? '',
    url: item.author_url || undefined,
    date: Date.parse(`${item.date_gmt}Z`),
    text: texts[2 * index + 1] ?? '',
  }));
}

/** Reading order of a thread: every comment is followed by its replies, oldest first. */
function inOrder(comments: readonly Shown[]): Shown[] {
  const ids = new Set(comments.map(({ id }) => id));
  const sorted = comments.toSorted((a, b) => a.date - b.date || Number(a.id) - Number(b.id));
  const under = (parent: string | undefined): Shown[] =>
    sorted
      .filter(
        (comment) => (comment.parent !== undefined && ids.has(comment.parent) ? comment.parent : undefined) === parent,
      )
      .flatMap((comment) => [comment, ...under(comment.id)]);
  return under(undefined);
}

/** The exported comments that the public may read, by the ids that this WordPress gave them. */
function readable(post: AddedPost): (ExportedComment & { now: string })[] {
  return exported.comments
    .filter(({ approved, type }) => approved === '1' && type === 'comment')
    .map((comment) => ({ ...comment, now: String(post.comments[comment.id]) }));
}

onEachVersion((site) => {
  for (const backend of ['dom', 'wordpress'] satisfies Backend[]) {
    test(`backend ${backend} shows it as WordPress serves it`, async () => {
      await site().set(pluginWith(backend));
      const post = await site().addPost(exported.post);
      const reader = await visitAs(browser, site(), post.url);
      await settle(reader.page);
      const shown = await shownOn(reader.page);
      // A theme leaves out what answers a comment that the public may not read.
      const orphans = readable(post).filter(
        ({ parent }) => parent !== '0' && !readable(post).some(({ id }) => id === parent),
      );
      assert.equal(orphans.length, 1);
      const served = inOrder(await servedBy(site(), reader.page, post.id));
      const expected = backend === 'dom' ? served.filter(({ id }) => !orphans.some(({ now }) => now === id)) : served;
      assert.ok(expected.length >= 8);
      assert.deepEqual(
        shown.map(({ id }) => id),
        expected.map(({ id }) => id),
      );
      for (const [index, comment] of shown.entries()) {
        const { parent, ...rest } = expected[index] ?? assert.fail();
        const isOrphan = orphans.some(({ now }) => now === comment.id);
        assert.deepEqual(comment, { ...rest, parent: isOrphan ? undefined : parent });
      }
      // And as it was exported.
      for (const { now, author, date, url, content, user } of readable(post)) {
        const found = shown.find(({ id }) => id === now);
        if (!found) continue;
        assert.equal(found.date, Date.parse(`${date.replace(' ', 'T')}Z`));
        if (user === '0') assert.equal(found.name, author.replaceAll('&amp;', '&'));
        assert.equal(found.url, url || undefined);
        if (!/[<&"]|http/.test(content)) assert.equal(found.text, content);
      }
      const text = await reader.page.locator('comment-thread').innerText();
      for (const { content, approved } of exported.comments) {
        if (approved !== '1') assert.ok(!text.includes(content), content);
      }
      assertNoScriptFaults(reader);
      await reader.close();
    });
  }
});
