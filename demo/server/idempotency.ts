import { createHash } from 'node:crypto';
import type { Queryable } from './database.js';
import { Problem, unreadable } from './problems.js';
import type { Reply } from './reply-input.js';

/** A stored answer, to be sent again byte for byte. */
export interface Outcome {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws {Problem} `invalid` (400) when the header is missing or no UUID */
export function readKey(header: string | undefined): string {
  if (header === undefined) throw unreadable('The header Idempotency-Key is missing.');
  // The draft of the header field makes it a string in quotes; what clients send is the bare UUID.
  const key = header.trim().replace(/^"(.*)"$/, '$1');
  if (!UUID.test(key)) throw unreadable('The header Idempotency-Key is not a UUID.');
  return key;
}

/**
 * Claims a key inside the transaction that stores the reply. A second request with the same key that arrives meanwhile
 * waits in the insert until the first transaction ends: then it finds the outcome, or the key free again if that failed.
 *
 * @returns the outcome that is stored already; undefined when the key is ours now, and `keepOutcome` must follow
 * @throws {Problem} `conflict` when the key was used for another reply
 */
export async function claimKey(
  transaction: Queryable,
  key: string,
  reply: Reply,
  now: Date,
): Promise<Outcome | undefined> {
  const hash = contentHash(reply);
  const claimed = await transaction.query(
    `insert into idempotency (key, content_hash, created_at) values ($1::uuid, $2, $3::timestamptz)
     on conflict do nothing returning 1`,
    [key, hash, now.toISOString()],
  );
  if (claimed.length > 0) return undefined;
  const [stored] = await transaction.query<Outcome & { readonly content_hash: string }>(
    'select content_hash, status, body from idempotency where key = $1::uuid',
    [key],
  );
  if (!stored) throw new Error('The row of an idempotency key vanished between two statements.');
  if (stored.content_hash !== hash) throw new Problem('conflict', 'This Idempotency-Key was used for another reply.');
  return { status: stored.status, body: stored.body };
}

export async function keepOutcome(transaction: Queryable, key: string, { status, body }: Outcome): Promise<void> {
  await transaction.query('update idempotency set status = $2::int, body = $3 where key = $1::uuid', [
    key,
    status,
    body,
  ]);
}

/** Forgets outcomes stored before `before`. */
export async function forgetKeys(database: Queryable, before: Date): Promise<void> {
  await database.query('delete from idempotency where created_at < $1::timestamptz', [before.toISOString()]);
}

function contentHash({ thread, parentId, text, guest, reader }: Reply): string {
  const content = [thread, parentId ?? null, text, guest.name ?? null, guest.email ?? null, guest.url ?? null];
  if (reader) content.push(`account ${reader.account}`);
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
