import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Author } from '../../../src/core/types.js';
import type { Queryable } from '../database.js';
import { known } from '../known.js';
import { Problem } from '../problems.js';
import { digestOf, randomWord } from './secrets.js';

/** The header by which a page shows that it may use the cookie: another site's form or image cannot send it. */
export const CSRF_HEADER = 'Comments-CSRF';
export const SESSION_COOKIE = 'commentariat-session';

/** The reader behind a request. */
export interface Reader {
  /** Id of the account. */
  readonly account: string;
  readonly as: Author;
  readonly until: string;
  readonly kind: 'cookie' | 'bearer';
  /** The secret that the request came with. */
  readonly token: string;
}

interface SessionRow {
  readonly account: string;
  readonly provider: string;
  readonly name: string;
  readonly url: string | null;
  readonly avatar_url: string | null;
  readonly until: string;
}

export interface NewSession {
  readonly account: string;
  readonly kind: Reader['kind'];
  readonly expiresAt: Date;
}

/** Begins a session and returns its secret, which is kept nowhere but with the reader. */
export async function beginSession(database: Queryable, session: NewSession): Promise<string> {
  const token = randomWord();
  const { account, kind, expiresAt } = session;
  await database.query(
    'insert into sessions (digest, account_id, kind, expires_at) values ($1, $2::bigint, $3, $4::timestamptz)',
    [digestOf(token), account, kind, expiresAt.toISOString()],
  );
  return token;
}

export async function endSession(database: Queryable, token: string): Promise<void> {
  await database.query('delete from sessions where digest = $1', [digestOf(token)]);
}

/** The word that goes with a session's cookie in {@link CSRF_HEADER}: only scripts that may read answers know it. */
export function csrfOf(token: string): string {
  return digestOf(`csrf ${token}`);
}

/**
 * The reader who sends a request that may change something. A cookie alone is nobody: it is also sent where another site
 * made the request.
 *
 * @throws {Problem} `login-required` when the request names a session that has ended, or never was one
 */
export async function readerOf(context: Context, database: Queryable, now: Date): Promise<Reader | undefined> {
  const bearer = bearerIn(context);
  const csrf = context.req.header(CSRF_HEADER);
  if (bearer === undefined && csrf === undefined) return undefined;
  const cookie = getCookie(context, SESSION_COOKIE);
  const token = bearer ?? (cookie !== undefined && csrf === csrfOf(cookie) ? cookie : undefined);
  const reader = token && (await findReader(database, token, bearer ? 'bearer' : 'cookie', now));
  if (reader) return reader;
  throw new Problem('login-required', 'This session has ended.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="comments"' },
  });
}

/** Whose session the browser has, for telling a page of it; by the cookie alone. */
export async function sessionIn(context: Context, database: Queryable, now: Date): Promise<Reader | undefined> {
  const bearer = bearerIn(context);
  const token = bearer ?? getCookie(context, SESSION_COOKIE);
  return token === undefined ? undefined : findReader(database, token, bearer ? 'bearer' : 'cookie', now);
}

export async function findReader(
  database: Queryable,
  token: string,
  kind: Reader['kind'],
  now: Date,
): Promise<Reader | undefined> {
  const [row] = await database.query<SessionRow>(
    `select a.id::text as account, a.provider, a.name, a.url, a.avatar_url,
       to_char(s.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as until
     from sessions s join accounts a on a.id = s.account_id
     where s.digest = $1 and s.kind = $2 and s.expires_at > $3::timestamptz`,
    [digestOf(token), kind, now.toISOString()],
  );
  return row && { account: row.account, as: authorOf(row), until: row.until, kind, token };
}

function authorOf({ name, url, avatar_url: avatarUrl, provider }: SessionRow): Author {
  return { name, ...known({ url, avatarUrl }), role: 'member', provider };
}

function bearerIn(context: Context): string | undefined {
  return /^Bearer +(\S+)$/i.exec(context.req.header('Authorization') ?? '')?.[1];
}
