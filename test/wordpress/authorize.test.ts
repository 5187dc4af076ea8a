/** A page on another origin whose reader has an account at the WordPress that keeps the comments. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setBrowser } from '../e2e/stage.js';
import { formIn, post } from '../e2e/threads.js';
import { assertNoScriptFaults, settle, visitIn } from '../e2e/visits.js';
import { serve } from '../support/loopback.js';
import { newReader } from './readers.js';
import { ROOT } from './server.js';
import { onEachVersion } from './versions.js';

const browser = await setBrowser();

/** Serves the package and one page with a thread of the site. */
function servePage(base: string, thread: number) {
  const html = `<!doctype html><html lang="en"><head><title>Elsewhere</title><link rel="icon" href="data:,">
    <script type="module" src="/commentariat.js"></script></head>
    <body><comment-thread src="${base}" thread="${thread}"></comment-thread></body></html>`;
  return serve((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!pathname.endsWith('.js')) response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    else
      response
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end(readFileSync(join(ROOT, 'dist/cdn', pathname)));
  });
}

onEachVersion((site) => {
  test('the reader allows the page to write, comes back and replies; the password is nowhere to be found', async (t) => {
    const wp = site();
    await wp.set({ plugin: true, options: { comment_registration: 1 } });
    const { reader } = wp.content.users;
    const { id } = wp.content.posts.empty;
    const elsewhere = await servePage(wp.rest(), id);
    t.after(elsewhere.close);
    const context = await newReader(browser, wp, { user: 'reader' });
    t.after(() => context.close());
    const visit = await visitIn(context, `${elsewhere.origin}/article?lang=en`);
    const { page } = visit;
    await settle(page);
    await page.locator('comment-thread [part="login"]').click();
    await page.waitForURL(/authorize-application\.php/);
    await page.getByRole('button', { name: /^Yes/ }).click();
    await page.waitForURL(`${elsewhere.origin}/**`);
    await settle(page);
    assert.equal(page.url(), `${elsewhere.origin}/article?lang=en`);
    assert.equal(await formIn(page).getByLabel('Email').count(), 0);
    await post(formIn(page), { text: 'From another site.' });
    await page.locator('comment-thread [part~="content"]').getByText('From another site.').waitFor();
    const rows = await wp.stored(id);
    assert.deepEqual(
      rows.map((row) => [row.comment_content, Number(row.user_id)]),
      [['From another site.', reader.id]],
    );
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    const passwords = visit.requests.flatMap((request) => /[?&]password=([^&]+)/.exec(request)?.[1] ?? []);
    assert.equal(passwords.length, 1, 'WordPress puts it into the address it comes back to, once');
    assert.ok(!kept.includes(decodeURIComponent(passwords[0] ?? '')));
    assertNoScriptFaults(visit);
  });
});
