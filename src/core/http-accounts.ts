/**
 * Signing in at a server of our own protocol. The server is the provider's client and keeps the session; the page has a random
 * word for each attempt and, at the most, a short-lived token that nothing outside this file can read.
 */
import type {
  Accounts,
  Attempt,
  AttemptOptions,
  CompleteOptions,
  OwnComment,
  Session,
  SessionChange,
  SignInOffer,
  SignInOutcome,
} from './accounts.js';
import { abortable } from './abort.js';
import { CommentsError, toCommentsError } from './errors.js';
import { readerOf, readDate, readId, readObject, readText, readWord, withRare } from './fields.js';
import { readAuthor, readComment, readCount, readOptionalList } from './parse.js';
import { challengeOf, randomWord } from './pkce.js';
import type { JsonAnswer, JsonRequest } from './request.js';
import { openChannel, type SessionChannel } from './session-channel.js';
import type { Comment, Provider, RequestOptions, ThreadRef } from './types.js';

/** Sends a request below the base of the server. */
export type Ask = (
  path: string,
  params: string[][],
  options?: RequestOptions,
  more?: JsonRequest,
) => Promise<JsonAnswer>;

/** What the backend itself needs of a session. */
export interface HttpAccounts extends Required<Accounts> {
  /** What a request needs to be the reader's own; nothing where nobody is signed in. */
  readonly credentials: () => JsonRequest;
  /** Sends a request as the reader, and notices when the session has ended. */
  readonly asReader: (
    path: string,
    params: string[][],
    options?: RequestOptions,
    more?: JsonRequest,
  ) => Promise<JsonAnswer>;
}

/** What proves a session to the server. */
type Proof = { readonly csrf: string } | { readonly token: string };

/** Milliseconds between two questions: often at first, when most log-ins end. */
const SOON = 1000;
const LATER = 3000;
/** However often it is asked to hurry. */
const LEAST = 250;
const SOON_FOR = 30_000;
/** Milliseconds an attempt may take: as long as servers keep it. */
const PATIENCE = 10 * 60_000;
const COLOR = /^#[\da-f]{6}$/i;

/**
 * @param base address under which the server answers, with a closing slash.
 * @param addressOf the address of a path below it.
 */
export function openAccounts(
  base: string,
  ask: Ask,
  addressOf: (path: string, params: string[][]) => string,
): HttpAccounts {
  const verifiers = new WeakMap<Attempt, string>();
  const listeners = new Set<(change: SessionChange) => void>();
  let channel: SessionChannel | undefined;
  let proof: Proof | undefined;

  const tell = (change: SessionChange): void => {
    for (const listener of [...listeners]) listener(change);
  };
  const enter = (session: Session | undefined, secret: Proof | undefined): void => {
    proof = secret;
    tell({ type: 'session', session });
  };
  const credentials = (): JsonRequest => credentialsOf(proof);
  const asReader: HttpAccounts['asReader'] = async (path, params, options, more = {}) => {
    const held = proof;
    const own = credentials();
    try {
      return await ask(path, params, options, { ...more, ...own, headers: { ...more.headers, ...own.headers } });
    } catch (thrown) {
      if (held && held === proof && toCommentsError(thrown).code === 'login-required') {
        proof = undefined;
        tell({ type: 'expired' });
      }
      throw thrown;
    }
  };
  const look = async (options?: RequestOptions): Promise<SignInOffer> => {
    const { data } = await ask('auth/session', [], options, { credentials: 'include', ...credentials() });
    const told = await withRare(() => readOffer(data));
    // A token is not told again.
    proof = told.session && (told.proof ?? proof);
    return told.session ? { providers: told.providers, session: told.session } : { providers: told.providers };
  };
  /** Another page of this origin is signed in where this one cannot be by a cookie. The server says who it is. */
  const follow = async (token: unknown): Promise<void> => {
    if (proof || !isSecret(token)) return;
    proof = { token };
    const { session } = await look().catch(() => ({ session: undefined }));
    if (session) enter(session, proof);
    else proof = undefined;
  };
  const take = async (verifier: string, signal: AbortSignal | undefined): Promise<SignInOutcome | undefined> => {
    const { data } = await ask(
      'auth/session',
      [],
      { ...(signal && { signal }) },
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ verifier }),
        credentials: 'include',
      },
    );
    const state = readWord(readObject(data)?.['state'], ['done', 'denied', 'failed'] as const);
    if (state === 'denied' || state === 'failed') return { failure: state };
    if (state !== 'done') return undefined;
    const { session, proof: secret } = await withRare(() => readSessionIn(data));
    if (!session || !secret) return { failure: 'failed' };
    enter(session, secret);
    channel?.tell();
    return { session };
  };

  return {
    credentials,
    asReader,
    offer: async (options) => {
      const offered = await look(options);
      if (!proof) channel?.ask();
      return offered;
    },
    begin: async (provider, { change, language }: AttemptOptions = {}) => {
      const verifier = randomWord();
      const params = [
        ['provider', provider],
        ['challenge', await challengeOf(verifier)],
      ];
      if (change) params.push(['change', '1']);
      if (language) params.push(['lang', language]);
      const attempt = { provider, url: addressOf('auth/start', params) };
      verifiers.set(attempt, verifier);
      return attempt;
    },
    complete: (attempt, options) => waitFor((signal) => take(verifiers.get(attempt) ?? '', signal), options),
    signOut: async (options) => {
      try {
        await asReader('auth/session', [], options, { method: 'DELETE' });
      } catch (thrown) {
        if (toCommentsError(thrown).code !== 'login-required') throw thrown;
      }
      enter(undefined, undefined);
      channel?.tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      channel ??= openChannel(base, {
        changed: () => tell({ type: 'elsewhere' }),
        token: () => (proof && 'token' in proof ? proof.token : undefined),
        offered: (token) => void follow(token),
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        channel?.close();
        channel = undefined;
      };
    },
    adopt: (token, session) => enter(session, { token }),
    own: async ({ key }: ThreadRef, options) => {
      const { data } = await asReader('own', [['thread', key]], options);
      return withRare(() => readOptionalList(readObject(data)?.['comments'], readOwn));
    },
    edit: async (id, text, options) => {
      const { data } = await asReader(`comments/${encodeURIComponent(id)}`, [], options, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      });
      const comment = await withRare(() => readCommentIn(data, base));
      if (comment) return comment;
      throw new CommentsError('bad-data', 'The server did not say what became of the comment.', { maybeStored: true });
    },
    remove: async (id, options) => {
      const { data } = await asReader(`comments/${encodeURIComponent(id)}`, [], options, { method: 'DELETE' });
      const comment = await withRare(() => readCommentIn(data, base));
      const count = readCount(readObject(data)?.['count']);
      return { ...(comment && { comment }), ...(count && { count }) };
    },
  };
}

function credentialsOf(proof: Proof | undefined): JsonRequest {
  if (!proof) return {};
  return 'token' in proof
    ? { headers: { authorization: `Bearer ${proof.token}` }, credentials: 'omit' }
    : { headers: { 'comments-csrf': proof.csrf }, credentials: 'include' };
}

/**
 * Asks until there is an outcome. A question that fails is asked again: a reader who comes back to the page may be offline
 * for a moment.
 */
async function waitFor(
  ask: (signal: AbortSignal | undefined) => Promise<SignInOutcome | undefined>,
  { signal, nudge }: CompleteOptions = {},
): Promise<SignInOutcome> {
  const started = Date.now();
  let wake = (): void => {};
  nudge?.(() => wake());
  try {
    while (Date.now() - started < PATIENCE) {
      const outcome = await ask(signal).catch(unlessFinal);
      if (outcome) return outcome;
      await abortable(delay(LEAST), signal);
      const rest = (Date.now() - started < SOON_FOR ? SOON : LATER) - LEAST;
      await abortable(Promise.race([delay(rest), new Promise<void>((resolve) => (wake = resolve))]), signal);
    }
    return { failure: 'timeout' };
  } catch {
    return { failure: 'failed' };
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @throws what asking again cannot mend */
function unlessFinal(thrown: unknown): undefined {
  const error = toCommentsError(thrown);
  if (!error.retryable) throw error;
}

const readProvider = readerOf<Provider>(
  {
    id: (value) => readText(value),
    label: (value) => readText(value),
    status: (value) => readWord(value ?? 'active', ['active', 'renamed', 'retired']),
    successor: (value) => readText(value),
    // A server is the provider's client itself.
    asksServer: () => undefined,
    yieldsEmail: (value) => (typeof value === 'boolean' ? value : undefined),
    icon: (value) => readText(value, 2),
    color: (value) => (typeof value === 'string' && COLOR.test(value) ? value : undefined),
  },
  'id',
  'label',
  'status',
);

const readSession = readerOf<Session>({ as: readAuthor, until: readDate }, 'as');
const readOwn = readerOf<OwnComment>({ id: readId, until: readDate }, 'id');

function readSessionIn(data: unknown): { session?: Session; proof?: Proof } {
  const raw = readObject(readObject(data)?.['session']);
  const session = readSession(raw);
  const { csrf, token } = raw ?? {};
  const proof = isSecret(token) ? { token } : isSecret(csrf) ? { csrf } : undefined;
  return { ...(session && { session }), ...(proof && { proof }) };
}

/** What can stand in a header. */
function isSecret(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.~+/=-]{1,4096}$/.test(value);
}

function readOffer(data: unknown): SignInOffer & { proof?: Proof } {
  return { providers: readOptionalList(readObject(data)?.['providers'], readProvider), ...readSessionIn(data) };
}

function readCommentIn(data: unknown, base: string): Comment | undefined {
  const raw = readObject(data)?.['comment'];
  return raw === undefined ? undefined : readComment(raw, base);
}
