import assert from 'node:assert/strict';
import { after, afterEach, test, type TestContext } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  cutOff,
  flood,
  hang,
  openFaultyServer,
  sendBody,
  sendComments,
  sendStatus,
  type BackendName,
  type Fault,
} from './faults.js';
import { setBrowser } from './stage.js';
import { shownIn } from './threads.js';
import { assertNoScriptFaults, settle, visit } from './visits.js';

const BACKENDS: readonly BackendName[] = ['http', 'json'];

/** Answers that cannot be shown, what the reader is told, and whether trying again is offered. */
const FAULTS: Readonly<Record<string, { fault: Fault; told: string; retry: boolean }>> = {
  'a 404': { fault: sendStatus(404), told: 'There is no discussion at this address.', retry: false },
  'a 500': { fault: sendStatus(500), told: 'The comment server has a problem. Please try again later.', retry: true },
  'a page in place of JSON': {
    fault: sendBody('<!doctype html><h1>Please log in</h1>', 'text/html'),
    told: 'The comment server sent an answer that cannot be read.',
    retry: true,
  },
  'JSON without its end': {
    fault: sendBody('{"comments": [{"id": "1", "body": "This is whe'),
    told: 'The comment server sent an answer that cannot be read.',
    retry: true,
  },
  'JSON of something else': {
    fault: sendBody('{"weather": "rain"}'),
    told: 'The comment server sent an answer that cannot be read.',
    retry: true,
  },
  'a connection that breaks': {
    fault: cutOff,
    told: 'The comment server sent an answer that cannot be read.',
    retry: true,
  },
  '50 MB': { fault: flood, told: 'This is too much for one request.', retry: false },
};

const browser = await setBrowser();
let fault: Fault | undefined;
const server = await openFaultyServer(() => fault);

afterEach(() => {
  fault = undefined;
});

after(() => server.close());

async function assertTold(page: Page, told: string): Promise<Locator> {
  const error = page.locator('comment-thread [part=error]');
  await error.waitFor();
  assert.equal(await error.locator('p').innerText(), `Comments could not be loaded. ${told}`);
  return error.getByRole('button', { name: 'Try again' });
}

/** Pressing the button shows the comments, and nothing of the error is left. */
async function assertRecovers(page: Page, retry: Locator): Promise<void> {
  fault = undefined;
  await retry.click();
  await page.getByText('Everything is fine again.').waitFor();
  assert.equal(await page.locator('comment-thread [part=error]').count(), 0);
}

for (const backend of BACKENDS) {
  for (const [name, { fault: given, told, retry }] of Object.entries(FAULTS)) {
    test(`${backend}: ${name} is told in words`, async () => {
      fault = given;
      const reader = await visit(browser, server.page(backend));
      const button = await assertTold(reader.page, told);
      assert.equal(await button.count(), retry ? 1 : 0);
      if (retry) await assertRecovers(reader.page, button);
      assertNoScriptFaults(reader);
      await reader.close();
    });
  }

  test(`${backend}: a server that stays wrong is told again after each try`, async () => {
    fault = sendStatus(500);
    const reader = await visit(browser, server.page(backend));
    const button = await assertTold(reader.page, 'The comment server has a problem. Please try again later.');
    const answered = reader.page.waitForResponse((response) => response.status() === 500);
    await button.click();
    await answered;
    await assertRecovers(reader.page, button);
    assertNoScriptFaults(reader);
    await reader.close();
  });

  test(`${backend}: a server that does not answer is given up after 15 seconds`, async () => {
    fault = hang;
    const reader = await visit(browser, 'about:blank');
    await reader.page.clock.install();
    const asked = reader.page.waitForRequest(/comments/);
    await reader.page.goto(server.page(backend));
    await asked;
    await reader.page.clock.fastForward(14_000);
    assert.equal(await reader.page.locator('comment-thread [part=error]').count(), 0);
    await reader.page.clock.fastForward(2_000);
    const button = await assertTold(reader.page, 'The comment server took too long to answer.');
    await assertRecovers(reader.page, button);
    assertNoScriptFaults(reader);
    await reader.close();
  });

  test(`${backend}: a port on which nobody listens is told, until somebody does`, async (t: TestContext) => {
    const gone = await openFaultyServer(() => undefined);
    await gone.close();
    const src = `${gone.origin}/${backend === 'http' ? 'api/' : 'comments.json'}`;
    const reader = await visit(browser, server.page(backend, src));
    const button = await assertTold(reader.page, 'The comment server could not be reached.');
    const back = await openFaultyServer(() => undefined, Number(new URL(gone.origin).port));
    t.after(() => back.close());
    await assertRecovers(reader.page, button);
    assertNoScriptFaults(reader);
    await reader.close();
  });

  test(`${backend}: comments that answer each other are shown once each`, async () => {
    fault = sendComments([
      { id: '1', parentId: '2', body: 'The hen.' },
      { id: '2', parentId: '1', body: 'The egg.' },
      { id: '3', parentId: '3', body: 'The universe.' },
    ]);
    const reader = await visit(browser, server.page(backend));
    await settle(reader.page);
    const shown = await shownIn(reader.page.locator('comment-thread'));
    assert.deepEqual(shown.map(({ paragraphs }) => paragraphs.join()).sort(), [
      'The egg.',
      'The hen.',
      'The universe.',
    ]);
    assertNoScriptFaults(reader);
    await reader.close();
  });

  test(`${backend}: a comment without an author, and dates that are none, leave no holes`, async () => {
    const dates = ['', 'yesterday', '2012-13-45', '9999999999999999', true, null, {}, '0000-00-00T00:00:00Z'];
    fault = sendComments(dates.map((publishedAt, id) => ({ id: String(id), body: `Number ${id}.`, publishedAt })));
    const reader = await visit(browser, server.page(backend));
    await settle(reader.page);
    const shown = await shownIn(reader.page.locator('comment-thread'));
    assert.deepEqual(
      shown.map(({ name, paragraphs }) => `${name}: ${paragraphs.join()}`),
      dates.map((_, id) => `Anonymous: Number ${id}.`),
    );
    const text = await reader.page.locator('comment-thread').innerText();
    assert.doesNotMatch(text, /invalid|NaN|undefined|null|\[object/i);
    assertNoScriptFaults(reader);
    await reader.close();
  });
}

test('errors in the page would be noticed', async () => {
  const reader = await visit(browser, server.page('json'));
  const { page } = reader;
  await settle(page);
  assertNoScriptFaults(reader);
  const happened = Promise.all([
    page.waitForEvent('pageerror', ({ message }) => message === 'thrown'),
    page.waitForEvent('pageerror', ({ message }) => message === 'rejected'),
    page.waitForEvent('console', (message) => message.text() === 'logged'),
  ]);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown');
    });
    void Promise.reject(new Error('rejected'));
    console.error('logged');
  });
  await happened;
  assert.equal(reader.faults.length, 3);
  assert.throws(() => assertNoScriptFaults(reader));
  await reader.close();
});
