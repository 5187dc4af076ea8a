/** Pages, a comments server and a provider in this process, with headers that a test changes, on two sites. */
import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { after } from 'node:test';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { createApp, type AppOptions } from '../../demo/server/app.js';
import type { Database } from '../../demo/server/database.js';
import { openEmbedded } from '../../demo/server/database.js';
import { startDemoProvider } from '../../demo/server/demo-provider.js';
import { importDocument } from '../../demo/server/import.js';
import { listen } from '../../demo/server/listen.js';
import { migrate } from '../../demo/server/migrate.js';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browsers.mjs';
import { ROOT } from '../support/demo.js';

/** Values of Cross-Origin-Opener-Policy, by whose pages carry them. */
export interface Policies {
  host: string;
  provider: string;
  callback: string;
}

export interface SignInStage {
  /** `http://127.0.0.1:…`: the comments server, with pages of its own. */
  readonly own: string;
  /** `http://localhost:…`: pages on another site. */
  readonly other: string;
  readonly issuer: string;
  readonly database: Database;
  readonly policies: Policies;
  /** A browser that sends no cookies to third parties. */
  readonly browser: Browser;
}

export const THREAD = '/signing-in/';
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

export async function setSignInStage(
  pages: Readonly<Record<string, string>> = {},
  options: Partial<AppOptions> = {},
): Promise<SignInStage> {
  const policies: Policies = { host: 'unsafe-none', provider: 'unsafe-none', callback: 'unsafe-none' };
  const database = await openEmbedded();
  await migrate(database);
  const policy = { access: 'open', name: 'optional', email: 'optional', url: 'optional' } as const;
  const posts = [{ id: THREAD, title: 'Signing in', policy }];
  await database.transaction((transaction) => importDocument(transaction, { posts }, new Date()));
  const headers = {
    get 'Cross-Origin-Opener-Policy'() {
      return policies.provider;
    },
  };
  const provider = await startDemoProvider({ headers });
  const sites: string[] = [];
  const app = createApp({
    database,
    limits: { repliesPerMinute: Infinity },
    ...options,
    providers: [provider.settings],
    sites,
  });
  const page = (src: string) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<script type="module" src="/dist/cdn/commentariat.js"></script>
<main><h1>Host</h1><comment-thread src="${src}" thread="${THREAD}" loading="eager"></comment-thread></main></html>`;
  const files = (src: string) => (path: string) => fileOf(path, { '/host.html': page(src), ...pages });
  const own = await listen(
    async (request, env) => {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith('/api')) return send(files('/api')(pathname), policies.host);
      const answer = await app.fetch(request, env);
      if (!pathname.startsWith('/api/auth/callback')) return answer;
      return withPolicy(answer, policies.callback);
    },
    '127.0.0.1',
    0,
  );
  const other = await listen(
    async (request) => {
      const { pathname } = new URL(request.url);
      const isCallback = pathname === '/callback.html';
      return send(files(`${own.url}api`)(pathname), isCallback ? policies.callback : policies.host);
    },
    'localhost',
    0,
  );
  sites.push(new URL(other.url).origin);
  await provider.open([`${own.url}api/auth/callback/demo`, `${other.url}callback.html`]);
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: [...CHROMIUM_ARGS, '--test-third-party-cookie-phaseout'],
  });
  after(async () => {
    await browser.close();
    await Promise.all([own.close(), other.close(), provider.close()]);
    await database.close();
  });
  return {
    own: new URL(own.url).origin,
    other: new URL(other.url).origin,
    issuer: provider.settings.issuer,
    database,
    policies,
    browser,
  };
}

function fileOf(
  path: string,
  pages: Readonly<Record<string, string>>,
): { body: string | Uint8Array<ArrayBuffer>; type: string } | undefined {
  const type = TYPES[extname(path)] ?? 'text/plain';
  const page = pages[path];
  if (page !== undefined) return { body: page, type };
  if (!path.startsWith('/dist/')) return undefined;
  return { body: new Uint8Array(readFileSync(join(ROOT, normalize(path)))), type };
}

function send(file: { body: string | Uint8Array<ArrayBuffer>; type: string } | undefined, policy: string): Response {
  if (!file) return new Response('', { status: 404 });
  return new Response(file.body, { headers: { 'Content-Type': file.type, 'Cross-Origin-Opener-Policy': policy } });
}

function withPolicy(answer: Response, policy: string): Response {
  const headers = new Headers(answer.headers);
  headers.set('Cross-Origin-Opener-Policy', policy);
  return new Response(answer.body, { status: answer.status, headers });
}

/** Every combination that a site may meet: who opens the window, whose window it is, and where it ends. */
export const COMBINATIONS: readonly Policies[] = [
  'unsafe-none',
  'same-origin-allow-popups',
  'same-origin',
  'noopener-allow-popups',
].flatMap((host) =>
  ['unsafe-none', 'same-origin'].flatMap((provider) =>
    ['unsafe-none', 'same-origin'].map((callback) => ({ host, provider, callback })),
  ),
);
