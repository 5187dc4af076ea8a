import type { Body, Provider } from '../../src/core/types.js';
import { isCommentId } from './comments.js';
import type { Queryable } from './database.js';
import { parentsFirst } from './document.js';
import type { WrittenComment, WrittenDocument, WrittenPost } from './document.js';
import { timestamp } from './text.js';

/** What a thread asks of guests when its document does not say. */
const USUAL_POLICY = { access: 'open', name: 'required', email: 'optional', url: 'optional' } as const;

/** Stores the posts of a json document with their comments, which get new ids where theirs cannot be kept. */
export async function importDocument(
  transaction: Queryable,
  { posts, providers = [] }: WrittenDocument,
  now: Date,
): Promise<void> {
  for (const provider of providers) await insertProvider(transaction, provider);
  for (const post of posts) {
    const id = await insertPost(transaction, post);
    await insertCategories(transaction, id, post.categories ?? []);
    await insertComments(transaction, id, parentsFirst(post.comments ?? []), now);
  }
}

async function insertProvider(transaction: Queryable, provider: Provider): Promise<void> {
  await transaction.query(
    `insert into providers (id, position, label, status, successor)
     values ($1, (select count(*) from providers), $2, $3, $4) on conflict do nothing`,
    [provider.id, provider.label, provider.status, provider.successor ?? null],
  );
}

async function insertPost(transaction: Queryable, post: WrittenPost): Promise<string> {
  const body = bodyOf(post.body);
  const policy = { ...USUAL_POLICY, ...post.policy };
  const [row] = await transaction.query<{ id: string }>(
    `insert into posts (key, title, url, lang, author, body_kind, body_value, source, published_at, updated_at,
       access, name_need, email_need, url_need, max_length, pings_listed)
     values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8::text::jsonb, $9, $10, $11, $12, $13, $14, $15::int, $16)
     returning id::text as id`,
    [
      post.id,
      ...[post.title, post.url, post.lang].map(orNull),
      jsonOf(post.author),
      ...[body?.kind, body?.value].map(orNull),
      jsonOf(post.source),
      ...[timestamp(post.publishedAt), timestamp(post.updatedAt)].map(orNull),
      ...[policy.access, policy.name, policy.email, policy.url, policy.maxLength ?? null],
      post._pingsListed ?? true,
    ],
  );
  if (!row) throw new Error('The post that was inserted did not come back.');
  return row.id;
}

async function insertCategories(
  transaction: Queryable,
  post: string,
  categories: NonNullable<WrittenPost['categories']>,
): Promise<void> {
  for (const [position, category] of categories.entries()) {
    await transaction.query('insert into categories (post_id, position, name, url) values ($1::bigint, $2, $3, $4)', [
      post,
      position,
      category.name,
      category.url ?? null,
    ]);
  }
}

/** All comments of a post in one statement, since some discussions are long. */
async function insertComments(
  transaction: Queryable,
  post: string,
  comments: readonly WrittenComment[],
  now: Date,
): Promise<void> {
  const ids = (await areFree(transaction, comments))
    ? comments.map(({ id }) => id)
    : await newIds(transaction, comments);
  const places = new Map<string, { readonly id: string; readonly root: string }>();
  const rows = comments.map((comment, index) => {
    const parent = comment.parentId === undefined ? undefined : places.get(comment.parentId);
    const id = ids[index] ?? '';
    const root = parent?.root ?? id;
    places.set(comment.id, { id, root });
    return { id, parent_id: parent?.id ?? null, root_id: root, ...columnsOf(comment) };
  });
  await transaction.query(
    `insert into comments (id, post_id, parent_id, root_id, kind, state, author_name, author_url, author_avatar_url,
       author_role, author_provider, body_kind, body_value, cite, published_at, edited_at, url, lang, created_at)
     select id, $1::bigint, parent_id, root_id, kind, state, author_name, author_url, author_avatar_url,
       author_role, author_provider, body_kind, body_value, cite, published_at, edited_at, url, lang, $3::timestamptz
     from jsonb_to_recordset($2::text::jsonb) as c (id bigint, parent_id bigint, root_id bigint, kind text, state text,
       author_name text, author_url text, author_avatar_url text, author_role text, author_provider text,
       body_kind text, body_value text, cite jsonb, published_at text, edited_at text, url text, lang text)`,
    [post, JSON.stringify(rows), now.toISOString()],
  );
  await transaction.query(`select setval(pg_get_serial_sequence('comments', 'id'), (select max(id) from comments))`);
}

/** Whether the ids of the document can stay, so that links to single comments do: numbers, growing, none taken yet. */
async function areFree(transaction: Queryable, comments: readonly WrittenComment[]): Promise<boolean> {
  const ids = comments.map(({ id }) => id);
  const grow = ids.every((id, index) => isCommentId(id) && (index === 0 || BigInt(id) > BigInt(ids[index - 1] ?? 0)));
  if (!grow) return false;
  const taken = await transaction.query('select 1 from comments where id = any($1::text[]::bigint[]) limit 1', [ids]);
  return taken.length === 0;
}

async function newIds(transaction: Queryable, comments: readonly WrittenComment[]): Promise<readonly string[]> {
  const rows = await transaction.query<{ id: string }>(
    `select nextval(pg_get_serial_sequence('comments', 'id'))::text as id from generate_series(1, $1::int)`,
    [comments.length],
  );
  return rows.map(({ id }) => id);
}

function columnsOf({ author = {}, ...comment }: WrittenComment): object {
  const body = bodyOf(comment.body);
  return {
    kind: comment.kind ?? 'comment',
    state: comment.state ?? 'published',
    author_name: author.name,
    author_url: author.url,
    author_avatar_url: author.avatarUrl,
    author_role: author.role,
    author_provider: author.provider,
    body_kind: body?.kind,
    body_value: body?.value,
    cite: comment.cite,
    published_at: timestamp(comment.publishedAt),
    edited_at: timestamp(comment.editedAt),
    url: comment.url,
    lang: comment.lang,
  };
}

function bodyOf(body: Body | string | undefined): Body | undefined {
  return typeof body === 'string' ? { kind: 'text', value: body } : body;
}

function jsonOf(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}
