/** A site that lies in a folder of its server and has no pretty permalinks, with the plugin. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setBrowser } from '../e2e/stage.js';
import { answer, formIn, post, shownIn } from '../e2e/threads.js';
import { assertNoScriptFaults, settle } from '../e2e/visits.js';
import { pluginWith, visitAs, type Backend } from './readers.js';
import { onEachVersion } from './versions.js';

const browser = await setBrowser();

onEachVersion(
  (site) => {
    for (const backend of ['dom', 'wordpress'] satisfies Backend[]) {
      for (const user of [undefined, 'reader'] as const) {
        test(`backend ${backend}: ${user ? 'an account' : 'a guest'} replies`, async () => {
          await site().set({ ...pluginWith(backend), permalinks: 'plain' });
          const { id, comments } = site().content.posts.open;
          const reader = await visitAs(browser, site(), `${site().url}/?p=${id}`, user && { user });
          const thread = reader.page.locator('comment-thread');
          await settle(reader.page);
          const before = (await shownIn(thread)).length;
          assert.ok(before > 6);
          await answer(reader.page, String(comments['first']));
          const guest = { name: 'Ilse Marek', email: 'ilse@example.test' };
          await post(formIn(reader.page), { text: 'From a folder.', ...(!user && guest) });
          await thread.getByText('From a folder.').waitFor();
          assert.equal((await shownIn(thread)).length, before + 1);
          const row = (await site().stored(id)).at(-1);
          assert.deepEqual(
            [row?.comment_content, row?.comment_author, Number(row?.comment_parent)],
            ['From a folder.', user ? 'Rita Reader' : guest.name, comments['first']],
          );
          assert.deepEqual(site().complaints(), []);
          assertNoScriptFaults(reader);
          await reader.close();
        });
      }
    }
  },
  { path: '/blog' },
);
