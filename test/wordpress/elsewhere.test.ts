/** A page on another origin than the WordPress that keeps its comments, for guests and for readers with an account there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { formIn, post, shownIn } from '../e2e/threads.js';
import { assertNoScriptFaults, settle, visitIn, type Visit } from '../e2e/visits.js';
import { serve } from '../support/loopback.js';
import { newReader } from './readers.js';
import { ROOT, type WordPress } from './server.js';
import { onEachVersion } from './versions.js';

const browser = await setBrowser();

/** The lines that docs/wordpress.md has for a page elsewhere, with the addresses of a site of the tests. */
function documented(wp: WordPress, thread: number): string {
  const docs = readFileSync(join(ROOT, 'docs/wordpress.md'), 'utf8');
  const lines = [...docs.matchAll(/```html\n([^]*?)```/g)].map(([, code = '']) => code);
  assert.equal(lines.length, 2);
  return lines
    .join('')
    .replace(/https:\/\/[^"]*\/dist\/cdn\//, '/')
    .replaceAll('https://blog.example', wp.url)
    .replaceAll('thread="4"', `thread="${thread}"`);
}

/** Serves the package and one page on an origin of its own. */
function servePage(body: string) {
  const html = `<!doctype html><html lang="en"><head><title>Elsewhere</title><link rel="icon" href="data:,"></head>
    <body>${body}</body></html>`;
  return serve((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!pathname.endsWith('.js')) response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    else
      response
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end(readFileSync(join(ROOT, 'dist/cdn', pathname)));
  });
}

/** Opens a page, allows it to write, comes back and replies. */
async function replyFrom(context: BrowserContext, url: string, text: string): Promise<Visit> {
  const visit = await visitIn(context, url);
  const { page } = visit;
  await settle(page);
  await page.locator('comment-thread [part="login"]').click();
  await page.waitForURL(/authorize-application\.php/);
  await page.getByRole('button', { name: /^Yes/ }).click();
  await page.waitForURL(`${new URL(url).origin}/**`);
  // Far down in the page, and the reader is there again.
  await page.locator('comment-thread reply-form textarea:focus').waitFor();
  assert.equal(page.url(), url);
  assert.equal(await formIn(page).getByLabel('Email').count(), 0);
  await post(formIn(page), { text });
  await page.locator('comment-thread [part~="content"]').getByText(text).waitFor();
  return visit;
}

onEachVersion((site) => {
  test('the reader allows the page to write, comes back and replies; the password is nowhere to be found', async (t) => {
    const wp = site();
    await wp.set({ plugin: true, options: { comment_registration: 1 } });
    const { reader } = wp.content.users;
    const { id } = wp.content.posts.empty;
    const elsewhere = await servePage(
      `<h1 style="height: 400vh">An article</h1>${documented(wp, id).replace(/<form[^]*/, '')}`,
    );
    t.after(elsewhere.close);
    const context = await newReader(browser, wp, { user: 'reader' });
    t.after(() => context.close());
    const visit = await replyFrom(context, `${elsewhere.origin}/article?lang=en`, 'From another site.');
    const { page } = visit;
    const rows = await wp.stored(id);
    assert.deepEqual(
      rows.map((row) => [row.comment_content, Number(row.user_id)]),
      [['From another site.', reader.id]],
    );
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    const passwords = visit.requests.flatMap((request) => /[?&]password=([^&]+)/.exec(request)?.[1] ?? []);
    assert.deepEqual(passwords, [], 'no server is told');
    assert.ok(!/state|password|user_login/.test(kept), kept);
    assertNoScriptFaults(visit);

    // Another day: nothing was kept, and WordPress takes no name for a password twice.
    await visit.close();
    await (await replyFrom(context, `${elsewhere.origin}/other`, 'And once more.')).close();
    assert.equal((await wp.stored(id)).length, 2);
  });

  test('a guest reads there, and replies by a form that the browser sends to the site, without REST or a plugin', async (t) => {
    const wp = site();
    await wp.set({ guests: false });
    const { id, url, comments } = wp.content.posts.open;
    const elsewhere = await servePage(documented(wp, id));
    t.after(elsewhere.close);
    const context = await newReader(browser, wp);
    t.after(() => context.close());
    const visit = await visitIn(context, `${elsewhere.origin}/article`);
    const { page } = visit;
    await settle(page);
    const shown = await shownIn(page.locator('comment-thread'));
    assert.deepEqual([shown.length, shown[0]?.id], [8, String(comments['first'])]);
    await post(page.locator('form > reply-form'), {
      text: 'By the browser.',
      name: 'Ilse',
      email: 'ilse@example.test',
    });
    await page.waitForURL(/#comment-\d+$/);
    assert.equal(new URL(page.url()).pathname, new URL(url).pathname);
    const row = (await wp.stored(id)).at(-1);
    assert.deepEqual([row?.comment_content, row?.comment_author], ['By the browser.', 'Ilse']);
    assertNoScriptFaults(visit);
  });
});
