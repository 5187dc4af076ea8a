/**
 * Posting as the theme's form does it, to a WordPress as it comes, for every way in which that can end. The thread stands around
 * the theme's own list and form (backend `dom`); the REST API takes no guests.
 */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { setBrowser } from '../e2e/stage.js';
import { answer, commentById, formIn, post, send, shownIn } from '../e2e/threads.js';
import { assertNoScriptFaults, settle, type Visit } from '../e2e/visits.js';
import { pluginWith, themeComments, visitAs, type Backend } from './readers.js';
import type { Settings } from './server.js';
import { BLOCK_THEME, onEachVersion } from './versions.js';

const GUEST = { name: 'Ilse Marek', email: 'ilse@example.test' };

/** WordPress stores other words than these, and compares with those that it has stored. */
const ONCE = 'Fish & chips <3 at 3x4, "once" :-D';

const browser = await setBrowser();

interface Opened extends Visit {
  readonly post: number;
}

onEachVersion((site, version) => {
  afterEach(() => assert.deepEqual(site().complaints(), []));

  async function open(settings: Settings = {}, name: 'empty' | 'open' = 'empty'): Promise<Opened> {
    await site().set({ ...pluginWith('dom'), ...settings });
    const { id, url } = site().content.posts[name];
    const visit = await visitAs(browser, site(), url);
    await settle(visit.page);
    return { ...visit, post: id };
  }

  /** What the database holds, in the words of a test. */
  async function stored(id: number): Promise<string[]> {
    const rows = await site().stored(id);
    return rows.map((row) => `${row.comment_approved} ${row.comment_author}: ${row.comment_content}`);
  }

  /** Sends, and returns what the reader is told of the refusal. */
  async function refusal(page: Page, text: string, guest: object = GUEST): Promise<string> {
    await post(formIn(page), { ...guest, text });
    await page.locator('reply-form [part~="error"], reply-form #problems').first().waitFor();
    assert.equal(await formIn(page).getByRole('textbox', { name: 'Comment' }).inputValue(), text, 'the text is kept');
    return page.locator('reply-form form').innerText();
  }

  async function textsIn(page: Page, count: number): Promise<string[]> {
    await page
      .locator('comment-thread [part~="content"]')
      .nth(count - 1)
      .waitFor();
    return (await shownIn(page.locator('comment-thread'))).map(({ paragraphs }) => paragraphs.join(' '));
  }

  for (const theme of ['twentytwentyone', BLOCK_THEME[version]]) {
    test(`what the thread shows is what the theme ${theme} lists`, async () => {
      const visit = await open({ theme }, 'open');
      const ours = await shownIn(visit.page.locator('comment-thread'));
      const { comments } = site().content.posts.open;
      const kept = ['first', 'answer', 'author', 'deep', 'deeper', 'deepest', 'second'];
      assert.deepEqual(
        kept.map((key) => ours.find(({ id }) => id === String(comments[key]))?.under),
        [undefined, ...kept.slice(0, 5).map((key) => String(comments[key])), undefined],
      );
      assert.equal(ours.find(({ id }) => id === String(comments['second']))?.name, 'Ann');
      const pings = await visit.page.locator('comment-thread [part~="ping"]').allInnerTexts();
      assert.deepEqual(pings, ['Pingback: Another blog', 'Trackback: A third blog']);
      assert.match(await visit.page.locator('comment-thread [part~="heading"]').innerText(), /^10 responses/);
      assertNoScriptFaults(visit);
      await visit.close();
    });
  }

  test('a comment is stored and shown as WordPress has made it, and no cookie is kept without consent', async () => {
    const visit = await open();
    const text = `"Quotes", 'dots'... a -- dash & a <b>tag</b> :-) ${'https://example.test/x'}`;
    await post(formIn(visit.page), { ...GUEST, url: 'ilse.example', text });
    const [shown] = await textsIn(visit.page, 1);
    assert.equal(shown, '“Quotes”, ‘dots’… a — dash & a tag 🙂 https://example.test/x');
    const [row] = await site().stored(visit.post);
    assert.equal(row?.comment_content, text.replace('&', '&amp;'));
    assert.deepEqual([row?.comment_author_email, row?.comment_author_url], [GUEST.email, 'https://ilse.example']);
    const cookies = await visit.page.context().cookies();
    assert.deepEqual(
      cookies.filter(({ name }) => name.startsWith('comment_author')),
      [],
    );
    assertNoScriptFaults(visit);
    await visit.close();
  });

  test('a reply that the theme shows beside its parent stands below it here, and in the database', async () => {
    const visit = await open({}, 'open');
    const deepest = String(site().content.posts.open.comments['deepest']);
    await answer(visit.page, deepest);
    await post(formIn(visit.page), { ...GUEST, text: 'Depth seven.' });
    await visit.page.locator('comment-thread').getByText('Depth seven.').waitFor();
    const shown = (await shownIn(visit.page.locator('comment-thread'))).find(
      ({ paragraphs }) => paragraphs[0] === 'Depth seven.',
    );
    const row = (await site().stored(visit.post)).find(({ comment_content }) => comment_content === 'Depth seven.');
    assert.deepEqual([shown?.under, row?.comment_parent], [deepest, deepest]);
    assert.equal(shown?.id, row?.comment_ID);
    await visit.close();
  });

  describe('a refusal', () => {
    test('of what was said before, or too soon', async () => {
      const visit = await open();
      await post(formIn(visit.page), { ...GUEST, text: 'Once.' });
      await textsIn(visit.page, 1);
      assert.match(await refusal(visit.page, 'Once.'), /already said that/);
      await site().set({ flood: true });
      assert.match(await refusal(visit.page, 'Twice.'), /Please wait 1\d seconds|too many requests/i);
      assert.deepEqual(await stored(visit.post), ['1 Ilse Marek: Once.']);
      await visit.close();
    });

    test('that comes while the reader types: closed, or for accounts only', async () => {
      const visit = await open({}, 'open');
      await site().set({ options: { close_comments_for_old_posts: 1, close_comments_days_old: 1 } });
      assert.match(await refusal(visit.page, 'Too late.'), /comments are closed/i);
      await site().set({ options: { close_comments_for_old_posts: 0, comment_registration: 1 } });
      assert.match(await refusal(visit.page, 'Not you.'), /must be logged in/i);
      assert.ok(!(await stored(visit.post)).some((row) => row.includes('Ilse')));
      await visit.close();
    });

    for (const backend of ['dom', 'wordpress'] satisfies Backend[]) {
      test(`of a reader whose session ends while typing, who logs in elsewhere and sends it: ${backend}`, async () => {
        await site().set(pluginWith(backend));
        const { id, url } = site().content.posts.empty;
        const visit = await visitAs(browser, site(), url, { user: 'reader' });
        await settle(visit.page);
        const context = visit.page.context();
        await context.clearCookies();
        const told = await refusal(visit.page, 'I typed for a day.', {});
        assert.match(told, /must be logged in/i);
        const link = await formIn(visit.page)
          .getByRole('link', { name: /log in/i })
          .getAttribute('href');
        const login = new URL(link ?? '');
        assert.equal(login.origin + login.pathname, `${site().url}/wp-login.php`);
        assert.equal(login.searchParams.get('redirect_to'), url);
        assert.deepEqual(await stored(id), []);
        await context.addCookies([...(await site().login('reader')).cookies]);
        await send(formIn(visit.page));
        await textsIn(visit.page, 1);
        assert.deepEqual(await stored(id), ['1 Rita Reader: I typed for a day.']);
        assertNoScriptFaults(visit);
        await visit.close();
      });
    }

    test('of an address that WordPress does not take names the field', async () => {
      const visit = await open();
      assert.match(
        await refusal(visit.page, 'Hello', { ...GUEST, email: 'ilse@exam_ple.test' }),
        /valid email address/,
      );
      assert.deepEqual(await stored(visit.post), []);
      await visit.close();
    });

    test('of spam gives no reason, and shows nothing', async () => {
      const visit = await open({ options: { disallowed_keys: 'casino' } });
      const told = await refusal(visit.page, 'Visit my casino');
      assert.match(told, /cannot be accepted/);
      assert.doesNotMatch(told, /casino\b.*(word|spam)/);
      assert.deepEqual(await stored(visit.post), ['trash Ilse Marek: Visit my casino']);
      assert.equal(await visit.page.locator('comment-thread li[part~="comment"]').count(), 0);
      await visit.close();
    });

    test('by a site that is broken leaves it open whether the comment has arrived', async () => {
      const visit = await open();
      site().fail({ match: 'POST /wp-comments-post', status: 502, body: '<h1>Bad Gateway</h1>' });
      const told = await refusal(visit.page, 'Hello');
      assert.match(told, /server has a problem/);
      assert.doesNotMatch(told, /Gateway/);
      await visit.close();
    });
  });

  for (const theme of ['twentytwentyone', BLOCK_THEME[version]]) {
    test(`a comment that is held is shown to its writer by ${theme}, with its real number`, async () => {
      const visit = await open({ theme, options: { comment_moderation: 1 } });
      await post(formIn(visit.page), { ...GUEST, text: 'May I?' });
      assert.deepEqual(await textsIn(visit.page, 1), ['May I?']);
      const [row] = await site().stored(visit.post);
      const held = visit.page.locator('comment-thread li[part~="comment-pending"]');
      assert.equal(await held.getAttribute('data-id'), row?.comment_ID);
      assert.deepEqual(await stored(visit.post), ['0 Ilse Marek: May I?']);
      assertNoScriptFaults(visit);
      await visit.close();
    });
  }

  test('a guest without an address whose comment is held is told that it waits', async () => {
    const visit = await open({ options: { comment_moderation: 1, require_name_email: 0 } });
    await post(formIn(visit.page), { text: 'Nobody.' });
    assert.deepEqual(await textsIn(visit.page, 1), ['Nobody.']);
    await visit.page.locator('comment-thread li[part~="comment-pending"]').waitFor();
    assert.deepEqual(await stored(visit.post), ['0 : Nobody.']);
    await visit.close();
  });

  for (const held of [false, true]) {
    test(`an answer that is lost leads to one comment${held ? ', which waits for approval' : ''}`, async () => {
      const visit = await open({ options: { comment_moderation: Number(held) } });
      site().fail({ match: 'POST /wp-comments-post', cut: 0, times: 2 }, { match: 'GET .*empty', cut: 0, times: 1 });
      await refusal(visit.page, ONCE);
      site().fail();
      await formIn(visit.page).getByRole('button', { name: 'Post Comment' }).click();
      assert.match((await textsIn(visit.page, 1)).join(), held ? /once/ : /^Fish & chips <3 at 3×4, “once” /);
      assert.equal(await visit.page.locator('comment-thread li[part~="comment-pending"]').count(), Number(held));
      assert.deepEqual(await stored(visit.post), [
        `${Number(!held)} Ilse Marek: ${ONCE.replace('&', '&amp;').replace('<3', '&lt;3')}`,
      ]);
      await visit.close();
    });
  }

  for (const theme of ['twentytwentyone', BLOCK_THEME[version]]) {
    for (const first of ['oldest', 'newest'] as const) {
      test(`pages of ${theme} that begin with the ${first} come one by one, when the reader asks`, async () => {
        const comments = Array.from({ length: 7 }, (_, index) => ({ content: `Number ${index + 1}` }));
        const added = await site().addPost({ title: 'Paged', comments });
        await site().set({
          ...pluginWith('dom'),
          theme,
          options: { page_comments: 1, comments_per_page: 3, default_comments_page: first, comment_order: 'asc' },
        });
        const visit = await visitAs(browser, site(), added.url);
        await settle(visit.page);
        const begin = first === 'oldest' ? 3 : 1;
        assert.equal((await textsIn(visit.page, begin)).length, begin);
        const before = visit.requests.length;
        for (const count of first === 'oldest' ? [6, 7] : [4, 7]) {
          await visit.page.getByRole('button', { name: 'Load more' }).click();
          await textsIn(visit.page, count);
        }
        assert.deepEqual(
          await textsIn(visit.page, 7),
          comments.map(({ content }) => content),
        );
        assert.equal(await visit.page.getByRole('button', { name: 'Load more' }).count(), 0);
        assert.equal(visit.requests.slice(before).filter((url) => url.includes('comment-page')).length, 2);
        await visit.close();
      });
    }
  }

  test('a thousand replies to the theme’s list stay as fast as its page', async () => {
    const comments = Array.from({ length: 1_000 }, (_, index) => ({
      key: `k${index}`,
      content: `Number ${index}`,
      ...(index % 10 > 0 && { parent: `k${index - 1}` }),
    }));
    const added = await site().addPost({ title: 'Long', comments });
    await site().set({ ...pluginWith('dom'), options: { thread_comments_depth: 10, page_comments: 0 } });
    const visit = await visitAs(browser, site(), added.url);
    await settle(visit.page);
    // Long threads are painted in slices.
    await commentById(visit.page, String(added.ids.at(-1))).waitFor({ state: 'attached' });
    // What is far from the reader is drawn in full for paper.
    await visit.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const shown = await shownIn(visit.page.locator('comment-thread'));
    assert.deepEqual(
      shown.map(({ paragraphs }) => paragraphs[0]),
      comments.map(({ content }) => content),
    );
    const parents = await visit.page
      .locator('comment-thread')
      .evaluate((thread) =>
        (thread as HTMLElement & { toJSON(): { parentId?: string }[] }).toJSON().map(({ parentId }) => parentId),
      );
    assert.deepEqual(
      parents,
      added.ids.map((id, index) => (index % 10 ? String(id - 1) : undefined)),
    );
    assert.equal((await themeComments(visit.page)).length, 0);
    await visit.close();
  });
});
