import type { Comment, Guest } from '../../src/core/types.js';
import { COMMENT_COLUMNS, isCommentId, toComment } from './comments.js';
import type { CommentRow } from './comments.js';
import type { Queryable } from './database.js';
import type { Thread } from './posts.js';
import type { Reader } from './sign-in/sessions.js';

/**
 * The root of the branch that a reply to `parentId` joins; undefined when that comment cannot be answered: it is
 * unknown, of another thread, held, deleted, or a pingback that readers do not see.
 */
export async function findRoot(transaction: Queryable, thread: Thread, parentId: string): Promise<string | undefined> {
  if (!isCommentId(parentId)) return undefined;
  const [parent] = await transaction.query<{ root_id: string }>(
    `select root_id::text as root_id from comments
     where post_id = $1::bigint and id = $2::bigint and state = 'published' and (kind = 'comment' or $3::boolean)`,
    [thread.id, parentId, thread.pingsListed],
  );
  return parent?.root_id;
}

/** What is compared and stored of a reply that may be kept. */
export interface NewReply {
  readonly thread: Thread;
  readonly parentId: string | undefined;
  readonly text: string;
  readonly guest: Guest;
  readonly reader: Reader | undefined;
}

/** Whether the same writer said the same in the same place after `since`. Two guests without a name pass for one. */
export async function isDuplicate(transaction: Queryable, reply: NewReply, since: Date): Promise<boolean> {
  const { thread, parentId, text, guest, reader } = reply;
  const found = await transaction.query(
    `select 1 from comments c left join comment_emails e on e.comment_id = c.id
     where c.post_id = $1::bigint and c.created_at > $2::timestamptz and c.state <> 'deleted'
       and c.parent_id is not distinct from $3::bigint and c.body_value = $4
       and c.account_id is not distinct from $7::bigint and ($7::bigint is not null
         or (c.author_name is not distinct from $5::text and e.email is not distinct from $6::text)) limit 1`,
    [
      ...[thread.id, since.toISOString(), parentId ?? null, text, guest.name ?? null, guest.email ?? null],
      reader?.account ?? null,
    ],
  );
  return found.length > 0;
}

export interface Placing {
  /** Undefined for a comment that begins a branch. */
  readonly root: string | undefined;
  readonly state: 'published' | 'pending';
  readonly now: Date;
}

/** Stores a reply, its e-mail address apart, and returns what readers see of it. */
export async function insertReply(
  transaction: Queryable,
  { thread, parentId, text, guest, reader }: NewReply,
  { root, state, now }: Placing,
): Promise<Comment> {
  const at = now.toISOString();
  const author = reader?.as ?? { ...guest, role: 'guest' };
  const [row] = await transaction.query<CommentRow>(
    `insert into comments as c (post_id, id, parent_id, root_id, kind, state, author_name, author_url, body_kind,
       body_value, published_at, created_at, author_role, author_provider, author_avatar_url, account_id)
     select $1::bigint, n.id, $2::bigint, coalesce($3::bigint, n.id), 'comment', $4::text, $5::text, $6::text, 'text',
       $7::text, $8::text, $9::timestamptz, $10::text, $11::text, $12::text, $13::bigint
     from nextval(pg_get_serial_sequence('comments', 'id')) as n (id)
     returning ${COMMENT_COLUMNS}`,
    [
      ...[thread.id, parentId ?? null, root ?? null, state, author.name ?? null, author.url ?? null, text, at, at],
      ...[author.role, reader?.as.provider ?? null, reader?.as.avatarUrl ?? null, reader?.account ?? null],
    ],
  );
  if (!row) throw new Error('The comment that was inserted did not come back.');
  if (guest.email !== undefined) {
    await transaction.query('insert into comment_emails (comment_id, email) values ($1::bigint, $2)', [
      row.id,
      guest.email,
    ]);
  }
  return toComment(row);
}
