/**
 * Signing in by the browser alone, for providers that let one: Mastodon and whatever else registers clients at run time and
 * answers scripts of other origins (OpenID Connect discovery with RFC 7591). Authorization code with PKCE (S256), `state`,
 * `nonce` and `iss` (RFC 9700, RFC 9207). The token lives in this file's closure and not longer than the page.
 *
 * The provider leads back to a page of the site's own (`callback`), which has to call {@link passOnAnswer}. What arrives there is
 * believed only where it names the `state` of the attempt under way, once.
 */
import { abortable } from './abort.js';
import { readAccountServer, type AccountServer } from './account-server.js';
import type { Accounts, Attempt, CompleteOptions, Session, SessionChange, SignInOutcome } from './accounts.js';
import { inTime } from './deadline.js';
import { CommentsError } from './errors.js';
import { readObject } from './fields.js';
import { mastodonServer } from './mastodon-server.js';
import { openIdServer } from './openid-server.js';
import { challengeOf, randomWord } from './pkce.js';
import { PROVIDERS } from './providers.js';
import { requestJson, type JsonRequest } from './request.js';
import { answerTo, PATIENCE } from './sign-in-answer.js';
import type { AskServer, AttemptWords, Client, ClientAbout, SignInServer } from './sign-in-server.js';
import type { Provider, RequestOptions } from './types.js';

export { AccountServerError, type ServerProblem } from './account-server.js';
export { passOnAnswer } from './sign-in-answer.js';

interface CommonOptions {
  /** Absolute address of a page of this origin that calls {@link passOnAnswer}. */
  readonly callback: string;
  /** What readers are told who asks for their account. */
  readonly name: string;
  readonly scope?: string;
  readonly fetch?: typeof fetch;
}

/** Reads `.well-known/openid-configuration`. */
export interface OpenIdAccountsOptions extends CommonOptions {
  readonly kind: 'oidc';
  /** As it is shown; its id stands in `Author.provider`. */
  readonly provider: Provider;
  /** Address of the server, such as `https://login.example`. */
  readonly server: string;
  /** Id of a client that is registered already; without one it is registered at the first log-in. */
  readonly clientId?: string;
}

/** Uses the API of Mastodon. */
export interface MastodonAccountsOptions extends CommonOptions {
  readonly kind: 'mastodon';
  /** "Mastodon" by default. */
  readonly provider?: Provider;
  /** Address of the one server whose accounts are wanted; without it readers are asked for theirs. */
  readonly server?: string;
}

export type BrowserAccountsOptions = OpenIdAccountsOptions | MastodonAccountsOptions;

/** Accounts whose requests can be signed, for a backend that talks to the same server. */
export interface BrowserAccounts extends Accounts {
  /** What a request needs to be the reader's own; nothing where nobody is signed in. */
  readonly credentials: () => JsonRequest;
  /** The server that vouches for the reader, such as `https://mastodon.social`: whoever is sent the credentials asks it whose they are. */
  readonly server: () => string | undefined;
}

/** A server that this page is a client of. */
interface Joined {
  readonly server: SignInServer;
  readonly client: Client;
}

/** The reader is signed in there. */
interface Entered extends Joined {
  readonly token: string;
}

/** Secrets of the attempt under way. */
interface Held extends Joined {
  readonly words: AttemptWords;
  /** The provider's answer, once it has come. */
  readonly answer: Promise<URLSearchParams>;
}

/** @throws TypeError where an address is none */
export function browserAccounts(options: BrowserAccountsOptions): BrowserAccounts {
  const provider = providerOf(options);
  const fixed = options.server === undefined ? undefined : new URL(options.server).origin;
  const callback = new URL(options.callback).href;
  const listeners = new Set<(change: SessionChange) => void>();
  const attempts = new WeakMap<Attempt, Held>();
  const joined = new Map<string, Promise<Joined>>();
  let session: Session | undefined;
  let entered: Entered | undefined;

  const ask: AskServer = async (url, request, more) =>
    (await requestJson(url, { ...request, ...more, fetch: options.fetch, credentials: 'omit' })).data;
  const about: ClientAbout = { ask, callback, name: options.name, provider, scope: options.scope };
  const tell = (now: Session | undefined): void => {
    session = now;
    for (const listener of [...listeners]) listener({ type: 'session', session });
  };
  /** Each server is joined once, and again after a failure. */
  const join = (typed = ''): Promise<Joined> => {
    const named = fixed === undefined ? readAccountServer(typed) : { origin: fixed };
    const key = named.handle ?? named.origin;
    const joining = joined.get(key) ?? joinServer(options, named, about);
    joined.set(key, joining);
    joining.catch(() => joined.delete(key));
    return joining;
  };
  /** RFC 7009. The page no longer has the token, whether the server hears of it or not. */
  const revoke = async (left: Entered | undefined, request?: RequestOptions): Promise<void> => {
    if (!left?.server.revoke) return;
    const body = new URLSearchParams({ token: left.token, ...credentialsOf(left.client) });
    await ask(left.server.revoke, { method: 'POST', body }, request).catch(() => undefined);
  };
  const redeem = async (held: Held, params: URLSearchParams): Promise<SignInOutcome> => {
    const failure = failureIn(params, held.server);
    if (failure) return { failure };
    const { client, server, words } = held;
    const told = readObject(await ask(server.token, tokenRequest(held, params.get('code') ?? '', callback)));
    const token = told?.['access_token'];
    if (!told || typeof token !== 'string' || !server.fits(told, words, client)) return { failure: 'failed' };
    const author = await server.author(token);
    void revoke(entered);
    entered = { server, client, token };
    const now = { as: author };
    tell(now);
    return { session: now };
  };

  return {
    credentials: () => (entered ? { headers: { authorization: `Bearer ${entered.token}` } } : {}),
    server: () => entered?.server.issuer,
    offer: async () => ({ providers: [provider], ...(session && { session }) }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: async (_provider, request = {}) => {
      const { client, server } = await abortable(join(request.server), request.signal);
      const words = { state: randomWord(), nonce: randomWord(), verifier: randomWord() };
      const url = new URL(server.authorize);
      const params = {
        response_type: 'code',
        client_id: client.id,
        redirect_uri: callback,
        scope: server.scope,
        state: words.state,
        code_challenge: await challengeOf(words.verifier),
        code_challenge_method: 'S256',
        ...server.params(words, request),
      };
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
      const begun = { provider: provider.id, url: url.href };
      attempts.set(begun, { client, server, words, answer: answerTo(words.state) });
      return begun;
    },
    complete: async (begun, { signal }: CompleteOptions = {}) => {
      const held = attempts.get(begun);
      if (!held) return { failure: 'failed' };
      try {
        const params = await inTime(() => held.answer, { signal, timeout: PATIENCE });
        attempts.delete(begun);
        return await redeem(held, params);
      } catch (thrown) {
        return { failure: thrown instanceof CommentsError && thrown.code === 'timeout' ? 'timeout' : 'failed' };
      }
    },
    signOut: async (request) => {
      const left = entered;
      entered = undefined;
      tell(undefined);
      await revoke(left, request);
    },
  };
}

function providerOf({ kind, provider, server }: BrowserAccountsOptions): Provider {
  const known = provider ?? PROVIDERS.find(({ id }) => id === kind);
  if (!known) throw new TypeError('`provider` is missing.');
  return kind === 'mastodon' && server === undefined ? { ...known, asksServer: true } : known;
}

/** Finds out how a server is asked, and makes this page its client. @throws CommentsError */
async function joinServer(options: BrowserAccountsOptions, named: AccountServer, about: ClientAbout): Promise<Joined> {
  const server = await (options.kind === 'mastodon' ? mastodonServer(named, about) : openIdServer(named.origin, about));
  const id = options.kind === 'oidc' ? options.clientId : undefined;
  return { server, client: id ? { id } : await server.register() };
}

/** Why there is no session in an answer; undefined where it holds a code of this very server. */
function failureIn(params: URLSearchParams, server: SignInServer): 'denied' | 'failed' | undefined {
  const error = params.get('error');
  if (error !== null) return error === 'access_denied' && !params.has('code') ? 'denied' : 'failed';
  const issuer = params.get('iss');
  const isRight = issuer === (issuer === null && !server.namesIssuer ? null : server.issuer);
  return params.get('code') && isRight ? undefined : 'failed';
}

function tokenRequest({ client, words }: Held, code: string, callback: string): JsonRequest {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    ...credentialsOf(client),
    code_verifier: words.verifier,
  });
  return { method: 'POST', body };
}

function credentialsOf({ id, secret }: Client): Record<string, string> {
  return { client_id: id, ...(secret !== undefined && { client_secret: secret }) };
}
