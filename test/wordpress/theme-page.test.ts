/** Pages of a real theme with the plugin: without JavaScript they stay the theme's, with it the thread is ours. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { answer, formIn, post, send, shownIn, type, type ShownComment } from '../e2e/threads.js';
import { assertNoScriptFaults, settle } from '../e2e/visits.js';
import { newReader, pluginWith, themeComments, visitAs, type Backend } from './readers.js';
import type { WordPress } from './server.js';
import { BLOCK_THEME, onEachVersion } from './versions.js';

const BACKENDS: readonly Backend[] = ['dom', 'wordpress'];
const GUEST = { name: 'Ilse Marek', email: 'ilse@example.test' };

const browser = await setBrowser();

function threadOf(page: Page): Promise<ShownComment[]> {
  return shownIn(page.locator('comment-thread'));
}

/** Nothing of the theme's own comments can be seen, and they are there all the same. */
async function assertOursAlone(page: Page): Promise<void> {
  assert.deepEqual(await themeComments(page), []);
  assert.ok((await page.locator('comment-thread li[id^="comment-"]').count()) > 0);
  assert.equal(await page.locator('#commentform').isVisible(), false);
}

/** What anybody gets to read without JavaScript. */
async function themeSays(wp: WordPress, url: string): Promise<string[]> {
  const reader = await visitAs(browser, wp, url, { scripts: false });
  const texts = (await themeComments(reader.page)).map(({ text }) => text);
  await reader.close();
  return texts;
}

async function openThread(wp: WordPress, url: string, user?: 'reader' | 'author') {
  const reader = await visitAs(browser, wp, url, user && { user });
  await settle(reader.page);
  return reader;
}

/** Waits until the thread shows a comment with this text, and returns it. */
async function shownWith(page: Page, text: string): Promise<ShownComment> {
  const content = page.locator('comment-thread [part~="content"]').getByText(text, { exact: true });
  const id = await content.evaluate((node) => node.closest('li')?.dataset['id']);
  const found = (await threadOf(page)).find((comment) => comment.id === id);
  assert.ok(found, text);
  return found;
}

onEachVersion((site, version) => {
  afterEach(() => assert.deepEqual(site().complaints(), []));
  const themes = { classic: 'twentytwentyone', block: BLOCK_THEME[version] };

  for (const [kind, theme] of Object.entries(themes)) {
    describe(`without JavaScript, ${kind} theme`, () => {
      test('the list and the form of the theme are there, and a guest replies through it', async () => {
        await site().set({ ...pluginWith('dom'), theme });
        const { url, comments } = site().content.posts.open;
        const { page, close } = await visitAs(browser, site(), url, { scripts: false });
        const before = await themeComments(page);
        assert.deepEqual(
          before.slice(0, 3).map(({ id, under, text }) => [id, under, text.split('\n')[0]]),
          [
            [
              String(comments['first']),
              undefined,
              'Does the evening train still wait for the milk? See https://example.test/timetable',
            ],
            [String(comments['answer']), String(comments['first']), 'Русский комментарий'],
            [String(comments['author']), String(comments['answer']), 'It waits on Sundays.'],
          ],
        );
        // By the names that WordPress gives them: themes put the words of one label into those of another.
        for (const [id, text] of [
          ['comment', 'Sent without a script.'],
          ['author', GUEST.name],
          ['email', GUEST.email],
        ] as const) {
          await page.locator(`#${id}`).fill(text);
        }
        await page.getByRole('button', { name: 'Post Comment' }).click();
        await page.waitForURL(/#comment-\d+$/);
        const after = await themeComments(page);
        assert.equal(after.length, before.length + 1);
        assert.ok(after.some(({ text }) => text === 'Sent without a script.'));
        await close();
      });
    });

    test(`whether a script runs or not, comments are as wide as in the ${kind} theme itself`, async () => {
      const places = async (scripts: boolean, width: number) => {
        const { page, close } = await visitAs(browser, site(), site().content.posts.open.url, { scripts, width });
        if (scripts) await settle(page);
        const list = page.locator(scripts ? 'comment-thread' : 'ol.comment-list, ol.wp-block-comment-template');
        const { x, width: wide } = (await list.boundingBox()) ?? assert.fail();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await close();
        return [Math.round(x), Math.round(wide), overflow];
      };
      for (const width of [1280, 320]) {
        await site().set({ plugin: false, theme });
        const own = await places(false, width);
        for (const backend of BACKENDS) {
          await site().set({ ...pluginWith(backend), theme });
          for (const scripts of [false, true])
            assert.deepEqual(await places(scripts, width), own, `${backend}, ${scripts ? 'with' : 'without'} script`);
        }
      }
    });

    for (const backend of BACKENDS) {
      describe(`with JavaScript, ${kind} theme, backend ${backend}`, () => {
        test('the thread is ours; what a guest posts stands in the page of the theme', async () => {
          await site().set({ ...pluginWith(backend), theme });
          const { url, comments } = site().content.posts.open;
          const reader = await openThread(site(), url);
          const { page } = reader;
          await assertOursAlone(page);
          const first = (await threadOf(page))[0];
          assert.deepEqual([first?.id, first?.name], [String(comments['first']), 'Alice O’Hara']);

          await post(formIn(page), { text: 'A comment from the page.', ...GUEST });
          const own = await shownWith(page, 'A comment from the page.');
          assert.deepEqual([own.name, own.under], [GUEST.name, undefined]);
          await answer(page, String(comments['answer']));
          await post(formIn(page), { text: 'And a reply to Boris.' });
          assert.equal((await shownWith(page, 'And a reply to Boris.')).under, String(comments['answer']));

          const said = await themeSays(site(), url);
          for (const text of ['A comment from the page.', 'And a reply to Boris.'])
            assert.ok(said.includes(text), text);
          await page.reload();
          await settle(page);
          assert.equal((await shownWith(page, 'And a reply to Boris.')).under, String(comments['answer']));
          assertNoScriptFaults(reader);
          await reader.close();
        });

        // Over REST the theme makes no difference to the rest.
        if (kind === 'block' && backend === 'wordpress') return;

        test('a reader who is logged in posts with the account', async () => {
          await site().set({ ...pluginWith(backend), theme, options: { comment_registration: 1 } });
          const { id, url } = site().content.posts.empty;
          const reader = await openThread(site(), url, 'reader');
          const form = formIn(reader.page);
          assert.equal(await form.getByLabel('Email').count(), 0);
          await post(form, { text: 'With my account.' });
          assert.equal((await shownWith(reader.page, 'With my account.')).name, 'Rita Reader');
          const [row] = await site().stored(id);
          assert.deepEqual(
            [row?.comment_content, Number(row?.user_id)],
            ['With my account.', site().content.users.reader.id],
          );
          assert.deepEqual(await themeSays(site(), url), ['With my account.']);
          assertNoScriptFaults(reader);
          await reader.close();
        });

        test('a comment that waits for a moderator is shown to its writer as such, and to nobody else', async () => {
          await site().set({ ...pluginWith(backend), theme, options: { comment_moderation: 1 } });
          const { id, url } = site().content.posts.empty;
          const reader = await openThread(site(), url);
          await post(formIn(reader.page), { text: 'May I?', ...GUEST });
          await shownWith(reader.page, 'May I?');
          await reader.page.locator('[part~="comment-pending"]').waitFor();
          assert.deepEqual(await themeSays(site(), url), []);
          const [row] = await site().stored(id);
          assert.equal(row?.comment_approved, '0');
          await site().moderate(Number(row?.comment_ID), 'approve');
          assert.deepEqual(await themeSays(site(), url), ['May I?']);
          assertNoScriptFaults(reader);
          await reader.close();
        });
      });
    }
  }

  test('a link to a comment leads to it, in the thread that took the place of the list', async () => {
    await site().set(pluginWith('dom'));
    const { url, comments } = site().content.posts.open;
    const reader = await openThread(site(), `${url}#comment-${comments['second']}`);
    await reader.page.locator('[part~="comment-target"]').waitFor();
    assert.match(await reader.page.locator('[part~="comment-target"]').innerText(), /A name that looks like markup/);
    assertNoScriptFaults(reader);
    await reader.close();
  });

  test('pages that are no posts have threads, too', async () => {
    for (const backend of BACKENDS) {
      await site().set(pluginWith(backend));
      const { id, url } = site().content.posts.page;
      const reader = await openThread(site(), url);
      await post(formIn(reader.page), { text: `By ${backend}.`, ...GUEST });
      await shownWith(reader.page, `By ${backend}.`);
      assert.equal((await site().stored(id)).at(-1)?.comment_content, `By ${backend}.`);
      assertNoScriptFaults(reader);
      await reader.close();
    }
  });

  test('where the site takes no guests, they are told where to log in', async () => {
    for (const backend of BACKENDS) {
      await site().set({ ...pluginWith(backend), options: { comment_registration: 1 } });
      const { url } = site().content.posts.open;
      const reader = await openThread(site(), url);
      const link = reader.page
        .locator('comment-thread')
        .getByRole('link', { name: /log in/i })
        .first();
      const login = new URL((await link.getAttribute('href')) ?? '', url);
      assert.equal(login.pathname, '/wp-login.php');
      assert.equal(new URL(login.searchParams.get('redirect_to') ?? '').pathname, new URL(url).pathname);
      assertNoScriptFaults(reader);
      await reader.close();
    }
  });

  test('a nonce that expires while the reader types is of no concern to the reader', async () => {
    await site().set(pluginWith('wordpress'));
    const { id, url } = site().content.posts.empty;
    const reader = await openThread(site(), url, 'reader');
    await type(formIn(reader.page), { text: 'I typed for a day.' });
    await site().expireNonces();
    await send(formIn(reader.page));
    assert.equal((await shownWith(reader.page, 'I typed for a day.')).name, 'Rita Reader');
    assert.deepEqual(
      (await site().stored(id)).map((row) => Number(row.user_id)),
      [site().content.users.reader.id],
    );
    assertNoScriptFaults(reader);
    await reader.close();
  });

  test('a script that cannot be fetched leaves the page as the theme made it', async () => {
    await site().set({ ...pluginWith('dom'), pluginConstants: { COMMENTARIAT_SCRIPT: '/commentariat/gone.js' } });
    const context = await newReader(browser, site());
    const page = await context.newPage();
    await page.goto(site().content.posts.open.url);
    assert.equal((await themeComments(page)).length, 9);
    assert.equal(await page.locator('#commentform').isVisible(), true);
    await context.close();
  });
});
