import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { corpus } from '../support/corpus.js';
import { openProvider } from './readers.js';
import { COMBINATIONS, setSignInStage, type Policies } from './sign-in-stage.js';
import { formIn, type as typeIn } from './threads.js';

/** A page that signs readers in by the browser alone: its provider registers it at run time, and leads back to this origin. */
const HOST = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<script type="module" src="/dist/cdn/commentariat.js"></script><script type="module" src="/host.js"></script>
<main><h1>Host</h1><comment-thread id="thread" loading="eager"></comment-thread></main></html>`;
const HOST_SCRIPT = `import { browserAccounts } from '/dist/core/browser-accounts.js';
const { issuer } = await (await fetch('/issuer')).json();
const accounts = browserAccounts({
  provider: { id: new URLSearchParams(location.search).get('as') ?? 'demo', label: 'Demo', status: 'active' },
  server: issuer, callback: new URL('/callback.html', location.href).href, kind: 'oidc', name: 'A blog',
});
const policy = { access: 'login', name: 'no', email: 'no', url: 'no', accounts: true };
document.getElementById('thread').backend = {
  name: 'own', capabilities: { sorts: ['oldest'], once: 'none' },
  list: async () => ({ comments: [], policy }),
  reply: async () => { throw new Error('Not here.'); },
  accounts: async () => accounts,
};`;
const CALLBACK = `<!doctype html><title>Callback</title><script type="module">
import { passOnAnswer } from '/dist/core/browser-accounts.js'; passOnAnswer(window);</script>`;

const pages: Record<string, string> = {
  '/host.html': HOST,
  '/host.js': HOST_SCRIPT,
  '/callback.html': CALLBACK,
  '/blank.html': '<!doctype html><title>Another page of this origin</title>',
};
const stage = await setSignInStage(pages);
pages['/issuer'] = JSON.stringify({ issuer: stage.issuer });

interface Item {
  readonly name: string;
  readonly origin?: string;
  readonly data?: unknown;
  readonly event?: string;
}

interface Attempt {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The provider's window. */
  readonly window: Page;
  /** Another page of the same origin. */
  readonly beside: Page;
  readonly state: string;
}

async function openHost(context: BrowserContext, query = ''): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${stage.other}/host.html${query}`);
  return page;
}

async function attempt(): Promise<Attempt> {
  const context = await stage.browser.newContext();
  const page = await openHost(context);
  const beside = await context.newPage();
  await beside.goto(`${stage.other}/blank.html`);
  await page.bringToFront();
  let state = '';
  context.on('request', (request) => {
    state = new URL(request.url()).searchParams.get('state') ?? state;
  });
  await typeIn(formIn(page), { text: 'Typed before.' });
  const window = await openProvider(page);
  return { context, page, window, beside, state };
}

const isSignedIn = (page: Page) => formIn(page).locator('[part=log-out]').count();
const says = (page: Page, text: string) => formIn(page).locator('#auth').getByText(text).waitFor();

/** Sends a message by every way that leads to the page: from a window, on the channel, and by the storage. */
async function forge({ page, beside }: Attempt, data: unknown): Promise<void> {
  const words =
    typeof data === 'object' && data !== null
      ? new URLSearchParams(data as Record<string, string>).toString()
      : String(data);
  for (const from of [page, beside]) {
    await from.evaluate(
      ([message, text]) => {
        window.postMessage(message, '*');
        const channel = new BroadcastChannel('commentariat sign-in');
        for (const each of [message, text]) channel.postMessage(each);
        channel.close();
        localStorage.setItem('commentariat sign-in answer', String(text));
        localStorage.removeItem('commentariat sign-in answer');
      },
      [data, words] as const,
    );
  }
}

/** Nothing has come of it, and the true answer is still taken. */
async function assertUnmoved(held: Attempt): Promise<void> {
  assert.equal(await isSignedIn(held.page), 0);
  await says(held.page, 'Connecting to Demo');
  await held.window.getByRole('link', { name: 'Vera Osk' }).click();
  await says(held.page, 'You are commenting as Vera Osk using your Demo account.');
}

/** The log-in failed with a text; what was typed is there, and the reader can try again. */
async function assertHandled({ page }: Attempt, text: string): Promise<void> {
  await says(page, text);
  assert.equal(await isSignedIn(page), 0);
  assert.equal(await formIn(page).getByRole('textbox', { name: 'Comment' }).inputValue(), 'Typed before.');
  assert.equal(await formIn(page).getByRole('button', { name: 'Log in with Demo' }).count(), 1);
}

type Proof = (held: Attempt, item: Item) => Promise<void>;

const ignored: Proof = async (held, { data, origin }) => {
  await forge(held, data ?? { code: 'x', origin });
  await assertUnmoved(held);
};
/** Whoever knows the state, as scripts of the page's own origin may, can end an attempt, and no more. */
const failed =
  (answer: Record<string, string>, text = 'Logging in with Demo failed.'): Proof =>
  async (held) => {
    await forge(held, { ...answer, state: held.state });
    await assertHandled(held, text);
  };
const cancelled: Proof = async (held) => {
  await formIn(held.page).getByRole('button', { name: 'Cancel' }).click();
  await says(held.page, 'Logging in was cancelled.');
};
const goesOn: Proof = async (held) => {
  await says(held.page, 'Connecting to Demo');
  await cancelled(held, { name: '' });
  await assertHandled(held, 'Logging in was cancelled.');
};
/** The token endpoint answers like this, or not at all. */
const tokenEndpoint =
  (answer: { status: number; body: string } | undefined): Proof =>
  async (held) => {
    await held.page.route(`${stage.issuer}/token`, (route) =>
      answer ? route.fulfill({ ...answer, headers: { 'access-control-allow-origin': '*' } }) : route.abort('failed'),
    );
    await held.window.getByRole('link', { name: 'Vera Osk' }).click();
    await assertHandled(held, 'Logging in with Demo failed.');
  };
/** The account says this of itself: it is shown as text, and no picture is loaded. */
const profile =
  (claims: object, shown: string): Proof =>
  async (held) => {
    const headers = { 'access-control-allow-origin': '*' };
    await held.page.route(`${stage.issuer}/me`, (route) =>
      route.fulfill({ json: { sub: 'vera', ...claims }, headers }),
    );
    await held.window.getByRole('link', { name: 'Vera Osk' }).click();
    await says(held.page, `You are commenting as ${shown} using your Demo account.`);
    assert.equal(await formIn(held.page).locator('img').count(), 0);
  };

/** What is done about each of the corpus. */
const PROOFS: Readonly<Record<string, Proof>> = {
  'iss of another server (mix-up, RFC 9207)': failed({ code: 'x', iss: 'https://evil.example' }),
  'error=access_denied': failed({ error: 'access_denied' }, 'Logging in was cancelled.'),
  'error with markup in error_description': failed({ error: 'x', error_description: '<img src=x onerror=alert(1)>' }),
  'code and error together': failed({ code: 'x', error: 'y' }),
  'token in place of code': failed({ access_token: 'x' }),
  'state replayed': async (held) => {
    await assertUnmoved(held);
    await forge(held, { code: 'x', state: held.state });
    await says(held.page, 'You are commenting as Vera Osk');
  },
  '100,000 messages a second': async (held) => {
    await held.beside.evaluate(() => {
      const channel = new BroadcastChannel('commentariat sign-in');
      for (let count = 0; count < 100_000; count += 1) channel.postMessage(`code=x&state=${count}`);
      channel.close();
    });
    await assertUnmoved(held);
  },
  '1 MB message': async (held) => {
    await forge(held, `state=${held.state}&code=${'x'.repeat(1_000_000)}`);
    await assertUnmoved(held);
  },
  'message before the listener': ignored,
  'message after the user cancelled': async (held) => {
    await cancelled(held, { name: '' });
    await forge(held, { code: 'x', state: held.state });
    await assertHandled(held, 'Logging in was cancelled.');
  },
  'message after disconnect': async (held) => {
    await held.page.evaluate(() => document.querySelector('comment-thread')?.remove());
    await forge(held, { code: 'x', state: held.state });
    assert.equal(await held.page.locator('comment-thread').count(), 0);
  },
  'two attempts at once': async (held) => {
    const other = await openHost(held.context);
    const second = await openProvider(other);
    await second.getByRole('link', { name: 'Tomas Brin' }).click();
    await says(other, 'You are commenting as Tomas Brin');
    await says(held.page, 'Connecting to Demo');
    assert.equal(await isSignedIn(held.page), 0);
  },
  'popup blocked (window.open returns null)': async (held) => {
    await cancelled(held, { name: '' });
    await held.page.evaluate(() => (window.open = () => null));
    await formIn(held.page).getByRole('button', { name: 'Log in with Demo' }).click();
    await says(held.page, 'Your browser blocked the login window.');
  },
  'popup blocked late (closed at once)': async (held) => {
    await held.window.close();
    await goesOn(held, { name: '' });
  },
  'popup closed by the user': async (held) => {
    await held.window.close();
    await goesOn(held, { name: '' });
  },
  'popup navigated away': async (held) => {
    await held.window.goto(`${stage.other}/blank.html`);
    await goesOn(held, { name: '' });
  },
  'opener severed by COOP (closed reads true, window still open)': async (held) => assertUnmoved(held),
  'opener reloaded while the popup is open': async (held) => {
    await held.page.reload();
    await held.window.getByRole('link', { name: 'Vera Osk' }).click();
    await formIn(held.page).getByRole('button', { name: 'Log in with Demo' }).waitFor();
    assert.equal(await isSignedIn(held.page), 0);
  },
  'callback page opened directly, no opener': async (held) => {
    await held.beside.goto(`${stage.other}/callback.html?code=x&state=y`);
    await held.beside.waitForURL(`${stage.other}/callback.html`);
    await assertUnmoved(held);
  },
  'callback in another browser or profile (mail link)': async (held) => {
    const elsewhere = await stage.browser.newContext();
    const page = await elsewhere.newPage();
    await page.goto(`${stage.other}/callback.html?code=x&state=${held.state}`);
    await elsewhere.close();
    await assertUnmoved(held);
  },
  'verifier lost (storage cleared)': async (held) => {
    await held.page.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
    await assertUnmoved(held);
  },
  'token endpoint: CORS refused': tokenEndpoint(undefined),
  'token endpoint: invalid_grant': tokenEndpoint({ status: 400, body: '{"error":"invalid_grant"}' }),
  'token endpoint: slow': async (held) => {
    await held.page.route(`${stage.issuer}/token`, () => undefined);
    await held.window.getByRole('link', { name: 'Vera Osk' }).click();
    await goesOn(held, { name: '' });
  },
  'userinfo with markup in the name': profile({ name: '<img src=x onerror=alert(1)>' }, '<img src=x onerror=alert(1)>'),
  'avatar javascript: URL': profile({ name: 'Vera Osk', picture: 'javascript:alert(1)' }, 'Vera Osk'),
  'provider id of a retired provider (google-plus)': async (held) => {
    const page = await openHost(held.context, '?as=google-plus');
    // A site that offers it all the same: what it is called is not what it is.
    await formIn(page).locator('[part=auth]').waitFor();
    assert.equal(await isSignedIn(page), 0);
    await assertUnmoved(held);
  },
  'provider unknown': async (held) => {
    const page = await openHost(held.context, '?as=myspace');
    await formIn(page).locator('[part=auth]').waitFor();
    assert.equal(await isSignedIn(page), 0);
    await assertUnmoved(held);
  },
  'host page forges a signed-in state': async (held) => {
    await formIn(held.page).evaluate((form) => {
      for (const name of ['identity', 'session', 'as', 'policy']) form.setAttribute(name, '{"name":"Mira"}');
    });
    await assertUnmoved(held);
  },
};

for (const item of corpus<Item>('auth-messages')) {
  test(`${item.name} leads to no session that the reader did not want`, async () => {
    const held = await attempt();
    const dialogs: string[] = [];
    held.page.on('dialog', (dialog) => (dialogs.push(dialog.message()), void dialog.dismiss()));
    await (PROOFS[item.name] ?? ignored)(held, item);
    assert.deepEqual(dialogs, []);
    await held.context.close();
  });
}

test('every proof is of something in the corpus, and events each have their own', () => {
  const items = corpus<Item>('auth-messages');
  assert.equal(items.length, 44);
  assert.deepEqual(
    Object.keys(PROOFS).filter((name) => !items.some((item) => item.name === name)),
    [],
  );
  assert.deepEqual(
    items.filter(({ name, event }) => event !== undefined && !PROOFS[name]),
    [],
  );
});

for (const policies of COMBINATIONS) {
  const { host, provider, callback } = policies satisfies Policies;
  test(`the browser alone signs in: opener policy ${host}, provider ${provider}, callback ${callback}`, async () => {
    Object.assign(stage.policies, policies);
    const context = await stage.browser.newContext();
    const page = await openHost(context);
    const window = await openProvider(page);
    await window.getByRole('link', { name: 'Vera Osk' }).click();
    await says(page, 'You are commenting as Vera Osk using your Demo account.');
    await context.close();
  });
}
