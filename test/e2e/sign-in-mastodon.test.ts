import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { startMastodon, type MastodonOptions, type MastodonServer } from './mastodon.js';
import { offered, readable } from './readers.js';
import { setSignInStage } from './sign-in-stage.js';
import { formIn, send, type as typeIn } from './threads.js';
import { visitIn, type Visit } from './visits.js';

/** A page without a comments server of its own: readers say where their account is. */
const HOST = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<script type="module" src="/dist/cdn/commentariat.js"></script><script type="module" src="/host.js"></script>
<main><h1>Host</h1><comment-thread id="thread" loading="eager"></comment-thread></main></html>`;
const HOST_SCRIPT = `import { browserAccounts } from '/dist/core/browser-accounts.js';
const { lang = 'en', server } = Object.fromEntries(new URLSearchParams(location.search));
document.documentElement.lang = lang;
const accounts = browserAccounts({
  kind: 'mastodon', name: 'A blog', callback: new URL('/callback.html', location.href).href, ...(server && { server }),
});
const policy = { access: 'login', name: 'no', email: 'no', url: 'no', accounts: true };
document.getElementById('thread').backend = {
  name: 'own', capabilities: { sorts: ['oldest'], once: 'none' },
  list: async () => ({ comments: [], policy }),
  reply: async (_ref, { text }) => {
    // As a comments server would that is sent both.
    const answer = await fetch(accounts.server() + '/api/v1/accounts/verify_credentials', accounts.credentials());
    const { url } = await answer.json();
    const author = { ...(await accounts.offer()).session.as, url };
    const body = { kind: 'text', value: text };
    return { comment: { id: '1', kind: 'comment', state: 'published', author, body, publishedAt: '2026-03-01T10:00:00.000Z' } };
  },
  accounts: async () => accounts,
};`;
const CALLBACK = `<!doctype html><title>Callback</title><script type="module">
import { passOnAnswer } from '/dist/core/browser-accounts.js'; passOnAnswer(window);</script>`;

const stage = await setSignInStage({ '/host.html': HOST, '/host.js': HOST_SCRIPT, '/callback.html': CALLBACK });
const BUTTON = 'Log in with Mastodon';
const says = (page: Page, text: string) => formIn(page).locator('#auth').getByText(text).waitFor();
const serverField = (page: Page) => formIn(page).getByRole('textbox', { name: 'Your Mastodon server' });

async function mastodon(options?: MastodonOptions): Promise<MastodonServer> {
  const server = await startMastodon(options);
  after(() => server.close());
  return server;
}

interface Reader extends Visit {
  readonly context: BrowserContext;
}

/** Nothing but what Chromium itself notes about answers of Mastodon that are missing, or that nobody may read. */
function assertQuiet({ faults }: Visit): void {
  const NOTES = /^console error: (Failed to load resource|Access to fetch at 'http:\/\/127\.0\.0\.1)/;
  assert.deepEqual(
    faults.filter((fault) => !NOTES.test(fault)),
    [],
  );
}

/** Opens the page, and presses the button where readers are asked for their server. */
async function reader(query = '', { asks = true } = {}): Promise<Reader> {
  const context = await stage.browser.newContext();
  const opened = await visitIn(context, `${stage.other}/host.html${query}`);
  opened.page.setDefaultTimeout(15_000);
  if (asks) await ask(opened.page);
  return { ...opened, context };
}

async function ask(page: Page): Promise<void> {
  await (await offered(page)).getByRole('button', { name: BUTTON }).click();
  await serverField(page).waitFor();
}

/** Names the server, and returns the window that opens. */
async function name(page: Page, server: string): Promise<Page> {
  await serverField(page).fill(server);
  const [window] = await Promise.all([
    page.context().waitForEvent('page'),
    formIn(page).getByRole('button', { name: BUTTON }).click(),
  ]);
  return window;
}

async function choose(page: Page, window: Page, link: string): Promise<void> {
  await window.getByRole('heading', { name: 'Authorization required' }).waitFor();
  assert.equal(await window.getByText('A blog').count(), 1);
  await window.getByRole('link', { name: link }).click();
  if (link === 'vera') await says(page, 'You are commenting as Vera Osk using your Mastodon account.');
}

/** Names a server that does not do, and waits for what the field says of it. */
async function refused(page: Page, server: string, text: string): Promise<void> {
  await serverField(page).fill(server);
  await serverField(page).press('Enter');
  await formIn(page).locator('#server-error').getByText(text).waitFor();
  assert.equal(await serverField(page).inputValue(), server);
  await page.waitForFunction(() => {
    const form = document.querySelector('comment-thread')?.shadowRoot?.querySelector('reply-form');
    return form?.shadowRoot?.activeElement?.id === 'server';
  });
  assert.equal(page.context().pages().length, 1, 'no window is left open');
}

/** The server has heard of it, and nobody may read what it answers. */
function revocation(page: Page, { origin }: MastodonServer): Promise<unknown> {
  return page.waitForEvent('requestfailed', (request) => request.url() === `${origin}/oauth/revoke`);
}

test('a reader names the server, signs in there, comments, and logs out; no secret leaves the memory of the page', async () => {
  const server = await mastodon();
  const visited = await reader();
  const { context, page } = visited;
  const addresses: string[] = [];
  const logged: string[] = [];
  context.on('request', (request) => addresses.push(request.url()));
  context.on('console', (message) => logged.push(message.text()));
  await typeIn(formIn(page), { text: 'Typed before.' });
  await choose(page, await name(page, server.host), 'vera');
  assert.equal(await formIn(page).getByRole('textbox', { name: 'Comment' }).inputValue(), 'Typed before.');
  await send(formIn(page));
  const comment = page.locator('li[part~=comment] > article', { hasText: 'Typed before.' });
  await comment.getByRole('link', { name: 'Vera Osk' }).waitFor();
  assert.equal(await comment.getByRole('link', { name: 'Vera Osk' }).getAttribute('href'), `${server.origin}/@vera`);
  assert.equal(await comment.locator('[part=provider]').innerText(), 'via Mastodon');

  assert.deepEqual(
    server.requests.filter((request) => !request.startsWith('OPTIONS')),
    [
      'GET /.well-known/oauth-authorization-server',
      'POST /api/v1/apps',
      'GET /oauth/authorize',
      'POST /oauth/token',
      'GET /api/v1/accounts/verify_credentials',
      'GET /api/v1/accounts/verify_credentials',
    ],
  );
  const [query] = server.authorized;
  assert.equal(query?.get('code_challenge_method'), 'S256');
  assert.equal(query?.get('scope'), 'profile');
  assert.ok((query?.get('state')?.length ?? 0) >= 43);
  assert.equal(server.secrets.length, 3, 'a secret of the client, a token and a verifier');
  const open = await readable(page);
  for (const secret of server.secrets) {
    assert.ok(!open.includes(secret), 'no secret in the page');
    for (const address of addresses) assert.ok(!address.includes(secret), 'no secret in an address');
    assert.ok(!logged.join('\n').includes(secret), 'no secret in a log');
  }
  assert.deepEqual(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => /server|sign-in/.test(key))),
    [],
  );

  assert.equal(server.tokens.size, 1);
  const revoked = revocation(page, server);
  await formIn(page).getByRole('button', { name: 'Log out' }).click();
  await says(page, 'Log in to leave a comment.');
  await revoked;
  assert.equal(server.tokens.size, 0, 'the server has forgotten the token');
  await page.reload();
  await (await offered(page)).getByRole('button', { name: BUTTON }).waitFor();
  assertQuiet(visited);
  await context.close();
});

const WAYS: Readonly<Record<string, (server: MastodonServer) => string>> = {
  'its address': ({ origin }) => origin,
  'a profile': ({ origin }) => `${origin}/@vera`,
  'a profile without a scheme': ({ host }) => `${host}/@vera`,
  'somebody else’s profile, seen from there': ({ origin }) => `${origin}/@tomas@other.example`,
  'a handle': ({ host }) => `@vera@${host}`,
  'a handle that was copied with marks of direction': ({ host }) => `\u2068@vera@${host}\u2069 `,
};
for (const [what, typed] of Object.entries(WAYS)) {
  test(`a server is known by ${what}`, async () => {
    const server = await mastodon();
    const { context, page } = await reader();
    await choose(page, await name(page, typed(server)), 'vera');
    await context.close();
  });
}

test('a handle whose account is at another server leads there', async () => {
  const home = await mastodon();
  const domain = await mastodon({ accountsAt: home.origin });
  const { context, page } = await reader();
  const window = await name(page, `@vera@${domain.host}`);
  await choose(page, window, 'vera');
  assert.deepEqual(domain.requests, ['GET /.well-known/webfinger']);
  assert.equal(home.tokens.size, 1);
  await context.close();
});

test('a server of before 4.3 is asked for the scope that it has', async () => {
  const server = await mastodon({ old: true });
  const { context, page } = await reader();
  await choose(page, await name(page, server.host), 'vera');
  assert.equal(server.authorized[0]?.get('scope'), 'read:accounts');
  await context.close();
});

test('a site that has chosen the server asks nobody for it', async () => {
  const server = await mastodon();
  const { context, page } = await reader(`?server=${server.origin}`, { asks: false });
  await offered(page);
  const [window] = await Promise.all([
    context.waitForEvent('page'),
    formIn(page).getByRole('button', { name: BUTTON }).click(),
  ]);
  await choose(page, window, 'vera');
  await context.close();
});

test('the account is changed, and the server asks who it is', async () => {
  const server = await mastodon();
  const visited = await reader();
  const { context, page } = visited;
  await choose(page, await name(page, server.host), 'vera');
  await formIn(page).getByRole('button', { name: 'Change account' }).click();
  assert.equal(await serverField(page).inputValue(), server.host);
  const revoked = revocation(page, server);
  await choose(page, await name(page, `${server.host}/@tomas`), 'tomas');
  // Without a name of their own, readers are called as they log in.
  await says(page, 'You are commenting as tomas using your Mastodon account.');
  assert.deepEqual(
    server.authorized.map((query) => query.get('force_login')),
    [null, 'true'],
  );
  assert.equal(server.requests.filter((request) => request === 'POST /api/v1/apps').length, 1, 'it is registered once');
  await revoked;
  assert.deepEqual(
    [...server.tokens.values()].map(({ account }) => account),
    ['tomas'],
    'the token of before is revoked',
  );
  assertQuiet(visited);
  await context.close();
});

test('the server’s page is asked for in the language of the page', async () => {
  const server = await mastodon();
  const { context, page } = await reader('?lang=de', { asks: false });
  const form = await offered(page);
  await form.getByRole('button', { name: 'Mit Mastodon anmelden' }).click();
  await form.getByRole('textbox', { name: 'Dein Mastodon-Server' }).fill(server.host);
  const [window] = await Promise.all([
    context.waitForEvent('page'),
    form.getByRole('button', { name: 'Mit Mastodon anmelden' }).click(),
  ]);
  await window.getByRole('heading', { name: 'Authorization required' }).waitFor();
  assert.equal(await window.locator('html').getAttribute('lang'), 'de');
  await context.close();
});

test('a reader who does not want to after all, and one whose account is not approved yet, are told so', async () => {
  const server = await mastodon();
  const pending = await mastodon({ pending: true });
  const { context, page } = await reader();
  await choose(page, await name(page, server.host), 'Deny');
  await says(page, 'Logging in was cancelled.');
  await ask(page);
  const window = await name(page, pending.host);
  await window.getByRole('link', { name: 'vera' }).click();
  await says(page, 'Logging in with Mastodon failed.');
  assert.equal(await formIn(page).locator('[part=log-out]').count(), 0);
  await context.close();
});

test('a code is worth nothing without the verifier of the attempt', async () => {
  const server = await mastodon();
  const { context, page } = await reader();
  await page.route(`${server.origin}/oauth/token`, async (route) => {
    const body = new URLSearchParams(route.request().postData() ?? '');
    body.set('code_verifier', 'x'.repeat(43));
    await route.continue({ postData: body.toString() });
  });
  const window = await name(page, server.host);
  await window.getByRole('link', { name: 'vera' }).click();
  await says(page, 'Logging in with Mastodon failed.');
  assert.equal(server.tokens.size, 0);
  await context.close();
});

const HTML = { status: 200, type: 'text/html', body: '<h1>A shop</h1>' };
const JSON_OF = (body: unknown) => ({ status: 200, type: 'application/json', body: JSON.stringify(body) });
const ERROR = { type: 'application/json', body: '{"error":"Too many requests"}' };
const FAULTS: readonly (readonly [string, MastodonOptions, string])[] = [
  ['lets nobody read its answers', { closed: true }, 'could not be reached, or is not a Mastodon server.'],
  ['has a page in place of the API', { apps: HTML }, 'is not a Mastodon server.'],
  ['has no such address', { apps: { ...HTML, status: 404 } }, 'is not a Mastodon server.'],
  ['gives no client', { apps: JSON_OF({ id: '1' }) }, 'sent an answer that cannot be read.'],
  ['gives no secret', { apps: JSON_OF({ client_id: 'x' }) }, 'sent an answer that cannot be read.'],
  ['gives other things', { apps: JSON_OF([{ client_id: {} }]) }, 'sent an answer that cannot be read.'],
  ['forbids it', { apps: { ...ERROR, status: 403 } }, 'does not allow this site to log readers in.'],
  ['has had too many', { apps: { ...ERROR, status: 429 } }, 'does not allow this site to log readers in.'],
  ['does not accept the site', { apps: { ...ERROR, status: 422 } }, 'does not allow this site to log readers in.'],
  ['is broken', { apps: { ...ERROR, status: 503 } }, 'could not be reached, or is not a Mastodon server.'],
];
for (const [what, options, text] of FAULTS) {
  test(`a server that ${what} is told of in the field, and another one can be named`, async () => {
    const wrong = await mastodon(options);
    const right = await mastodon();
    const { context, page } = await reader();
    await refused(page, wrong.host, `${wrong.host} ${text}`);
    await choose(page, await name(page, right.host), 'vera');
    await context.close();
  });
}

test('what is no server, is not there, or is not safe to ask is told of in the field', async () => {
  const gone = await startMastodon();
  await gone.close();
  const visited = await reader();
  const { context, page } = visited;
  await refused(page, '', 'Please enter the address of your server.');
  await refused(page, 'not a server', 'This is not the address of a server. It looks like mastodon.social.');
  await refused(page, 'javascript:alert(1)', 'This is not the address of a server.');
  await refused(page, 'http://mastodon.example/@vera', 'Only servers with a secure connection (https) can be used.');
  assert.deepEqual(
    visited.requests.filter((request) => !request.includes(stage.other)),
    [],
    'nobody was asked',
  );
  await refused(page, gone.host, `${gone.host} could not be reached, or is not a Mastodon server.`);
  assertQuiet(visited);
  await context.close();
});

test('the server is remembered for a reader who wants it', async () => {
  const server = await mastodon();
  const { context, page } = await reader();
  await formIn(page).getByRole('checkbox', { name: 'Remember this server in this browser.' }).check();
  await choose(page, await name(page, `${server.host}/@vera`), 'vera');
  await page.reload();
  await ask(page);
  assert.equal(await serverField(page).inputValue(), `${server.host}/@vera`);
  await formIn(page).getByRole('checkbox', { name: 'Remember this server in this browser.' }).uncheck();
  await page.reload();
  await ask(page);
  assert.equal(await serverField(page).inputValue(), '');
  await context.close();
});
