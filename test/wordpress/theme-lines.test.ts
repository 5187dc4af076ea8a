/** What docs/wordpress.md says that a theme can do without our plugin, on a WordPress that allows no guests over REST. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { answer, formIn, post, shownIn } from '../e2e/threads.js';
import { assertNoScriptFaults, settle, visitIn } from '../e2e/visits.js';
import { newReader, pluginWith, themeComments, visitAs } from './readers.js';
import { ROOT, type UserName } from './server.js';
import { onEachVersion } from './versions.js';

const browser = await setBrowser();

/** The documented lines, with the script from this source; `%` is where the theme prints its comments. */
function documentedLines(): string {
  const docs = readFileSync(join(ROOT, 'docs/wordpress.md'), 'utf8');
  const [, lines = ''] = /```php\n(<script[\s\S]*?)```/.exec(docs) ?? [];
  assert.match(lines, /<\?php comments_template\(\); \?>/);
  return lines.replace(/https:\/\/[^"]*\/dist\/cdn\//, '/commentariat/').replace('<?php comments_template(); ?>', '%');
}

/** Puts the lines into the pages of the classic theme, around what `comments_template()` prints there. */
async function editTheme(context: BrowserContext, lines = documentedLines()): Promise<void> {
  await context.route(/\/\d{4}\/\d\d\/\d\d\//, async (route) => {
    const response = await route.fetch();
    const page = await response.text();
    const body = page.replace(/<div id="comments"[\s\S]*<\/div><!-- #comments -->/, (own) =>
      lines.replace('%', () => own),
    );
    await route.fulfill({ response, body });
  });
}

onEachVersion((site) => {
  const writers: readonly (UserName | undefined)[] = [undefined, 'reader'];
  for (const user of writers) {
    test(`two lines in a theme are enough for ${user ? 'an account' : 'a guest'}`, async () => {
      await site().set({ guests: false });
      const { id, url } = site().content.posts.open;
      const context = await newReader(browser, site(), user && { user });
      await editTheme(context);
      const reader = await visitIn(context, url);
      const { page } = reader;
      await settle(page);
      assert.deepEqual(await themeComments(page), []);
      const before = (await shownIn(page.locator('comment-thread'))).length;
      await post(formIn(page), { text: 'By two lines.', ...(!user && { name: 'Ilse', email: 'ilse@example.test' }) });
      await page.locator('comment-thread').getByText('By two lines.').waitFor();
      assert.equal((await shownIn(page.locator('comment-thread'))).length, before + 1);
      const row = (await site().stored(id)).at(-1);
      assert.deepEqual([row?.comment_content, row?.comment_author], ['By two lines.', user ? 'Rita Reader' : 'Ilse']);
      assertNoScriptFaults(reader);
      await context.close();
    });
  }

  test('a guest whom REST refuses replies by the form of the theme, and knows of no detour', async () => {
    await site().set({ guests: false, options: { require_name_email: 0 } });
    const { id, url, comments } = site().content.posts.open;
    const context = await newReader(browser, site());
    await editTheme(context, documentedLines().replace('backend="dom"', 'backend="wordpress"'));
    const reader = await visitIn(context, url);
    const { page } = reader;
    await settle(page);
    const before = (await shownIn(page.locator('comment-thread'))).length;
    await post(formIn(page), { text: 'By a detour.', name: 'Ilse', email: 'ilse@example.test' });
    await page.locator('comment-thread').getByText('By a detour.').waitFor();
    await answer(page, String(comments['first']));
    await post(formIn(page), { text: 'And once more.' });
    await page.locator('comment-thread').getByText('And once more.').waitFor();
    assert.equal((await shownIn(page.locator('comment-thread'))).length, before + 2);
    const rows = (await site().stored(id)).slice(-2);
    assert.deepEqual(
      rows.map((row) => [row.comment_content, row.comment_author, Number(row.comment_parent)]),
      [
        ['By a detour.', 'Ilse', 0],
        ['And once more.', 'Ilse', comments['first']],
      ],
    );
    const sent = reader.requests
      .filter((request) => request.startsWith('POST '))
      .map((request) => new URL(request.slice(5)).pathname);
    assert.deepEqual(sent, ['/wp-json/wp/v2/comments', '/wp-comments-post.php', '/wp-comments-post.php']);
    assertNoScriptFaults(reader);
    await context.close();
  });

  test('where the site lets nobody write over REST, and says so, the form is the way from the start', async () => {
    const pluginConstants = { ...pluginWith('wordpress').pluginConstants, COMMENTARIAT_GUESTS: false };
    await site().set({ ...pluginWith('wordpress'), pluginConstants });
    const { id, url } = site().content.posts.empty;
    const reader = await visitAs(browser, site(), url);
    await settle(reader.page);
    await post(formIn(reader.page), { text: 'No need to log in.', name: 'Ilse', email: 'ilse@example.test' });
    await reader.page.locator('comment-thread').getByText('No need to log in.').waitFor();
    assert.ok(!reader.requests.some((request) => /^POST .*wp-json/.test(request)));
    assert.equal((await site().stored(id))[0]?.comment_author, 'Ilse');
    assertNoScriptFaults(reader);
    await reader.close();
  });
});
