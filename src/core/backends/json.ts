/**
 * Comments from one JSON document (docs/comments.schema.json): a file, or data inside the page. Read-only: the whole
 * thread comes in one page and nothing can be posted. All of it is untrusted.
 */
import { countComments } from '../count.js';
import { CommentsError, notLoaded, toCommentsError } from '../errors.js';
import { defined, readId, readObject, readUrl, withDates } from '../fields.js';
import { readComments, readCount, readPage } from '../parse.js';
import { requestJson } from '../request.js';
import { share } from '../share.js';
import type { Backend, Count, Page, ReplyPolicy, RequestOptions, ThreadRef } from '../types.js';

export interface JsonOptions {
  /** Absolute address of the document; beside `document`, only the base of relative links in it. */
  readonly src?: string;
  /** The document itself, parsed or as JSON text. */
  readonly document?: unknown;
  readonly fetch?: typeof fetch;
  /** Milliseconds to wait for the document; 15,000 by default. */
  readonly timeout?: number;
}

type Item = Readonly<Record<string, unknown>>;

interface Contents {
  readonly posts: readonly Item[];
  readonly providers: unknown;
}

const NO_REPLIES: ReplyPolicy = { access: 'none', name: 'no', email: 'no', url: 'no' };

/**
 * Makes a backend over one document, which is loaded once for every thread, article and counter that asks for it.
 *
 * A post is found by its `id`, else by its `url` (fragment and closing slash apart). A document with one post also answers
 * to the path of the page, which is what a thread is called where nobody names it; a bare list of comments answers to all.
 */
export function json(options: JsonOptions): Backend {
  const { src } = options;
  const load = share((signal, fresh) => openDocument(options, signal, fresh));
  const find = async (thread: ThreadRef, request?: RequestOptions) => {
    const { posts, providers } = await load(request);
    const item = findPost(posts, thread, src);
    if (!item) throw new CommentsError('not-found', `The document has no thread ${thread.key}.`);
    return { item, providers };
  };
  return {
    name: 'json',
    // Data inside a page has no address of its own.
    ...(src !== undefined && options.document === undefined && { base: src }),
    capabilities: { sorts: ['oldest', 'newest', 'replies'], once: 'none' },
    list: async (thread, _query, request) => {
      const { item, providers } = await find(thread, request);
      return withDates(() => toPage(item, providers, src));
    },
    post: async (thread, request) => {
      const { item } = await find(thread, request);
      if (readId(item['id']) === undefined) throw new CommentsError('not-found', 'The document has comments only.');
      const { readPost } = await import('../parse-post.js').catch(notLoaded);
      return withDates(() => readPost(item, src));
    },
    count: async (threads, request) => {
      const { posts } = await load(request);
      return threads.map((thread) => countOf(findPost(posts, thread, src)));
    },
  };
}

async function openDocument({ src = '', document, ...options }: JsonOptions, signal: AbortSignal, fresh: boolean) {
  try {
    if (document === undefined) return readContents((await requestJson(src, { ...options, signal, fresh })).data);
    return readContents(typeof document === 'string' ? JSON.parse(document) : document);
  } catch (thrown) {
    throw toCommentsError(thrown);
  }
}

function readContents(raw: unknown): Contents {
  if (Array.isArray(raw)) return { posts: [{ comments: raw }], providers: undefined };
  const { version = 1, posts, providers } = readObject(raw) ?? {};
  if (version !== 1) throw new CommentsError('unsupported', `Version ${String(version)} of the document format.`);
  if (!Array.isArray(posts)) throw new CommentsError('bad-data', 'The document has no list of posts.');
  // Copied here, where a getter that throws becomes bad data.
  return { posts: posts.filter(readObject).map((post: Item) => ({ ...post })), providers };
}

function findPost(posts: readonly Item[], { key, url }: ThreadRef, base = url): Item | undefined {
  const pages = [pageOf(key, key.startsWith('/') ? (url ?? base) : undefined), pageOf(url)];
  return (
    posts.find((post) => readId(post['id']) === key) ??
    posts.find((post) => pages.includes(pageOf(post['url'], base) ?? '')) ??
    posts.find((post) => posts.length === 1 && (isPathOf(url, key) || isNameless(post)))
  );
}

/** The address of a page without what may differ between two ways to write it. */
function pageOf(value: unknown, base?: string): string | undefined {
  return readUrl(value, base)
    ?.replace(/#.*/, '')
    .replace(/\/+(?=\?|$)/, '');
}

function isPathOf(url: string | undefined, key: string): boolean {
  const page = readUrl(url);
  return page !== undefined && new URL(page).pathname === key;
}

function isNameless(post: Item): boolean {
  return readId(post['id']) === undefined && readUrl(post['url'], 'http://base') === undefined;
}

function toPage({ comments, count, policy, title }: Item, providers: unknown, base: string | undefined): Page {
  const page = readPage({ comments: comments ?? [], count, policy, title, providers }, base);
  // Whoever may see a comment in waiting does not look for it in a public file.
  const shown = page.comments.filter(({ state }) => state !== 'pending');
  return defined<Page>({
    ...page,
    comments: shown,
    count: page.count ?? countComments(shown),
    policy: page.policy?.access === 'closed' ? page.policy : NO_REPLIES,
  });
}

function countOf(item: Item | undefined): Count | undefined {
  return item && (readCount(item['count']) ?? countComments(readComments(item['comments'] ?? []).comments));
}
