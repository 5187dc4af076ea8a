import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { AuthorizationResponseError } from 'oauth4webapi';
import { Problem } from '../problems.js';
import { forgetExpired, keepAccount, keepAttempt, settleAttempt, takeAttempt } from './attempts.js';
import type { AnsweredAttempt } from './attempts.js';
import { pageLanguage } from './language.js';
import { ownOrigin, siteOf } from './origins.js';
import { OpenIdProvider } from './openid.js';
import { windowPage, WINDOW_SCRIPT, WINDOW_STYLE, type PageName } from './pages.js';
import { isWord, randomWord } from './secrets.js';
import type { SignInSettings } from './settings.js';

const MINUTE = 60_000;
/** By it the browser that went to the provider is known when it comes back (RFC 9700, 4.7). */
const BROWSER_COOKIE = 'commentariat-sign-in';

/** What the reader's browser does in a window of its own: `GET /auth/start`, then the provider, then the callback. */
export function addWindows(api: Hono, settings: SignInSettings): void {
  const providers = new Map(settings.providers.map((each) => [each.id, new OpenIdProvider(each)]));
  const find = (id: string | undefined): OpenIdProvider => {
    const provider = providers.get(id ?? '');
    if (!provider) throw new Problem('not-found', 'Nobody signs in with this provider here.');
    return provider;
  };
  api.get('/auth/start', (context) => start(context, find(context.req.query('provider')), settings));
  api.get('/auth/callback/:provider', (context) => finish(context, find(context.req.param('provider')), settings));
  api.get('/auth/window.js', (context) => context.body(WINDOW_SCRIPT, 200, { 'Content-Type': 'text/javascript' }));
  api.get('/auth/window.css', (context) => context.body(WINDOW_STYLE, 200, { 'Content-Type': 'text/css' }));
}

/**
 * Sends the browser to the provider. It must come from a page of a site that is known: otherwise anybody could send a
 * reader here by a link in a mail, and collect the session with a verifier of their own.
 */
async function start(context: Context, provider: OpenIdProvider, settings: SignInSettings): Promise<Response> {
  const { base, database, limits, now } = settings;
  const challenge = context.req.query('challenge');
  const origin = siteOf(context, context.req.header('Referer'), settings.sites);
  const language = pageLanguage(context, context.req.query('lang'));
  const end = (name: PageName): Response => windowPage(context, name, base, language);
  if (!isWord(challenge) || origin === undefined) return end('foreign');
  await forgetExpired(database, now());
  const { id } = provider.settings;
  const words = { state: randomWord(), nonce: randomWord(), verifier: randomWord(), browser: randomWord() };
  const redirectUri = `${ownOrigin(context)}${base}/auth/callback/${id}`;
  const expiresAt = new Date(now().getTime() + limits.attemptMinutes * MINUTE);
  const isKept = await keepAttempt(database, {
    ...{ challenge, provider: id, origin, redirectUri, expiresAt, language: language.lang },
    ...words,
  });
  if (!isKept) return end('gone');
  const url = await provider
    .authorizationUrl(
      { ...words, redirectUri },
      { change: context.req.query('change') === '1', language: language.lang },
    )
    .catch(noteless);
  if (!url) return end('unreachable');
  setCookie(context, BROWSER_COOKIE, words.browser, {
    ...cookieOf(context, base),
    path: `${base}/auth/callback/${id}`,
    maxAge: limits.attemptMinutes * 60,
  });
  context.header('Cache-Control', 'no-store');
  context.header('Referrer-Policy', 'no-referrer');
  return context.redirect(url.href);
}

/** The provider has sent the browser back. */
async function finish(context: Context, provider: OpenIdProvider, settings: SignInSettings): Promise<Response> {
  const { base, database, now } = settings;
  const { id } = provider.settings;
  const state = context.req.query('state') ?? '';
  const browser = getCookie(context, BROWSER_COOKIE) ?? '';
  const attempt = await takeAttempt(database, { provider: id, state, browser }, now());
  const language = pageLanguage(context, attempt?.language);
  if (!attempt) return windowPage(context, 'gone', base, language);
  deleteCookie(context, BROWSER_COOKIE, { path: `${base}/auth/callback/${id}` });
  return windowPage(context, await redeem(context, provider, attempt, settings), base, language);
}

async function redeem(
  context: Context,
  provider: OpenIdProvider,
  attempt: AnsweredAttempt,
  { database }: SignInSettings,
): Promise<'done' | 'denied' | 'failed'> {
  try {
    const callback = new URL(context.req.url);
    const profile = await provider.redeem(callback, { ...attempt, state: context.req.query('state') ?? '' });
    const account = await keepAccount(database, provider.settings.id, profile);
    await settleAttempt(database, attempt.challenge, 'done', account);
    return 'done';
  } catch (error) {
    // What providers say goes neither to the page nor to a log: it may hold the code.
    const outcome =
      error instanceof AuthorizationResponseError && error.error === 'access_denied' ? 'denied' : 'failed';
    await settleAttempt(database, attempt.challenge, outcome);
    return outcome;
  }
}

function noteless(): undefined {
  return undefined;
}

/** No script can read it, and no other site's request carries it but a visit. */
export function cookieOf(context: Context, base: string) {
  const secure = ownOrigin(context).startsWith('https:');
  return { httpOnly: true, sameSite: 'Lax', secure, path: base } as const;
}
