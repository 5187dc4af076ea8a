/**
 * A server of Mastodon, or one that has its API, as https://docs.joinmastodon.org describes it. Version 4.3 and newer know PKCE
 * and the scope `profile`; older ones pass over the first and are asked for `read:accounts` in place of the second.
 */
import { AccountServerError, readAccountServer, type AccountServer, type ServerProblem } from './account-server.js';
import { toCommentsError, type ErrorCode } from './errors.js';
import { attempt, readObject, readText } from './fields.js';
import {
  authorOf,
  JSON_BODY,
  type AskServer,
  type Client,
  type ClientAbout,
  type SignInServer,
} from './sign-in-server.js';

/** Milliseconds to wait for a server of which nobody knows whether it is there. */
const PATIENCE = 8000;

/**
 * @param named the server, or a handle whose server is looked up first
 * @throws AccountServerError `unreachable`
 */
export async function mastodonServer(named: AccountServer, about: ClientAbout): Promise<SignInServer> {
  const { ask, provider } = about;
  const issuer = await serverOf(named, ask);
  const scope = about.scope ?? (await scopeAt(issuer, ask));
  return {
    ...{ issuer, scope },
    authorize: `${issuer}/oauth/authorize`,
    token: `${issuer}/oauth/token`,
    revoke: `${issuer}/oauth/revoke`,
    namesIssuer: false,
    register: () => register(issuer, scope, about),
    params: (_words, { change, language }) => ({
      ...(change && { force_login: 'true' }),
      ...(language && { lang: language.slice(0, 2) }),
    }),
    fits: () => true,
    author: async (token) => {
      const headers = { authorization: `Bearer ${token}` };
      const told = readObject(await ask(`${issuer}/api/v1/accounts/verify_credentials`, { headers })) ?? {};
      const { avatar, avatar_static, url, username } = told;
      // Of an animated picture the one that stands still.
      return authorOf(provider, [displayName(told), username], [url], [avatar_static, avatar]);
    },
  };
}

/** The server that a handle's account is at (RFC 7033); the one that it names where nobody says so. */
async function serverOf({ origin, handle }: AccountServer, ask: AskServer): Promise<string> {
  if (handle === undefined) return origin;
  const url = `${origin}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${handle}`)}`;
  const told = await ask(url, { timeout: PATIENCE }).catch(unlessSilent);
  const links = readObject(told)?.['links'];
  const self = (Array.isArray(links) ? links : []).map(readObject).find((link) => link?.['rel'] === 'self');
  const href = self?.['href'];
  return attempt(() => readAccountServer(typeof href === 'string' ? href : '').origin) ?? origin;
}

/** The least that tells who somebody is (https://docs.joinmastodon.org/methods/oauth/#authorization-server-metadata). */
async function scopeAt(issuer: string, ask: AskServer): Promise<string> {
  const url = `${issuer}/.well-known/oauth-authorization-server`;
  const scopes = readObject(await ask(url, { timeout: PATIENCE }).catch(unlessSilent))?.['scopes_supported'];
  return Array.isArray(scopes) && scopes.includes('profile') ? 'profile' : 'read:accounts';
}

/** A server that lets one wait is not asked for anything else. */
function unlessSilent(thrown: unknown): undefined {
  if (toCommentsError(thrown).code === 'timeout') throw new AccountServerError('unreachable', thrown);
}

/** `POST /api/v1/apps`, https://docs.joinmastodon.org/methods/apps/#create: all its clients are given a secret. */
async function register(issuer: string, scopes: string, { ask, callback, name }: ClientAbout): Promise<Client> {
  const body = JSON.stringify({
    client_name: name,
    redirect_uris: callback,
    scopes,
    website: new URL(callback).origin,
  });
  const request = { method: 'POST', headers: JSON_BODY, body, timeout: PATIENCE };
  const told = await ask(`${issuer}/api/v1/apps`, request).catch((thrown: unknown) => {
    throw new AccountServerError(PROBLEMS[toCommentsError(thrown).code] ?? 'refused', thrown);
  });
  const { client_id: id, client_secret: secret } = readObject(told) ?? {};
  if (typeof id !== 'string' || typeof secret !== 'string' || !id) throw new AccountServerError('unreadable');
  return { id, secret };
}

/** Whoever has no such address is no server of Mastodon; other refusals are its own. */
const PROBLEMS: Readonly<Partial<Record<ErrorCode, ServerProblem>>> = {
  offline: 'unreachable',
  timeout: 'unreachable',
  server: 'unreachable',
  'not-found': 'wrong',
  unsupported: 'wrong',
  'bad-data': 'wrong',
  'too-large': 'unreadable',
};

/** The server's own pictures stand in names as `:words:`, which nobody but its users could read. */
function displayName({ display_name: name, emojis }: Readonly<Record<string, unknown>>): string | undefined {
  const codes = (Array.isArray(emojis) ? emojis : []).map((each) => readText(readObject(each)?.['shortcode']));
  return readText(codes.reduce<string>((text, code) => text.replaceAll(`:${code}:`, ''), readText(name) ?? ''));
}
