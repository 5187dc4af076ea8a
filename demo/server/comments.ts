import type { Author, Body, Cite, Comment, CommentKind, CommentState } from '../../src/core/types.js';
import { readCursor, writeCursor } from './cursor.js';
import type { PageSort, Position } from './cursor.js';
import type { Queryable } from './database.js';
import { known } from './known.js';
import type { Thread } from './posts.js';

/** A comment as every query for readers selects it. The e-mail address is in another table and stays there. */
export const COMMENT_COLUMNS = `c.id::text as id, c.parent_id::text as parent_id, c.root_id::text as root_id, c.kind,
  c.state, c.author_name, c.author_url, c.author_avatar_url, c.author_role, c.author_provider, c.body_kind, c.body_value,
  c.cite, c.published_at, c.edited_at, c.url, c.lang`;

/** A row of {@link COMMENT_COLUMNS}. */
export interface CommentRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly root_id: string;
  readonly kind: CommentKind;
  readonly state: CommentState;
  readonly author_name: string | null;
  readonly author_url: string | null;
  readonly author_avatar_url: string | null;
  readonly author_role: Author['role'] | null;
  readonly author_provider: string | null;
  readonly body_kind: Body['kind'] | null;
  readonly body_value: string | null;
  readonly cite: Cite | null;
  readonly published_at: string | null;
  readonly edited_at: string | null;
  readonly url: string | null;
  readonly lang: string | null;
}

/** The comment of a row, in the wire format. */
export function toComment(row: CommentRow): Comment {
  return {
    id: row.id,
    ...known({ parentId: row.parent_id }),
    kind: row.kind,
    state: row.state,
    author: known({
      name: row.author_name,
      url: row.author_url,
      avatarUrl: row.author_avatar_url,
      role: row.author_role,
      provider: row.author_provider,
    }),
    ...known({
      body: row.body_kind ? { kind: row.body_kind, value: row.body_value ?? '' } : undefined,
      cite: row.cite,
      publishedAt: row.published_at,
      editedAt: row.edited_at,
      url: row.url,
      lang: row.lang,
    }),
  };
}

/**
 * What readers are shown, as a condition on `c`: published comments, and deleted ones that still hold a place for
 * replies. A reply that is held does not count as one, or the empty place would tell of it.
 */
const VISIBLE = `(c.state = 'published' or (c.state = 'deleted' and exists (
  select from comments r where r.post_id = c.post_id and r.parent_id = c.id and r.state <> 'pending')))`;

const PAGES: Readonly<Record<PageSort, { readonly start: Position; readonly after: string; readonly order: string }>> =
  {
    oldest: {
      start: { root: '0', id: '0' },
      after: '(c.root_id, c.id) > ($2::bigint, $3::bigint)',
      order: 'c.root_id, c.id',
    },
    newest: {
      start: { root: '9223372036854775807', id: '0' },
      after: 'c.root_id <= $2::bigint and (c.root_id < $2::bigint or c.id > $3::bigint)',
      order: 'c.root_id desc, c.id',
    },
  };

/** Which page of a thread is asked for. */
export interface PageQuery {
  readonly sort: PageSort;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after: string | undefined;
}

/**
 * One page. It starts behind the last comment of the page before, wherever that stands now, so that comments which
 * arrive or vanish meanwhile neither repeat nor hide others.
 */
export async function listComments(
  database: Queryable,
  thread: Thread,
  { sort, limit, after }: PageQuery,
): Promise<{ readonly comments: readonly Comment[]; readonly next?: string }> {
  const page = PAGES[sort];
  const from = after === undefined ? page.start : readCursor(sort, after);
  const rows = await database.query<CommentRow>(
    `select ${COMMENT_COLUMNS} from comments c
     where c.post_id = $1::bigint and ${page.after} and ${VISIBLE} and (c.kind = 'comment' or $4::boolean)
     order by ${page.order} limit $5::int`,
    // One more than asked for shows whether there is a next page.
    [thread.id, from.root, from.id, thread.pingsListed, limit + 1],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last && writeCursor(sort, { root: last.root_id, id: last.id });
  return { comments: rows.slice(0, limit).map(toComment), ...known({ next }) };
}

/** Whether a text can be an id of ours. Asking PostgreSQL for another one would be an error, not an empty answer. */
export function isCommentId(id: string): boolean {
  return /^[1-9]\d{0,17}$/.test(id);
}
