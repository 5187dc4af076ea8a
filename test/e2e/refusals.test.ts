import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openEmbedded } from '../../demo/server/database.js';
import { moderate, postReply, publish, storedAs } from './protocol.js';
import { setStage } from './stage.js';
import { commentById, formIn, post, send, type as typeIn, type Typed } from './threads.js';
import { assertFaultless, assertNoScriptFaults, focusedText, settle, visit, type Visit } from './visits.js';

/** Asks for name and e-mail address; texts have 20,000 characters at most. */
const STRICT = '/states/edited/';
const GUEST = { name: 'Ilse Marek', email: 'ilse@example.com' };
const KEPT = 'Your text has been kept.';
/** So few that a test can use them up, and enough for the others. */
const PER_MINUTE = 30;

const stage = await setStage({ REPLIES_PER_MINUTE: String(PER_MINUTE) });

async function openThread(thread: string): Promise<Visit> {
  const opened = await visit(stage.browser, `${stage.demo.origin}/states.html?state=${thread.split('/')[2] ?? ''}`);
  await settle(opened.page);
  return opened;
}

/** The form says this, and only this; the focus is on what it says, and what was typed is still there. */
async function assertRefused(page: Page, sentences: readonly string[], { text = '' }: Typed): Promise<void> {
  const error = formIn(page).locator('[part=error]');
  await error.getByText(sentences[0] ?? '').waitFor();
  assert.equal(await oneLine(error), sentences.join(' '));
  assert.equal(await focusedText(page), sentences.join(' '));
  assert.equal(await formIn(page).getByRole('textbox', { name: 'Comment' }).inputValue(), text);
}

/** The same for mistakes, each of which is also told beside its field. */
async function assertMistakes(page: Page, mistakes: readonly string[], typed: Typed): Promise<void> {
  const things = mistakes.length === 1 ? 'one thing' : `${mistakes.length} things`;
  await assertRefused(page, [`Please correct ${things}:`, ...mistakes], typed);
  assert.deepEqual(await formIn(page).locator('[part=field-error]').allInnerTexts(), mistakes);
}

async function oneLine(locator: Locator): Promise<string> {
  return (await locator.innerText()).replace(/\s+/g, ' ').trim();
}

/** The comment is there, the form is empty again, and nothing is wrong any more. */
async function assertPosted(page: Page, thread: string, text: string): Promise<void> {
  await page.locator('[part=content]', { hasText: text.slice(0, 60) }).waitFor();
  assert.equal(await formIn(page).locator('[part=error]').count(), 0);
  assert.equal(await formIn(page).getByRole('textbox', { name: 'Comment' }).inputValue(), '');
  assert.equal((await storedAs(stage.demo.base, thread, text)).length, 1);
}

const MISTAKES: readonly { what: string; wrong: Typed; mistakes: readonly string[]; right: Typed }[] = [
  {
    what: 'a missing name',
    wrong: { text: 'Without a name.', email: GUEST.email },
    mistakes: ['Please enter your name.'],
    right: { name: GUEST.name },
  },
  {
    what: 'an e-mail address without a domain',
    wrong: { ...GUEST, text: 'With half an address.', email: 'ilse@example' },
    mistakes: ['Please enter a valid email address.'],
    right: { email: GUEST.email },
  },
  {
    what: 'an e-mail address that only the server looks through',
    wrong: { ...GUEST, text: 'With two addresses.', email: 'ilse,marek@example.com' },
    mistakes: ['Please enter a valid email address.'],
    right: { email: GUEST.email },
  },
  {
    what: 'a web address that is none',
    wrong: { ...GUEST, text: 'With a home page.', url: 'the usual place' },
    mistakes: ['Please enter a web address, such as https://example.com.'],
    right: { url: 'example.com' },
  },
  {
    what: 'a comment that is too long',
    wrong: { ...GUEST, text: `Long. ${'word '.repeat(3999)}end` },
    mistakes: ['Your comment is too long by 4 characters.'],
    right: { text: `Long. ${'word '.repeat(3999)}`.trim() },
  },
  {
    what: 'everything at once',
    wrong: { text: '', name: '', email: 'nobody', url: 'nowhere' },
    mistakes: [
      'Please enter a comment.',
      'Please enter your name.',
      'Please enter a valid email address.',
      'Please enter a web address, such as https://example.com.',
    ],
    right: { ...GUEST, text: 'All of it corrected.', url: '' },
  },
];

for (const { what, wrong, mistakes, right } of MISTAKES) {
  test(`${what} is told, and the comment is taken once it is corrected`, async () => {
    const guest = await openThread(STRICT);
    await post(formIn(guest.page), wrong);
    await assertMistakes(guest.page, mistakes, wrong);
    await post(formIn(guest.page), right);
    await assertPosted(guest.page, STRICT, { ...wrong, ...right }.text ?? '');
    assertNoScriptFaults(guest);
    await guest.close();
  });
}

test('a link in the list of mistakes leads to its field', async () => {
  const guest = await openThread(STRICT);
  await post(formIn(guest.page), { name: GUEST.name, email: 'nobody', text: 'Where was it?' });
  await guest.page.getByRole('link', { name: 'Please enter a valid email address.' }).click();
  await guest.page.keyboard.press('Control+A');
  await guest.page.keyboard.type(GUEST.email);
  await guest.page.keyboard.press('Enter');
  await assertPosted(guest.page, STRICT, 'Where was it?');
  assertFaultless(guest);
  await guest.close();
});

test('what was said already is refused as a duplicate', async () => {
  const text = 'I have counted them twice.';
  await publish(stage.demo.base, { thread: STRICT, text, guest: GUEST });
  const guest = await openThread(STRICT);
  await post(formIn(guest.page), { ...GUEST, text });
  await assertRefused(guest.page, ['It looks as though you have already said that.', KEPT], { text });
  await post(formIn(guest.page), { text: `${text} Three times, now.` });
  await assertPosted(guest.page, STRICT, `${text} Three times, now.`);
  assertNoScriptFaults(guest);
  await guest.close();
});

test('a comment with a word that is not admitted is refused', async () => {
  const text = 'Cheap pills for the night train.';
  const guest = await openThread(STRICT);
  await post(formIn(guest.page), { ...GUEST, text });
  await assertRefused(guest.page, ['Sorry, this comment cannot be accepted.', KEPT], { text });
  await post(formIn(guest.page), { text: 'Cheap tickets for the night train.' });
  await assertPosted(guest.page, STRICT, 'Cheap tickets for the night train.');
  assertNoScriptFaults(guest);
  await guest.close();
});

test('a reply to a comment that was deleted meanwhile is refused, and can stand by itself', async () => {
  const text = 'I had meant to answer that.';
  const parent = await publish(stage.demo.base, {
    thread: STRICT,
    text: 'Soon gone.',
    guest: { ...GUEST, name: 'Jonas' },
  });
  const guest = await openThread(STRICT);
  await commentById(guest.page, parent).getByRole('button', { name: 'Reply to Jonas' }).click();
  await typeIn(formIn(guest.page), { ...GUEST, text });
  await moderate(stage.demo.base, parent, 'delete');
  await send(formIn(guest.page));
  await assertRefused(guest.page, ['The comment you are replying to no longer exists.', KEPT], { text });
  await guest.page.getByRole('button', { name: 'Cancel reply' }).click();
  await guest.page.getByRole('heading', { name: 'Leave a Reply', exact: true }).waitFor();
  await send(formIn(guest.page));
  await assertPosted(guest.page, STRICT, text);
  assertNoScriptFaults(guest);
  await guest.close();
});

/** Replies until none is taken for more than a second: what is sent within that second is refused for certain. */
async function flood(): Promise<void> {
  for (let count = 0; ; count += 1) {
    const { status, headers } = await postReply(stage.demo.base, { thread: '/states/people/', text: `Flood ${count}` });
    if (status === 429 && Number(headers.get('retry-after')) > 1) return;
  }
}

test('of too many comments in a minute, the last is taken after the seconds that the server asks for', async () => {
  const text = 'One more.';
  const guest = await openThread(STRICT);
  const answers: { status: number; at: number; wait: number }[] = [];
  guest.page.on('response', (response) => {
    if (response.request().method() !== 'POST') return;
    const wait = Number(response.headers()['retry-after'] ?? 0) * 1000;
    answers.push({ status: response.status(), at: Date.now(), wait });
  });
  // While the request is on its way: two seconds of typing would be enough for one more token.
  const once = { times: 1 };
  await guest.page.route('**/comments', (route) => flood().then(() => route.continue()), once);
  await post(formIn(guest.page), { ...GUEST, text });
  await guest.page.locator('[part=content]', { hasText: text }).waitFor();
  const [refused, taken] = answers;
  assert.deepEqual([refused?.status, taken?.status], [429, 201]);
  assert.ok((taken?.at ?? 0) - (refused?.at ?? 0) >= (refused?.wait ?? Infinity) - 50, 'it was sent too early');
  await assertPosted(guest.page, STRICT, text);
  assertNoScriptFaults(guest);
  await guest.close();
});

test('a comment survives a server that is gone, and is refused once the thread is closed', async () => {
  const text = 'Written while it was still open.';
  const guest = await openThread(STRICT);
  await typeIn(formIn(guest.page), { ...GUEST, text });
  await stage.demo.stop();
  await send(formIn(guest.page));
  await assertRefused(guest.page, ['The comment server could not be reached.', KEPT], { text });

  const database = await openEmbedded(stage.demo.folder);
  await database.query(`update posts set access = 'closed' where key = $1`, [STRICT]);
  await database.close();
  await stage.demo.start();
  await send(formIn(guest.page));
  await assertRefused(guest.page, ['Sorry, comments are closed for this item.', KEPT], { text });
  assert.equal((await storedAs(stage.demo.base, STRICT, text)).length, 0);
  assertNoScriptFaults(guest);
  await guest.close();
});
