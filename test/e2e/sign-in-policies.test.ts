import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { readable, saysAs, secretsIn, signInAs } from './readers.js';
import { COMBINATIONS, setSignInStage, THREAD } from './sign-in-stage.js';
import { storedAs } from './protocol.js';
import { formIn, send, type as typeIn } from './threads.js';
import { assertFaultless, settle, visitIn, type Visit } from './visits.js';

/** A page in a language that is written from right to left. */
const ARABIC = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>مدونة</title>
<script type="module" src="/dist/cdn/commentariat.js"></script>
<main><h1>مدونة</h1><comment-thread src="/api" thread="${THREAD}" loading="eager"></comment-thread></main></html>`;
const stage = await setSignInStage({ '/arabic.html': ARABIC });

async function openHost(context: BrowserContext, origin: string): Promise<Visit> {
  const opened = await visitIn(context, `${origin}/host.html`);
  await settle(opened.page);
  return opened;
}

for (const [site, origin] of [
  ['the server’s own site', stage.own],
  ['another site', stage.other],
] as const) {
  for (const policies of COMBINATIONS) {
    const { host, provider, callback } = policies;
    test(`a page on ${site} signs in: opener policy ${host}, provider ${provider}, end ${callback}`, async () => {
      Object.assign(stage.policies, policies);
      const context = await stage.browser.newContext();
      const reader = await openHost(context, origin);
      await signInAs(reader.page, 'Vera Osk');
      assertFaultless(reader);
      await context.close();
    });
  }
}

test('a page on another site signs in and posts although third parties have no cookies', async () => {
  Object.assign(stage.policies, { host: 'unsafe-none', provider: 'unsafe-none', callback: 'unsafe-none' });
  const context = await stage.browser.newContext();
  const secrets = secretsIn(context);
  const reader = await openHost(context, stage.other);
  const { page } = reader;
  await signInAs(page, 'Vera Osk');
  await typeIn(formIn(page), { text: 'From another site.' });
  await send(formIn(page));
  await page.locator('[part=content]', { hasText: 'From another site.' }).waitFor();
  const [stored] = await storedAs(`${stage.own}/api`, THREAD, 'From another site.');
  assert.deepEqual([stored?.author.name, stored?.author.provider], ['Vera Osk', 'demo']);
  const cookies = (await context.cookies()).map(({ name }) => name);
  assert.ok(!cookies.includes('commentariat-session'), 'no cookie was needed');
  assert.equal(await thirdPartyCookies(reader), false, 'this browser blocks them');
  assert.ok(secrets.length > 0);
  const open = await readable(page);
  for (const secret of secrets) assert.ok(!open.includes(secret), 'the token is in memory only');
  await page.reload();
  await settle(page);
  await formIn(page).getByRole('button', { name: 'Log in with Demo' }).waitFor();
  assertFaultless(reader);
  await context.close();
});

test('two tabs of a page on another site agree about who is signed in, and so does one that is opened later', async () => {
  const context = await stage.browser.newContext();
  const [first, second] = [await openHost(context, stage.other), await openHost(context, stage.other)];
  await signInAs(first.page, 'Vera Osk');
  await saysAs(second.page, 'Vera Osk');
  await typeIn(formIn(second.page), { text: 'From the second tab.' });
  await send(formIn(second.page));
  await second.page.locator('[part=content]', { hasText: 'From the second tab.' }).waitFor();
  const [stored] = await storedAs(`${stage.own}/api`, THREAD, 'From the second tab.');
  assert.equal(stored?.author.name, 'Vera Osk');
  const third = await openHost(context, stage.other);
  await saysAs(third.page, 'Vera Osk');
  await formIn(third.page).getByRole('button', { name: 'Log out' }).click();
  for (const { page } of [first, second])
    await formIn(page).getByRole('button', { name: 'Log in with Demo' }).waitFor();
  for (const each of [first, second, third]) assertFaultless(each);
  await context.close();
});

test('the windows are in the language of the page, not of the browser', async () => {
  const context = await stage.browser.newContext({ locale: 'de-DE' });
  // Kept open at its end, to be read.
  await context.addInitScript(() => (window.close = () => undefined));
  const { page } = await visitIn(context, `${stage.own}/arabic.html`);
  await settle(page);
  const form = formIn(page);
  await form.scrollIntoViewIfNeeded();
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    form.getByRole('button', { name: 'تسجيل الدخول عبر Demo' }).click(),
  ]);
  await popup.getByRole('heading', { name: 'حساب تجريبي' }).waitFor();
  await page.route('**/api/auth/session', () => undefined);
  await popup.getByRole('link', { name: 'Vera Osk' }).click();
  await popup.getByRole('heading', { name: 'سجّلت الدخول' }).waitFor();
  assert.deepEqual(
    await popup.evaluate(() => [
      document.documentElement.lang,
      document.dir,
      getComputedStyle(document.body).direction,
    ]),
    ['ar', 'rtl', 'rtl'],
  );
  await context.close();
});

test('a page that tells nobody where its readers come from signs in all the same', async () => {
  const context = await stage.browser.newContext();
  const reader = await openHost(context, stage.other);
  await reader.page.evaluate(() => {
    const meta = document.createElement('meta');
    Object.assign(meta, { name: 'referrer', content: 'no-referrer' });
    document.head.append(meta);
  });
  await signInAs(reader.page, 'Vera Osk');
  assertFaultless(reader);
  await context.close();
});

/** Whether this browser sends a cookie of the server along with a request of a page on another site. */
async function thirdPartyCookies({ page }: Visit): Promise<boolean> {
  const context = page.context();
  await context.addCookies([{ name: 'third', value: 'party', url: stage.own, sameSite: 'None', secure: true }]);
  const [request] = await Promise.all([
    page.waitForRequest(`${stage.own}/api/auth/session`),
    page.evaluate((url) => fetch(url, { credentials: 'include' }), `${stage.own}/api/auth/session`),
  ]);
  return ((await request.allHeaders())['cookie'] ?? '').includes('third');
}
