import type { Author, Body, Category, Cite, Count, Need, Post, Provider, ReplyPolicy } from '../../src/core/types.js';
import type { Queryable } from './database.js';
import { known } from './known.js';
import { storable } from './text.js';

/** What every answer about a thread needs to know of its post. */
export interface Thread {
  /** Of the row; never sent. */
  readonly id: string;
  readonly key: string;
  readonly title: string | undefined;
  readonly pingsListed: boolean;
  readonly policy: ReplyPolicy;
}

interface ThreadRow {
  readonly id: string;
  readonly key: string;
  readonly title: string | null;
  readonly access: ReplyPolicy['access'];
  readonly name_need: Need;
  readonly email_need: Need;
  readonly url_need: Need;
  readonly max_length: number | null;
  readonly pings_listed: boolean;
}

/**
 * The thread of this key.
 *
 * @param options.lock keeps other replies and moderators of this thread waiting until the transaction ends
 * @param options.maxLength length limit of posts that set none, in UTF-16 code units
 */
export async function findThread(
  database: Queryable,
  key: string,
  options: { readonly maxLength: number; readonly lock?: boolean },
): Promise<Thread | undefined> {
  const [row] = await database.query<ThreadRow>(
    `select id::text as id, key, title, access, name_need, email_need, url_need, max_length, pings_listed
     from posts where key = $1 ${options.lock ? 'for no key update' : ''}`,
    [storable(key)],
  );
  if (!row) return undefined;
  return {
    id: row.id,
    key: row.key,
    title: row.title ?? undefined,
    pingsListed: row.pings_listed,
    policy: {
      access: row.access,
      name: row.name_need,
      email: row.email_need,
      url: row.url_need,
      maxLength: row.max_length ?? options.maxLength,
    },
  };
}

/** How much each thread holds, in the order of the keys; undefined for those unknown. Only published comments count. */
export async function countThreads(
  database: Queryable,
  keys: readonly string[],
): Promise<readonly (Count | undefined)[]> {
  const stored = keys.map(storable);
  const rows = await database.query<Required<Count> & { readonly key: string }>(
    `select p.key, count(c.id)::int as total,
       (count(c.id) filter (where c.kind = 'comment'))::int as comments,
       (count(c.id) filter (where c.kind <> 'comment'))::int as pings,
       (count(c.id) filter (where c.kind = 'comment' and c.parent_id is null))::int as roots
     from posts p left join comments c on c.post_id = p.id and c.state = 'published'
     where p.key = any($1::text[]) group by p.id`,
    [stored],
  );
  const counts = new Map(rows.map(({ key, ...count }) => [key, count]));
  return stored.map((key) => counts.get(key));
}

/** The count of one thread that is known to exist. */
export async function countThread(database: Queryable, thread: Thread): Promise<Count> {
  const [count] = await countThreads(database, [thread.key]);
  return count ?? { total: 0, comments: 0, pings: 0, roots: 0 };
}

interface PostRow {
  readonly title: string | null;
  readonly url: string | null;
  readonly lang: string | null;
  readonly author: Author | null;
  readonly body_kind: Body['kind'] | null;
  readonly body_value: string | null;
  readonly source: Cite | null;
  readonly published_at: string | null;
  readonly updated_at: string | null;
}

/** The article of a thread, without its count. Members that are not known are undefined, and so left out of JSON. */
export async function readPost(database: Queryable, thread: Thread): Promise<Post> {
  const [row] = await database.query<PostRow>(
    `select title, url, lang, author, body_kind, body_value, source, published_at, updated_at
     from posts where id = $1::bigint`,
    [thread.id],
  );
  const categories = await database.query<{ name: string; url: string | null }>(
    'select name, url from categories where post_id = $1::bigint order by position',
    [thread.id],
  );
  return {
    id: thread.key,
    ...known({
      title: row?.title,
      url: row?.url,
      lang: row?.lang,
      author: row?.author,
      body: row?.body_kind ? { kind: row.body_kind, value: row.body_value ?? '' } : undefined,
      source: row?.source,
      publishedAt: row?.published_at,
      updatedAt: row?.updated_at,
    }),
    categories: categories.map(({ name, url }): Category => ({ name, ...known({ url }) })),
  };
}

/** Services that this site names itself, in their order. */
export async function listProviders(database: Queryable): Promise<readonly Provider[]> {
  const rows = await database.query<Omit<Provider, 'successor'> & { readonly successor: string | null }>(
    'select id, label, status, successor from providers order by position',
  );
  return rows.map(({ successor, ...provider }) => ({ ...provider, ...known({ successor }) }));
}
