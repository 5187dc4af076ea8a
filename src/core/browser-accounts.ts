/**
 * Signing in by the browser alone, for providers that let one: Mastodon and whatever else registers clients at run time and
 * answers scripts of other origins (OpenID Connect discovery with RFC 7591). Authorization code with PKCE (S256), `state`,
 * `nonce` and `iss` (RFC 9700, RFC 9207). The token lives in this file's closure and not longer than the page.
 *
 * The provider leads back to a page of the site's own (`callback`), which has to call {@link passOnAnswer}. What arrives there is
 * believed only where it names the `state` of the attempt under way, once.
 */
import { abortable } from './abort.js';
import type { Accounts, Attempt, CompleteOptions, Session, SessionChange, SignInOutcome } from './accounts.js';
import { CommentsError } from './errors.js';
import { attempt as attemptTo, readObject, readText, readUrl } from './fields.js';
import { challengeOf, randomWord } from './pkce.js';
import { requestJson, type JsonRequest } from './request.js';
import type { Author, Provider, RequestOptions } from './types.js';

export interface BrowserAccountsOptions {
  /** As it is shown; its id stands in `Author.provider`. */
  readonly provider: Provider;
  /** Address of the server, such as `https://mastodon.example`. */
  readonly server: string;
  /** Absolute address of a page of this origin that calls {@link passOnAnswer}. */
  readonly callback: string;
  /** `oidc` reads `.well-known/openid-configuration`; `mastodon` uses the API of Mastodon 4.3 and newer. */
  readonly kind: 'oidc' | 'mastodon';
  /** What readers are told who asks for their account. */
  readonly name: string;
  /** Id of a client that is registered already; without one it is registered at the first log-in. */
  readonly clientId?: string;
  /** `openid profile`, or `read:accounts`, by default. */
  readonly scope?: string;
  readonly fetch?: typeof fetch;
}

/** Accounts whose requests can be signed, for a backend that talks to the same server. */
export interface BrowserAccounts extends Accounts {
  /** What a request needs to be the reader's own; nothing where nobody is signed in. */
  readonly credentials: () => JsonRequest;
}

/** Where a server does what. */
interface Endpoints {
  readonly issuer: string;
  readonly authorize: string;
  readonly token: string;
  readonly register: string | undefined;
  readonly profile: string | undefined;
  readonly revoke: string | undefined;
  /** Answers name their issuer, so that one without it is refused. */
  readonly namesIssuer: boolean;
}

/** Secrets of the attempt under way. */
interface Secrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly client: string;
  readonly endpoints: Endpoints;
  /** The provider's answer, once it has come. */
  readonly answer: Promise<URLSearchParams>;
}

/** Answers of providers, on their way from the callback page. */
const CHANNEL = 'commentariat sign-in';
const KEY = 'commentariat sign-in answer';
/** Longest answer in characters; codes take a few hundred. */
const LONGEST = 8192;
const PATIENCE = 10 * 60_000;

/** @throws TypeError where an address is none */
export function browserAccounts(options: BrowserAccountsOptions): BrowserAccounts {
  const { provider, fetch } = options;
  const server = new URL(options.server).origin;
  const callback = new URL(options.callback).href;
  const listeners = new Set<(change: SessionChange) => void>();
  const secrets = new WeakMap<Attempt, Secrets>();
  let endpoints: Promise<Endpoints> | undefined;
  let client: Promise<string> | undefined;
  let session: Session | undefined;
  let token: string | undefined;
  const ask = async (url: string, request: JsonRequest, more: RequestOptions = {}): Promise<unknown> =>
    (await requestJson(url, { ...request, ...more, fetch, credentials: 'omit' })).data;
  const tell = (now: Session | undefined): void => {
    session = now;
    for (const listener of [...listeners]) listener({ type: 'session', session });
  };
  const find = (): Promise<Endpoints> =>
    (endpoints ??= (options.kind === 'mastodon' ? Promise.resolve(mastodonAt(server)) : discover(server, ask)).catch(
      (thrown: unknown) => {
        endpoints = undefined;
        throw thrown;
      },
    ));
  const clientOf = (found: Endpoints): Promise<string> =>
    (client ??= (options.clientId ? Promise.resolve(options.clientId) : register(found, options, callback, ask)).catch(
      (thrown: unknown) => {
        client = undefined;
        throw thrown;
      },
    ));
  const redeem = async (held: Secrets, params: URLSearchParams): Promise<SignInOutcome> => {
    const error = params.get('error');
    if (error !== null) return { failure: error === 'access_denied' && !params.has('code') ? 'denied' : 'failed' };
    const code = params.get('code');
    const issuer = params.get('iss');
    if (!code || issuer !== (issuer === null && !held.endpoints.namesIssuer ? null : held.endpoints.issuer))
      return { failure: 'failed' };
    const data = readObject(await ask(held.endpoints.token, tokenRequest(held, code, callback)));
    const access = data?.['access_token'];
    if (typeof access !== 'string' || !isRightIdToken(data?.['id_token'], held, options.kind))
      return { failure: 'failed' };
    const author = await profileOf(held.endpoints, access, options, ask);
    token = access;
    const now = { as: author };
    tell(now);
    return { session: now };
  };
  return {
    credentials: () => (token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    offer: async () => ({ providers: [provider], ...(session && { session }) }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: async (_provider, { change, ...request } = {}) => {
      const found = await abortable(find(), request.signal);
      const words = { state: randomWord(), nonce: randomWord(), verifier: randomWord() };
      const held = { ...words, client: await clientOf(found), endpoints: found, answer: answerTo(words.state) };
      const url = new URL(found.authorize);
      const params = {
        response_type: 'code',
        client_id: held.client,
        redirect_uri: callback,
        scope: scopeOf(options),
        state: held.state,
        code_challenge: await challengeOf(held.verifier),
        code_challenge_method: 'S256',
        ...(options.kind === 'oidc' && { nonce: held.nonce, ...(change && { prompt: 'login' }) }),
        ...(options.kind === 'mastodon' && change && { force_login: 'true' }),
      };
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
      const begun = { provider: provider.id, url: url.href };
      secrets.set(begun, held);
      return begun;
    },
    complete: async (begun, { signal }: CompleteOptions = {}) => {
      const held = secrets.get(begun);
      if (!held) return { failure: 'failed' };
      try {
        const params = await abortable(Promise.race([held.answer, late()]), signal);
        secrets.delete(begun);
        return await redeem(held, params);
      } catch (thrown) {
        return { failure: thrown instanceof CommentsError && thrown.code === 'timeout' ? 'timeout' : 'failed' };
      }
    },
    signOut: async (request) => {
      const { revoke } = await find();
      const body = new URLSearchParams({ token: token ?? '', client_id: (await client) ?? '' });
      token = undefined;
      tell(undefined);
      // The page no longer has it, whether the server hears of it or not.
      if (revoke) await ask(revoke, { method: 'POST', body }, request).catch(() => undefined);
    },
  };
}

/**
 * For the callback page: hands the provider's answer, which stands in its address, to the page that waits for it, and takes it
 * out of the address. By two ways, since browsers may keep one shut; never by `window.opener`.
 */
export function passOnAnswer(page: Window): void {
  const answer = page.location.search.slice(1);
  page.history.replaceState(null, '', page.location.pathname);
  if (!answer || answer.length > LONGEST) return;
  attemptTo(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage(answer);
    channel.close();
  });
  attemptTo(() => {
    // Seen by other pages at the moment it is set.
    page.localStorage.setItem(KEY, answer);
    page.localStorage.removeItem(KEY);
  });
  page.close();
}

/** The first answer that names this `state`; all other messages are passed over unread. */
function answerTo(state: string): Promise<URLSearchParams> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const take = (message: unknown): void => {
      if (typeof message !== 'string' || message.length > LONGEST) return;
      const params = new URLSearchParams(message);
      if (params.getAll('state').join() !== state) return;
      stop.abort();
      resolve(params);
    };
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const channel = attemptTo(() => new BroadcastChannel(CHANNEL));
    channel?.addEventListener('message', ({ data }) => take(data), { signal: stop.signal });
    globalThis.addEventListener?.('storage', (event) => take(event.key === KEY ? event.newValue : undefined), {
      signal: stop.signal,
    });
    stop.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      channel?.close();
    });
  });
}

function late(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new CommentsError('timeout', 'No answer.')), PATIENCE));
}

function mastodonAt(server: string): Endpoints {
  return {
    issuer: server,
    authorize: `${server}/oauth/authorize`,
    token: `${server}/oauth/token`,
    register: `${server}/api/v1/apps`,
    profile: `${server}/api/v1/accounts/verify_credentials`,
    revoke: `${server}/oauth/revoke`,
    namesIssuer: false,
  };
}

type Ask = (url: string, request: JsonRequest, more?: RequestOptions) => Promise<unknown>;

/** OpenID Connect Discovery 4. @throws CommentsError */
async function discover(server: string, ask: Ask): Promise<Endpoints> {
  const told = readObject(await ask(`${server}/.well-known/openid-configuration`, {}));
  const [authorize, token] = ['authorization_endpoint', 'token_endpoint'].map((name) => readUrl(told?.[name]));
  if (told?.['issuer'] !== server || !authorize || !token)
    throw new CommentsError('bad-data', `${server} does not say how readers sign in.`);
  return {
    issuer: server,
    authorize,
    token,
    register: readUrl(told['registration_endpoint']),
    profile: readUrl(told['userinfo_endpoint']),
    revoke: readUrl(told['revocation_endpoint']),
    namesIssuer: told['authorization_response_iss_parameter_supported'] === true,
  };
}

/** Makes this page a client of the server (RFC 7591, or Mastodon's `POST /api/v1/apps`). @throws CommentsError */
async function register(
  { register: url }: Endpoints,
  options: BrowserAccountsOptions,
  callback: string,
  ask: Ask,
): Promise<string> {
  if (!url) throw new CommentsError('unsupported', 'The server registers no clients.');
  const isMastodon = options.kind === 'mastodon';
  const about = {
    client_name: options.name,
    redirect_uris: isMastodon ? callback : [callback],
    ...(isMastodon
      ? { scopes: scopeOf(options) }
      : { token_endpoint_auth_method: 'none', grant_types: ['authorization_code'], response_types: ['code'] }),
  };
  const headers = { 'content-type': 'application/json' };
  const id = readObject(await ask(url, { method: 'POST', headers, body: JSON.stringify(about) }))?.['client_id'];
  if (typeof id === 'string' && id !== '') return id;
  throw new CommentsError('bad-data', 'The server gave the client no id.');
}

function tokenRequest({ client, verifier }: Secrets, code: string, callback: string): JsonRequest {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    client_id: client,
    code_verifier: verifier,
  });
  return { method: 'POST', body };
}

/** It comes from the token endpoint itself, so that TLS stands in for its signature (OpenID Connect Core, 3.1.3.7). */
function isRightIdToken(idToken: unknown, { nonce, client, endpoints }: Secrets, kind: 'oidc' | 'mastodon'): boolean {
  if (kind === 'mastodon') return true;
  const payload = typeof idToken === 'string' ? (idToken.split('.')[1] ?? '') : '';
  const claims = attemptTo(() => readObject(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))));
  if (!claims) return false;
  const { iss, aud, exp, nonce: told } = claims;
  const isForUs = [aud].flat().includes(client);
  return iss === endpoints.issuer && isForUs && told === nonce && typeof exp === 'number' && exp * 1000 > Date.now();
}

async function profileOf(
  { profile }: Endpoints,
  token: string,
  { provider }: BrowserAccountsOptions,
  ask: Ask,
): Promise<Author> {
  const headers = { authorization: `Bearer ${token}` };
  const told = profile ? readObject(await ask(profile, { headers })) : undefined;
  const names = ['display_name', 'name', 'preferred_username', 'acct', 'username'];
  const name = names.map((key) => readText(told?.[key])).find(Boolean);
  const url = readUrl(told?.['url']) ?? readUrl(told?.['website']) ?? readUrl(told?.['profile']);
  const avatarUrl = readUrl(told?.['avatar']) ?? readUrl(told?.['picture']);
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(avatarUrl !== undefined && { avatarUrl }),
    role: 'member',
    provider: provider.id,
  };
}

function scopeOf({ kind, scope }: BrowserAccountsOptions): string {
  return scope ?? (kind === 'mastodon' ? 'read:accounts' : 'openid profile');
}
