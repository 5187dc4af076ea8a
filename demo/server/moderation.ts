import type { Comment, Count } from '../../src/core/types.js';
import { COMMENT_COLUMNS, isCommentId, toComment } from './comments.js';
import type { CommentRow } from './comments.js';
import type { Database, Queryable } from './database.js';
import { known } from './known.js';
import { countThreads } from './posts.js';
import { Problem } from './problems.js';

/** A comment that waits for a decision, and where it was written. */
export interface Held {
  readonly thread: string;
  readonly title?: string;
  readonly comment: Comment;
}

/** What a decision led to. */
export interface Settled {
  readonly state: 'published' | 'deleted';
  /** As readers see it now; absent when nothing is left of it. */
  readonly comment?: Comment;
  readonly count: Count;
}

interface HeldRow extends CommentRow {
  readonly thread: string;
  readonly title: string | null;
}

/** Held comments of all threads, the longest waiting first. */
export async function listHeld(
  database: Queryable,
  limit: number,
  after: string | undefined,
): Promise<{ readonly held: readonly Held[]; readonly next?: string }> {
  const rows = await database.query<HeldRow>(
    `select ${COMMENT_COLUMNS}, p.key as thread, p.title from comments c join posts p on p.id = c.post_id
     where c.state = 'pending' and c.id > $1::bigint order by c.id limit $2::int`,
    [after ?? '0', limit + 1],
  );
  const held = rows.slice(0, limit).map((row) => ({
    thread: row.thread,
    ...known({ title: row.title }),
    comment: toComment(row),
  }));
  return { held, ...known({ next: rows.length > limit ? rows[limit - 1]?.id : undefined }) };
}

/**
 * Publishes a held comment; one that is published already stays so.
 *
 * @throws {Problem} `not-found` when there is no such comment, or it was deleted
 */
export function approve(database: Database, id: string): Promise<Settled> {
  return database.transaction(async (transaction) => {
    const found = await lockComment(transaction, id);
    if (found.state === 'deleted') throw new Problem('not-found', 'This comment was deleted.');
    await transaction.query(`update comments set state = 'published' where id = $1::bigint`, [id]);
    const comment = { ...toComment(found), state: 'published' as const };
    return { state: 'published', comment, count: await count(transaction, found.thread) };
  });
}

/**
 * Deletes a comment. While it has replies its place stays, without author and body; otherwise nothing is left, nor of
 * deleted comments above it that only kept a place for it.
 *
 * @throws {Problem} `not-found` when there is no such comment
 */
export function remove(database: Database, id: string): Promise<Settled> {
  return database.transaction(async (transaction) => {
    const found = await lockComment(transaction, id);
    const comment = (await hasReplies(transaction, id)) ? await empty(transaction, id) : undefined;
    if (!comment) await removeBranch(transaction, found);
    return { state: 'deleted', ...known({ comment }), count: await count(transaction, found.thread) };
  });
}

/** The comment, with its whole thread locked against replies: whoever locks, locks the post first. */
async function lockComment(transaction: Queryable, id: string): Promise<HeldRow> {
  const unknown = new Problem('not-found', 'There is no such comment.');
  if (!isCommentId(id)) throw unknown;
  await transaction.query(
    'select from posts where id = (select post_id from comments where id = $1::bigint) for no key update',
    [id],
  );
  const [row] = await transaction.query<HeldRow>(
    `select ${COMMENT_COLUMNS}, p.key as thread, p.title from comments c join posts p on p.id = c.post_id
     where c.id = $1::bigint`,
    [id],
  );
  if (!row) throw unknown;
  return row;
}

async function hasReplies(transaction: Queryable, id: string): Promise<boolean> {
  const found = await transaction.query(
    `select 1 from comments c join comments r on r.post_id = c.post_id and r.parent_id = c.id
     where c.id = $1::bigint limit 1`,
    [id],
  );
  return found.length > 0;
}

async function empty(transaction: Queryable, id: string): Promise<Comment | undefined> {
  const [row] = await transaction.query<CommentRow>(
    `update comments c set state = 'deleted', author_name = null, author_url = null, author_avatar_url = null,
       author_role = null, author_provider = null, body_kind = null, body_value = null, cite = null, edited_at = null,
       url = null, lang = null
     where c.id = $1::bigint returning ${COMMENT_COLUMNS}`,
    [id],
  );
  await transaction.query('delete from comment_emails where comment_id = $1::bigint', [id]);
  return row && toComment(row);
}

async function removeBranch(transaction: Queryable, leaf: CommentRow): Promise<void> {
  let id: string | null = leaf.id;
  while (id !== null && !(await hasReplies(transaction, id))) {
    const [gone]: readonly { parent_id: string | null }[] = await transaction.query<{ parent_id: string | null }>(
      `delete from comments where id = $1::bigint and (state = 'deleted' or id = $2::bigint)
       returning parent_id::text as parent_id`,
      [id, leaf.id],
    );
    id = gone?.parent_id ?? null;
  }
}

async function count(transaction: Queryable, thread: string): Promise<Count> {
  const [found] = await countThreads(transaction, [thread]);
  if (!found) throw new Error('The thread of a comment vanished.');
  return found;
}
