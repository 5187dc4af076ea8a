import type { Queryable } from '../database.js';
import type { Expected, Profile } from './openid.js';
import { digestOf } from './secrets.js';

/** An attempt as it begins. */
export interface NewAttempt extends Expected {
  /** Digest of the word that only the page knows which has begun. */
  readonly challenge: string;
  readonly provider: string;
  /** Origin of that page. */
  readonly origin: string;
  /** Word in a cookie of the browser that goes to the provider. */
  readonly browser: string;
  /** Of the page, for what the window says at its end. */
  readonly language: string;
  readonly expiresAt: Date;
}

export type Outcome = 'done' | 'denied' | 'failed';

/** Keeps an attempt. The window may be opened again; the words of before are worth nothing then. */
export async function keepAttempt(database: Queryable, attempt: NewAttempt): Promise<boolean> {
  const { challenge, provider, origin, state, browser, nonce, verifier, redirectUri, expiresAt, language } = attempt;
  const kept = await database.query(
    `insert into sign_ins (challenge, provider, origin, state_digest, browser_digest, nonce, verifier, redirect_uri, expires_at,
       language)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10)
     on conflict (challenge) do update set state_digest = $4, browser_digest = $5, nonce = $6, verifier = $7,
       redirect_uri = $8, language = $10, outcome = null
     where sign_ins.provider = $2 and sign_ins.origin = $3 and sign_ins.outcome is distinct from 'done'
     returning 1`,
    [
      ...[challenge, provider, origin, digestOf(state), digestOf(browser), nonce, verifier, redirectUri],
      expiresAt.toISOString(),
      language,
    ],
  );
  return kept.length > 0;
}

/** An attempt that the provider has answered. */
export interface AnsweredAttempt {
  readonly challenge: string;
  readonly origin: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  /** None where it began before languages were kept. */
  readonly language: string | null;
}

/**
 * Takes up the attempt that an answer of a provider belongs to, once: a second answer with the same `state` finds none.
 *
 * @param browser the word in the cookie; another browser's attempt is left as it is
 */
export async function takeAttempt(
  database: Queryable,
  { provider, state, browser }: { readonly provider: string; readonly state: string; readonly browser: string },
  now: Date,
): Promise<AnsweredAttempt | undefined> {
  const [found] = await database.query<AnsweredAttempt>(
    `update sign_ins set state_digest = null
     where provider = $1 and state_digest = $2 and browser_digest = $3 and expires_at > $4::timestamptz
     returning challenge, origin, nonce, verifier, redirect_uri as "redirectUri", language`,
    [provider, digestOf(state), digestOf(browser), now.toISOString()],
  );
  return found;
}

/** Notes what has become of an attempt. */
export async function settleAttempt(
  database: Queryable,
  challenge: string,
  outcome: Outcome,
  account?: string,
): Promise<void> {
  await database.query('update sign_ins set outcome = $2, account_id = $3::bigint where challenge = $1', [
    challenge,
    outcome,
    account ?? null,
  ]);
}

/** What the page that knows the verifier is told; `gone` when there is nothing to wait for. */
export type Answer =
  { readonly outcome: 'waiting' | 'denied' | 'failed' | 'gone'; readonly account?: undefined } | Done;

interface Done {
  readonly outcome: 'done';
  readonly account: string;
}

/** Tells the page that has begun an attempt what has become of it. An attempt that has ended is told of once. */
export async function askAttempt(database: Queryable, verifier: string, origin: string, now: Date): Promise<Answer> {
  const challenge = digestOf(verifier);
  const [found] = await database.query<{ outcome: Outcome | null; account: string | null }>(
    `select outcome, account_id::text as account from sign_ins
     where challenge = $1 and origin = $2 and expires_at > $3::timestamptz for update`,
    [challenge, origin, now.toISOString()],
  );
  if (!found) return { outcome: 'gone' };
  if (!found.outcome) return { outcome: 'waiting' };
  await database.query('delete from sign_ins where challenge = $1', [challenge]);
  if (found.outcome === 'done') return { outcome: 'done', account: found.account ?? '' };
  return { outcome: found.outcome };
}

/** Forgets attempts and sessions whose time is over. */
export async function forgetExpired(database: Queryable, now: Date): Promise<void> {
  for (const table of ['sign_ins', 'sessions'])
    await database.query(`delete from ${table} where expires_at <= $1::timestamptz`, [now.toISOString()]);
}

/** The account of a reader, new or known, with what the provider says of it now. */
export async function keepAccount(database: Queryable, provider: string, profile: Profile): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `insert into accounts (provider, subject, name, url, avatar_url) values ($1, $2, $3, $4, $5)
     on conflict (provider, subject) do update set name = $3, url = $4, avatar_url = $5
     returning id::text as id`,
    [provider, profile.subject, profile.name, profile.url ?? null, profile.avatarUrl ?? null],
  );
  if (!row) throw new Error('The account that was kept did not come back.');
  return row.id;
}
