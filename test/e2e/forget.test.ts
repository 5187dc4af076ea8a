import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { storedAs } from './protocol.js';
import { setStage } from './stage.js';
import { answer, formIn, post, send, type as typeIn } from './threads.js';
import { assertNoScriptFaults, settle, visitIn, type Visit } from './visits.js';

// All that a reader leaves in a browser, and that `forget()` of the CDN file leaves nothing of it.

const THREAD = '/2012/01/valley-railway/';
/** Mira Tolan's answer to the first comment. */
const ANSWER = '2042';
const WAITS = 'Written in a tunnel, and taken back by forgetting.';
const DRAFT = 'An answer that is not sent yet.';

const stage = await setStage();

/** Everything that a browser keeps for a site, by where it is kept. */
interface Kept {
  readonly local: readonly string[];
  readonly session: readonly string[];
  readonly databases: readonly string[];
  readonly caches: readonly string[];
  readonly cookie: string;
}

const NOTHING: Kept = { local: [], session: [], databases: [], caches: [], cookie: '' };

const keptIn = (page: Page): Promise<Kept> =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
    caches: await caches.keys(),
    cookie: document.cookie,
  }));

/** Records in the database of the package, as text. */
const records = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('commentariat');
        opening.onerror = () => reject(new Error(String(opening.error)));
        opening.onsuccess = () => {
          const asked = opening.result.transaction('records').objectStore('records').getAll();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(asked.result));
          };
        };
      }),
  );

/** What a page calls; its file has to come from the server once. */
const forget = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const script = document.querySelector<HTMLScriptElement>('script[src$="commentariat.js"]')?.src ?? '';
    const { forget: erase } = (await import(script)) as { forget: () => Promise<readonly string[]> };
    return erase();
  });

async function open(context: BrowserContext, path = 'index.html'): Promise<Visit> {
  const opened = await visitIn(context, `${stage.demo.origin}/${path}`);
  await settle(opened.page);
  return opened;
}

/** Details that are remembered, from a thread that asks for them. */
async function leaveDetails(context: BrowserContext): Promise<void> {
  const { page, close } = await open(context, 'states.html?state=edited');
  await formIn(page).getByRole('checkbox').check();
  await post(formIn(page), { text: 'Remembered from now on.', name: 'Ilse Marek', email: 'ilse@example.com' });
  await page.waitForFunction(() => localStorage.getItem('commentariat details')?.includes('Ilse Marek'));
  await close();
}

/** A comment that waits for the network, and an answer that is not finished. */
async function leaveUnsent(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true);
  await typeIn(formIn(page), { text: WAITS, name: 'Ilse Marek' });
  await send(formIn(page));
  await page.getByText('Waiting for the network.').first().waitFor();
  await answer(page, ANSWER);
  await typeIn(formIn(page), { text: DRAFT });
  for (let tries = 0; !(await records(page)).includes(DRAFT); tries += 1) assert.ok(tries < 200, 'the draft is kept');
}

test('after forget() nothing is left in the browser, nothing comes back, and nothing is sent', async () => {
  const context = await stage.browser.newContext();
  const first = await open(context);
  const { page } = first;
  assert.deepEqual(await forget(page), [], 'there is nothing yet');
  await leaveDetails(context);
  const other = await open(context);
  await leaveUnsent(context, page);
  const before = await keptIn(page);
  assert.ok(before.local.includes('commentariat details'), 'details are kept');
  assert.deepEqual(before.databases, ['commentariat']);
  assert.match(await records(page), new RegExp(WAITS));

  assert.deepEqual(await forget(page), []);
  assert.deepEqual(await keptIn(page), NOTHING);

  await context.setOffline(false);
  await page.reload();
  await settle(page);
  await formIn(page).scrollIntoViewIfNeeded();
  assert.equal(await formIn(page).getByRole('textbox', { name: 'Comment' }).inputValue(), '');
  assert.equal(await formIn(page).getByRole('textbox', { name: 'Name' }).inputValue(), '');
  assert.equal(await page.getByText(DRAFT).count(), 0);
  await other.page.reload();
  await settle(other.page);
  const { local, session } = await keptIn(page);
  assert.deepEqual([local, session], [[], []]);
  // What is read is copied anew, to be read offline.
  for (const gone of [WAITS, DRAFT, 'Ilse Marek']) assert.ok(!(await records(page)).includes(gone), gone);
  assert.deepEqual(await storedAs(stage.demo.base, THREAD, WAITS), []);
  assertNoScriptFaults(first);
  await context.close();
});
