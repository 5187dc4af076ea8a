/** The article that is discussed, as far as its discussion needs it. */
import { CommentsError, notLoaded } from '../errors.js';
import { readId, readObject } from '../fields.js';
import { readTitle } from '../parse.js';
import { share } from '../share.js';
import type { RequestOptions, ThreadRef } from '../types.js';
import type { Params } from './address.js';
import { decodeEntities } from './entities.js';
import type { Site } from './site.js';

export interface Item {
  readonly id: string;
  /** Where it is asked for: `posts/4`, `pages/2`. */
  readonly resource: string;
  readonly title: string | undefined;
  /** Id of the account that wrote it. */
  readonly author: unknown;
  readonly closed: boolean;
  readonly link: unknown;
  /** What the plugin of docs/wordpress.md adds: `count` and `policy`. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** What is kept of one thread between requests. */
export interface Thread {
  readonly ref: ThreadRef;
  /** The article; asked for once, until somebody wants it `fresh`. */
  readonly item: (request?: RequestOptions) => Promise<Item>;
  /** The same with its text, as the site sent it: there from the moment on that somebody wanted it. */
  article?: (request?: RequestOptions) => Promise<Article>;
  /** What a refused reply has taught: the site does not say it beforehand. */
  refused?: 'login' | 'closed';
}

/** An article with its text: untrusted. */
export interface Article {
  readonly item: Item;
  readonly raw: unknown;
}

/** The fields of a post that make an {@link Item}. */
export const ITEM_FIELDS = 'id,link,slug,title,author,comment_status,commentariat';

/** The kinds of articles that are searched; others are found by their address in the REST API. */
export const TYPES = ['posts', 'pages'] as const;

/** @throws CommentsError `bad-data` when it has no id */
export function toItem(raw: unknown, type: string): Item {
  const { id, title, author, comment_status: status, link, commentariat } = readObject(raw) ?? {};
  if (!readId(id)) throw new CommentsError('bad-data', 'The article has no id.');
  return {
    id: String(id),
    resource: `${type}/${String(id)}`,
    title: readRendered(title),
    author,
    closed: status === 'closed',
    link,
    told: readObject(commentariat) ?? {},
  };
}

/** A title is HTML: its tags are left out, as they say nothing to a heading. */
export function readRendered(value: unknown): string | undefined {
  const rendered = readObject(value)?.['rendered'];
  return readTitle(decodeEntities(typeof rendered === 'string' ? rendered.replace(/<[^<>]*>/g, '') : undefined));
}

/** What a key says by itself: an id, and where the article is asked for. */
export interface Known {
  readonly id: string;
  /** Resources to try, one after the other. */
  readonly resources: readonly string[];
}

/** Understands the short keys: digits for a post or page, `pages/2` for whatever kind of article; search.ts does the others. */
export function readKey(key: string): Known | undefined {
  const [, type, id = ''] = /^([a-z][\w-]*\/)?(\d+)$/.exec(key) ?? [];
  return id ? { id, resources: type ? [key] : TYPES.map((name) => `${name}/${id}`) } : undefined;
}

export function openThread(site: Site, ref: ThreadRef): Thread {
  const thread: Thread = {
    ref,
    item: share(async (signal, fresh) =>
      thread.article && !fresh ? (await thread.article({ signal })).item : findItem(site, ref, { signal, fresh }),
    ),
  };
  return thread;
}

/**
 * Finds the article that a thread is about.
 * @throws CommentsError `not-found`, `forbidden`
 */
export async function findItem(site: Site, thread: ThreadRef, request: RequestOptions): Promise<Item> {
  const known = readKey(thread.key);
  if (known) return (await askById(site, known.resources, { _fields: ITEM_FIELDS }, request)).item;
  const { search } = await import('./search.js').catch(notLoaded);
  const [item] = await search(site, [thread], request);
  if (!item) throw new CommentsError('not-found', `The site has no ${thread.key}.`);
  return item;
}

/** Asks the resources one after the other: WordPress tells the ids of pages apart from those of posts. */
export async function askById(
  site: Site,
  [resource = '', ...others]: readonly string[],
  params: Params,
  request?: RequestOptions,
): Promise<Article> {
  try {
    const { data: raw } = await site.ask(resource, params, request);
    return { raw, item: toItem(raw, resource.replace(/\/.*/, '')) };
  } catch (thrown) {
    if (!others[0] || !(thrown instanceof CommentsError) || thrown.code !== 'not-found') throw thrown;
    return askById(site, others, params, request);
  }
}
