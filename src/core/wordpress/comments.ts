/** The list of comments, as `wp/v2/comments` gives it: flat, at most 100 at a time, and only those of the kind `comment`. */
import { CommentsError } from '../errors.js';
import { readObject, withRare } from '../fields.js';
import { readComments } from '../parse.js';
import type { RequestOptions } from '../types.js';
import type { Params } from './address.js';
import { decodeEntities } from './entities.js';
import type { Item } from './item.js';
import type { Site } from './site.js';

/** Most comments that WordPress sends at once. */
export const MOST = 100;

/** The fields of a comment that are read. `content.rendered` would lose the whole content in WordPress 6.5 (measured). */
export const COMMENT_FIELDS = 'id,parent,author,author_name,author_url,date_gmt,content,link,author_avatar_urls';

/** One answer of the REST API. */
export interface Part {
  readonly raw: readonly unknown[];
  /** Comments there are in all; unknown where a server between hides the header. */
  readonly total: number | undefined;
}

/** Asks for comments of an article. */
export async function askComments(
  site: Site,
  { id }: Pick<Item, 'id'>,
  params: Params,
  request?: RequestOptions,
): Promise<Part> {
  const { password } = site.options;
  const query = { post: id, orderby: 'date_gmt', order: 'asc', password, _fields: COMMENT_FIELDS, ...params };
  const { data, headers } = await site.ask('comments', query, request);
  if (!Array.isArray(data)) throw new CommentsError('bad-data', 'The site did not answer with a list.');
  const total = headers.get('x-wp-total');
  return { raw: data, total: total && /^\d+$/.test(total) ? Number(total) : undefined };
}

/** Comments that could be read, and how many could not. */
export type Read = ReturnType<typeof readComments>;

/** Reads comments of one article into the model. */
export function readThread({ home }: Site, item: Item, raw: readonly unknown[]): Promise<Read> {
  const wire = raw.map((comment) => toWire(comment, item));
  return withRare(() => readComments(wire, home));
}

/** Translates a comment into the wire format of this package; `raw` is untrusted and so is what comes out. */
export function toWire(raw: unknown, { author: writer }: Item): unknown {
  const comment = readObject(raw);
  if (!comment) return raw;
  const { id, parent, author, author_name: name, author_url: url, author_avatar_urls: avatars, content } = comment;
  return {
    id,
    parentId: parent,
    author: {
      name: decodeEntities(name),
      url: decodeEntities(url),
      avatarUrl: largest(avatars),
      role: author && author === writer ? 'author' : undefined,
    },
    body: { kind: 'html', value: readObject(content)?.['rendered'] },
    publishedAt: comment['date_gmt'],
    url: comment['link'],
  };
}

/** The largest picture of `{"24": …, "48": …, "96": …}`: names that are integers come in ascending order. */
export function largest(avatars: unknown): unknown {
  return Object.values(readObject(avatars) ?? {}).at(-1);
}
