import type { Context, Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { readJson } from '../body.js';
import { Problem, unreadable } from '../problems.js';
import { askAttempt } from './attempts.js';
import { isSameSite, siteOf } from './origins.js';
import { isWord } from './secrets.js';
import { beginSession, csrfOf, endSession, findReader, readerOf, SESSION_COOKIE, sessionIn } from './sessions.js';
import type { Reader } from './sessions.js';
import type { SignInSettings } from './settings.js';
import { addWindows, cookieOf } from './windows.js';

const HOUR = 3_600_000;
const NO_STORE = { 'Cache-Control': 'no-store' };

/** Everything under `/auth`: who can sign in and who has, and the windows that lead to it. */
export function addSignIn(api: Hono, settings: SignInSettings): void {
  addWindows(api, settings);
  api.get('/auth/session', (context) => tell(context, settings));
  api.post('/auth/session', (context) => begin(context, settings));
  api.delete('/auth/session', (context) => end(context, settings));
}

/** What is offered, and whose session this browser has. */
async function tell(context: Context, { database, now, providers }: SignInSettings): Promise<Response> {
  const reader = await sessionIn(context, database, now());
  const offer = providers.map(({ id, label, icon, color, yieldsEmail }) => ({
    ...{ id, label, icon, color, yieldsEmail },
    status: 'active',
  }));
  return context.json({ providers: offer, session: reader && toSession(reader) }, 200, NO_STORE);
}

/**
 * Hands a session to the page that knows the verifier. On this server's own site it is a cookie, which outlives the page and
 * no script can read; for pages of other sites, whose browsers may keep no cookie of ours, a token for the page's memory.
 */
async function begin(context: Context, settings: SignInSettings): Promise<Response> {
  const { base, database, limits, now } = settings;
  const origin = siteOf(context, context.req.header('Origin'), settings.sites);
  if (origin === undefined) throw new Problem('forbidden', 'Readers do not sign in from this site.');
  const verifier = readVerifier(await readJson(context, limits.maxBodyBytes));
  const kind = isSameSite(context) ? 'cookie' : 'bearer';
  const hours = kind === 'cookie' ? limits.cookieHours : limits.bearerHours;
  const expiresAt = new Date(now().getTime() + hours * HOUR);
  const answer = await database.transaction(async (transaction) => {
    const { outcome, account } = await askAttempt(transaction, verifier, origin, now());
    if (outcome !== 'done') return { outcome };
    const token = await beginSession(transaction, { account, kind, expiresAt });
    return { outcome, reader: await findReader(transaction, token, kind, now()) };
  });
  if (!answer.reader) return context.json({ state: answer.outcome }, 200, NO_STORE);
  if (kind === 'cookie')
    setCookie(context, SESSION_COOKIE, answer.reader.token, { ...cookieOf(context, base), maxAge: hours * 3600 });
  return context.json({ state: 'done', session: toSession(answer.reader, kind === 'bearer') }, 200, NO_STORE);
}

/** Ends the session here. The provider's own session is the reader's affair. */
async function end(context: Context, { base, database, now }: SignInSettings): Promise<Response> {
  const reader = await readerOf(context, database, now());
  if (!reader) throw new Problem('login-required', 'No session is named.', { headers: CHALLENGE });
  await endSession(database, reader.token);
  if (reader.kind === 'cookie') deleteCookie(context, SESSION_COOKIE, { path: base });
  return context.json({}, 200, NO_STORE);
}

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="comments"' };

/** The token only once, to the page that has just got it. */
function toSession({ as, until, kind, token }: Reader, isNew = false) {
  return { as, until, ...(kind === 'cookie' && { csrf: csrfOf(token) }), ...(isNew && { token }) };
}

function readVerifier(json: unknown): string {
  const verifier = typeof json === 'object' && json !== null && 'verifier' in json ? json.verifier : undefined;
  if (typeof verifier !== 'string' || !isWord(verifier)) throw unreadable('`verifier` is not one of RFC 7636.');
  return verifier;
}
