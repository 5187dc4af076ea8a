import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEmbedded } from '../../demo/server/database.js';
import { postReply, storedAs } from './protocol.js';
import { chooseAs, offered, openProvider, readable, saysAs, secretsIn, signInAs } from './readers.js';
import { setStage } from './stage.js';
import { formIn, send, type as typeIn } from './threads.js';
import { assertFaultless, assertNoScriptFaults, settle, visit, visitIn, type Visit } from './visits.js';

const MEMBERS = '/states/login/';
const stage = await setStage();

async function openThread(state = 'login'): Promise<Visit> {
  const opened = await visit(stage.browser, `${stage.demo.origin}/states.html?state=${state}`);
  await settle(opened.page);
  return opened;
}

/** Writes under the account and waits until it is shown. */
async function write({ page }: Visit, text: string): Promise<void> {
  await typeIn(formIn(page), { text });
  await send(formIn(page));
  await page.locator('[part=content]', { hasText: text }).waitFor();
}

test('a newcomer signs in, comments, comes back, changes the account and logs out', async () => {
  const reader = await openThread();
  const { page } = reader;
  const secrets = secretsIn(page.context());
  const form = await offered(page);
  await form.getByText('Log in to leave a comment.').waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Name' }).count(), 0);
  await typeIn(form, { text: 'Written before I had logged in.' });
  await signInAs(page, 'Vera Osk');
  assert.equal(await form.getByRole('textbox', { name: 'Comment' }).inputValue(), 'Written before I had logged in.');
  await send(form);
  const own = page.locator('li[part~=comment] > article', { hasText: 'Written before I had logged in.' });
  await own.waitFor();
  assert.equal(await own.locator('[part=provider]').innerText(), 'via Demo');
  assert.deepEqual((await storedAs(stage.demo.base, MEMBERS, 'Written before I had logged in.'))[0]?.author, {
    ...{ name: 'Vera Osk', url: 'https://veraosk.example/', role: 'member', provider: 'demo' },
  });

  await page.reload();
  await settle(page);
  await offered(page);
  await saysAs(page, 'Vera Osk');
  await signInAs(page, 'Tomas Brin', 'Change account');
  await write(reader, 'And this is Tomas.');
  assert.equal((await storedAs(stage.demo.base, MEMBERS, 'And this is Tomas.'))[0]?.author.name, 'Tomas Brin');

  await form.getByRole('button', { name: 'Log out' }).click();
  await form.getByText('Log in to leave a comment.').waitFor();
  await page.reload();
  await settle(page);
  await (await offered(page)).getByText('Log in to leave a comment.').waitFor();

  assert.ok(secrets.length >= 2, `${secrets.length} sessions`);
  const open = await readable(page);
  for (const secret of secrets) {
    assert.ok(!open.includes(secret), 'no secret in the page');
    for (const request of reader.requests) assert.ok(!request.includes(secret), 'no secret in an address');
  }
  assertFaultless(reader);
  await reader.close();
});

test('only its writer may change and delete a comment, for a while', async () => {
  const vera = await openThread();
  await signInAs(vera.page, 'Vera Osk');
  await write(vera, 'The nite train.');
  const comment = vera.page.locator('li[part~=comment] > article', { hasText: 'The nite train.' });
  await comment.getByRole('button', { name: /^Edit your comment of / }).click();
  const field = vera.page.getByRole('textbox', { name: 'Your comment' });
  await field.fill('The night train.');
  await vera.page.getByRole('button', { name: 'Save' }).click();
  const changed = vera.page.locator('li[part~=comment] > article', { hasText: 'The night train.' });
  await changed.getByText('edited').waitFor();
  assert.equal((await storedAs(stage.demo.base, MEMBERS, 'The night train.')).length, 1);

  const tomas = await openThread();
  await signInAs(tomas.page, 'Tomas Brin');
  await tomas.page.locator('[part=content]', { hasText: 'The night train.' }).waitFor();
  const seen = tomas.page.locator('li[part~=comment] > article', { hasText: 'The night train.' });
  assert.equal(await seen.getByRole('button', { name: /^(Edit|Delete) your comment/ }).count(), 0);
  await tomas.close();

  await vera.page.reload();
  await settle(vera.page);
  await offered(vera.page);
  await changed.getByRole('button', { name: /^Delete your comment of / }).click();
  await vera.page.getByRole('button', { name: 'Delete it' }).click();
  await changed.waitFor({ state: 'detached' });
  assert.equal((await storedAs(stage.demo.base, MEMBERS, 'The night train.')).length, 0);
  assertFaultless(vera);
  await vera.close();
});

test('a reader who does not want to after all is a guest as before, with everything that was typed', async () => {
  const reader = await openThread('deep');
  const { page } = reader;
  const form = await offered(page);
  await typeIn(form, { text: 'Still here.', name: 'Ilse Marek' });
  const window = await openProvider(page);
  await window.getByRole('link', { name: 'Cancel' }).click();
  await form.locator('#auth').getByText('Logging in was cancelled.').waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Comment' }).inputValue(), 'Still here.');
  await send(form);
  await page.locator('[part=content]', { hasText: 'Still here.' }).waitFor();
  assert.equal((await storedAs(stage.demo.base, '/states/deep/', 'Still here.'))[0]?.author.role, 'guest');
  assertFaultless(reader);
  await reader.close();
});

test('a window that is closed ends nothing: the reader cancels, or goes on', async () => {
  const reader = await openThread();
  const { page } = reader;
  const window = await openProvider(page);
  await window.close();
  const form = formIn(page);
  await form.locator('#auth').getByText('Connecting to Demo').waitFor();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await form.locator('#auth').getByText('Logging in was cancelled.').waitFor();
  await signInAs(page, 'Vera Osk');
  assertFaultless(reader);
  await reader.close();
});

test('where the browser opens no window, a link in a new tab does the same', async () => {
  const reader = await openThread();
  const { page } = reader;
  const form = await offered(page);
  await typeIn(form, { text: 'Typed before.' });
  await page.evaluate(() => (window.open = () => null));
  await form.getByRole('button', { name: 'Log in with Demo' }).click();
  await form.locator('#auth').getByText('Your browser blocked the login window.').waitFor();
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    form.getByRole('link', { name: 'Log in with Demo (opens in a new tab)' }).click(),
  ]);
  await chooseAs(page, tab, 'Vera Osk');
  assert.equal(await form.getByRole('textbox', { name: 'Comment' }).inputValue(), 'Typed before.');
  assertFaultless(reader);
  await reader.close();
});

test('a session that ends while the reader types is told, and nothing is lost', async () => {
  const reader = await openThread();
  const { page } = reader;
  await signInAs(page, 'Vera Osk');
  await typeIn(formIn(page), { text: 'A long thought.' });
  await stage.demo.stop();
  const database = await openEmbedded(stage.demo.folder);
  await database.query('delete from sessions');
  await database.close();
  await stage.demo.start();
  await send(formIn(page));
  await formIn(page).locator('#auth').getByText('You have been logged out. Please log in again.').waitFor();
  assert.equal(await formIn(page).getByRole('textbox', { name: 'Comment' }).inputValue(), 'A long thought.');
  assert.equal((await storedAs(stage.demo.base, MEMBERS, 'A long thought.')).length, 0);
  await signInAs(page, 'Vera Osk');
  await send(formIn(page));
  await page.locator('[part=content]', { hasText: 'A long thought.' }).waitFor();
  assertNoScriptFaults(reader);
  await reader.close();
});

test('two tabs agree about who is signed in', async () => {
  const first = await openThread();
  const context = first.page.context();
  const second = await visitIn(context, first.page.url());
  await settle(second.page);
  await offered(second.page);
  await signInAs(first.page, 'Vera Osk');
  await saysAs(second.page, 'Vera Osk');
  await formIn(second.page).getByRole('button', { name: 'Log out' }).click();
  await formIn(first.page).getByText('Log in to leave a comment.').waitFor();
  assertFaultless(first);
  assertFaultless(second);
  await first.close();
});

test('a thread for members refuses guests who ask the server itself', async () => {
  assert.equal((await postReply(stage.demo.base, { thread: MEMBERS, text: 'Let me in.' })).status, 401);
});
