/**
 * Comments from one JSON document (docs/comments.schema.json): a file, or data inside the page. Read-only: the whole
 * thread comes in one page and nothing can be posted. All of it is untrusted.
 */
import { countComments } from '../count.js';
import { CommentsError, notLoaded, toCommentsError } from '../errors.js';
import { attempt, readId, readObject, readUrl, withRare } from '../fields.js';
import { readCount, readPage } from '../parse.js';
import { requestJson } from '../request.js';
import { share } from '../share.js';
import type { Backend, Page, RequestOptions, ThreadRef } from '../types.js';

export interface JsonOptions {
  /** Absolute address of the document; beside `document`, only the base of relative links in it. */
  readonly src?: string | undefined;
  /** The document itself, parsed or as JSON text. */
  readonly document?: unknown;
  readonly fetch?: typeof fetch;
  /** Milliseconds to wait for the document; 15,000 by default. */
  readonly timeout?: number;
}

/** A post with its comments, and with the providers of the document: what a page is read from. */
type Item = Readonly<Record<string, unknown>>;

/**
 * Makes a backend over one document, which is loaded once for every thread, article and counter that asks for it.
 *
 * A post is found by its `id`, else by its `url` (fragment and closing slash apart). A document with one post also answers
 * to the path of the page, which is what a thread is called where nobody names it; a bare list of comments answers to all.
 * @throws TypeError when there is neither a document nor an address
 */
export function json(options: JsonOptions): Backend {
  const { src, document } = options;
  if (!src && document === undefined) throw new TypeError('No document.');
  const load = share((signal, fresh) => openDocument(options, signal, fresh));
  const find = async (thread: ThreadRef, request?: RequestOptions) => {
    const item = findPost(await load(request), thread, src);
    if (!item) throw new CommentsError('not-found', `No thread ${thread.key}.`);
    return item;
  };
  return {
    name: 'json',
    // Data inside a page has no address of its own.
    ...(src !== undefined && document === undefined && { base: src }),
    capabilities: { sorts: ['oldest', 'newest', 'replies'], once: 'none' },
    list: async (thread, _query, request) => {
      const item = await find(thread, request);
      return withRare(() => toPage(item, src));
    },
    post: async (thread, request) => {
      const item = await find(thread, request);
      const { readArticle } = await import('../parse-post.js').catch(notLoaded);
      return withRare(() => readArticle(item, src));
    },
    count: async (threads, request) => {
      const items = await load(request);
      return threads.map((thread) => {
        const item = findPost(items, thread, src);
        return item && (readCount(item['count']) ?? toPage(item).count);
      });
    },
  };
}

async function openDocument({ src = '', document, ...options }: JsonOptions, signal: AbortSignal, fresh: boolean) {
  try {
    if (document === undefined) return readDocument((await requestJson(src, { ...options, signal, fresh })).data);
    return readDocument(typeof document === 'string' ? JSON.parse(document) : document);
  } catch (thrown) {
    throw toCommentsError(thrown);
  }
}

function readDocument(raw: unknown): Item[] {
  const {
    version = 1,
    posts,
    providers,
  } = Array.isArray(raw) ? { posts: [{ comments: raw }] } : (readObject(raw) ?? {});
  if (version !== 1) throw new CommentsError('unsupported', `Version ${String(version)}.`);
  if (!Array.isArray(posts)) throw new Error('No list of posts.');
  return posts.filter(readObject).map((post: Item) => toItem(post, providers));
}

/** Copies a post, which is bad data where a getter throws. All of its comments are on one page. */
function toItem(post: Item, providers: unknown): Item {
  const closed = readObject(post['policy'])?.['access'] === 'closed';
  return {
    ...post,
    next: undefined,
    comments: post['comments'] ?? [],
    policy: closed ? post['policy'] : { access: 'none' },
    providers,
  };
}

function findPost(items: readonly Item[], { key, url }: ThreadRef, base = url): Item | undefined {
  const pages = [pageOf(key, key.startsWith('/') ? (url ?? base) : undefined), pageOf(url)];
  const [only] = items.length === 1 ? items : [];
  return (
    items.find(({ id }) => readId(id) === key) ??
    items.find((item) => pages.includes(pageOf(item['url'], base) ?? '')) ??
    (only && (isNameless(only) || attempt(() => new URL(url ?? '').pathname) === key) ? only : undefined)
  );
}

/** The address of a page without what may differ between two ways to write it. */
function pageOf(value: unknown, base?: string): string | undefined {
  return readUrl(value, base)?.replace(/#.*|\/+(?=[?#]|$)/g, '');
}

function isNameless({ id, url }: Item): boolean {
  return (readId(id) ?? readUrl(url, 'http://base')) === undefined;
}

function toPage(item: Item, base?: string): Page {
  const page = readPage(item, base);
  // Whoever may see a comment in waiting does not look for it in a public file.
  const comments = page.comments.filter(({ state }) => state !== 'pending');
  return { ...page, comments, count: page.count ?? countComments(comments) };
}
