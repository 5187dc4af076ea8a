/**
 * The store of one post's discussion: what is loaded, in which order, what failed, and the way a reply goes out.
 *
 * It knows one backend and one thread; it knows nothing of elements, words or wire formats. Its `state` is frozen and
 * replaced as a whole, so that a view may compare identities; `subscribe()` tells of each replacement. State changes when a
 * request starts, when it ends, when the order changes and when a reply was accepted; at no other time.
 *
 * Reading: `load()` asks for the first page, `loadMore()` for the next, `reload()` for the first again, while what is shown
 * stays. Only the latest request counts: starting another aborts the one before, and an answer that comes late all the
 * same is ignored. A failure never empties what was loaded.
 *
 * Writing: `reply()` gives each new text a key, sends it and puts the stored comment into the same state. A repeated
 * `reply()` with the same content reuses its key, so a double click or a retry after a lost answer stores one comment.
 */
import { notLoaded, toCommentsError, type CommentsError } from './errors.js';
import { buildThread, type Thread } from './tree.js';
import type {
  Backend,
  Comment,
  Count,
  Draft,
  Page,
  Posted,
  Provider,
  ReplyPolicy,
  RequestOptions,
  Sort,
  ThreadRef,
} from './types.js';

/** What a view shows. `loading` with comments present means a refresh or another page. */
export interface DiscussionState {
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  /** Every loaded comment in the order of arrival, pingbacks and trackbacks included. */
  readonly comments: readonly Comment[];
  readonly thread: Thread;
  /** What the backend says it holds. */
  readonly count: Count | undefined;
  readonly policy: ReplyPolicy;
  readonly title: string | undefined;
  readonly providers: readonly Provider[];
  readonly sort: Sort;
  /** Orders that can be asked for now. */
  readonly sorts: readonly Sort[];
  /** More comments can be loaded. */
  readonly more: boolean;
  /** Ids of comments that were written here in this visit. */
  readonly mine: ReadonlySet<string>;
  /** Why the last request failed; what was loaded before is still there. */
  readonly error: CommentsError | undefined;
  /** Items the backend sent that could not be read. */
  readonly skipped: number;
}

export interface DiscussionOptions {
  readonly sort?: Sort;
  /** Comments per request; 50 by default. */
  readonly pageSize?: number;
}

/** What a reader wrote. */
export type Reply = Omit<Draft, 'key'>;

const NO_REPLIES: ReplyPolicy = { access: 'none', name: 'no', email: 'no', url: 'no' };
const LOCAL_SORTS: readonly Sort[] = ['oldest', 'newest', 'replies'];

export class Discussion {
  readonly #backend: Backend;
  readonly #ref: ThreadRef;
  readonly #pageSize: number;
  readonly #listeners = new Set<() => void>();
  #state: DiscussionState;
  /** Cursor of the next page, and the order that it belongs to. */
  #next: { readonly after: string; readonly sort: Sort } | undefined;
  #request: AbortController | undefined;
  #loadingMore: Promise<void> | undefined;

  constructor(backend: Backend, ref: ThreadRef, options: DiscussionOptions = {}) {
    this.#backend = backend;
    this.#ref = ref;
    this.#pageSize = options.pageSize ?? 50;
    this.#state = Object.freeze({
      status: 'idle',
      comments: [],
      thread: buildThread([]),
      count: undefined,
      policy: NO_REPLIES,
      title: undefined,
      providers: [],
      sort: options.sort ?? 'oldest',
      sorts: [],
      more: false,
      mine: new Set<string>(),
      error: undefined,
      skipped: 0,
    });
  }

  get state(): DiscussionState {
    return this.#state;
  }

  get ref(): ThreadRef {
    return this.#ref;
  }

  /** Calls `listener` after each change; returns the function that ends this. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads the first page. Never rejects: failures are in `state.error`. */
  load(): Promise<void> {
    return this.#fetch(undefined);
  }

  /** Loads the first page again from the source; what is shown stays until it has come. */
  reload(): Promise<void> {
    return this.#fetch(undefined, { fresh: true });
  }

  /** Loads the next page, if there is one; who asks while it is on its way waits for the same one. */
  async loadMore(): Promise<void> {
    if (this.#loadingMore) return this.#loadingMore;
    if (this.#next === undefined) return;
    const loading = this.#next.sort === this.#state.sort ? this.#fetch(this.#next.after) : this.load();
    this.#loadingMore = loading;
    await loading;
    if (this.#loadingMore === loading) this.#loadingMore = undefined;
  }

  /** Changes the order: at once when everything is loaded, else by asking the backend. */
  async setSort(sort: Sort): Promise<void> {
    if (sort === this.#state.sort) return;
    this.#set({ sort, thread: this.#build(this.#state.comments, this.#state.count, sort) });
    if (this.#next !== undefined || this.#state.status === 'loading') await this.load();
  }

  /**
   * Sends a reply and shows it once it is stored. Rejects with a `CommentsError`; then nothing has changed here, and the
   * same content may be sent again without being stored twice.
   */
  async reply(reply: Reply): Promise<Posted> {
    const { sendReply } = await import('./replying.js').catch(notLoaded);
    return sendReply(this, this.#backend, reply);
  }

  /** Puts a comment that the backend has just stored into what is shown. */
  show({ comment, count = countWith(this.#state.count, comment) }: Posted): void {
    const comments = merge(this.#state.comments, [comment]);
    this.#set({
      comments,
      count,
      thread: this.#build(comments, count, this.#state.sort),
      mine: new Set([...this.#state.mine, comment.id]),
    });
  }

  /** Ends requests that read. The store may be used again afterwards. */
  close(): void {
    this.#request?.abort();
    this.#request = undefined;
    this.#loadingMore = undefined;
    if (this.#state.status === 'loading') this.#set({ status: this.#state.comments.length > 0 ? 'ready' : 'idle' });
  }

  async #fetch(after: string | undefined, options: RequestOptions = {}): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.#loadingMore = undefined;
    this.#set({ status: 'loading', error: undefined });
    const { sort } = this.#state;
    const query = { sort: this.#backend.capabilities.sorts.includes(sort) ? sort : 'oldest', limit: this.#pageSize };
    try {
      const asked = after === undefined ? query : { ...query, after };
      const page = await this.#backend.list(this.#ref, asked, { ...options, signal: request.signal });
      if (this.#request === request) this.#accept(page, after !== undefined);
    } catch (thrown) {
      if (this.#request === request) this.#set({ status: 'error', error: toCommentsError(thrown) });
    }
  }

  #accept(page: Page, append: boolean): void {
    const old = this.#state;
    const kept = append ? old.comments : old.comments.filter((comment) => old.mine.has(comment.id));
    const comments = append ? merge(kept, page.comments) : merge(page.comments, kept, false);
    const count = page.count ?? (append ? old.count : undefined);
    this.#next = page.next === undefined ? undefined : { after: page.next, sort: old.sort };
    this.#set({
      status: 'ready',
      comments,
      count,
      thread: this.#build(comments, count, old.sort),
      policy: this.#policy(page.policy ?? (append ? old.policy : undefined)),
      title: page.title ?? old.title,
      providers: page.providers ?? old.providers,
      sorts: page.next === undefined ? LOCAL_SORTS : this.#backend.capabilities.sorts,
      more: page.next !== undefined,
      skipped: (append ? old.skipped : 0) + (page.skipped ?? 0),
    });
  }

  #policy(policy: ReplyPolicy | undefined): ReplyPolicy {
    if (policy?.access === 'closed') return policy;
    return (this.#backend.reply && policy) || NO_REPLIES;
  }

  #build(comments: readonly Comment[], count: Count | undefined, sort: Sort): Thread {
    return buildThread(comments, count?.roots === undefined ? { sort } : { sort, roots: count.roots });
  }

  #set(change: Partial<DiscussionState>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * How many responses the backend counts that cannot be shown although everything is loaded: 8 counted and 7 here gives 1.
 * 0 while more can be loaded.
 */
export function notShown(state: DiscussionState): number {
  if (state.more || !state.count) return 0;
  return Math.max(0, state.count.total - shown(state));
}

/** How many published responses are here. */
export function shown(state: DiscussionState): number {
  return state.comments.reduce((sum, comment) => sum + (comment.state === 'published' ? 1 : 0), 0);
}

/** The count after a comment was stored, for backends that do not send a new one. */
function countWith(count: Count | undefined, { state, parentId }: Comment): Count | undefined {
  if (!count || state !== 'published') return count;
  const { total, comments, roots } = count;
  return {
    ...count,
    total: total + 1,
    ...(comments !== undefined && { comments: comments + 1 }),
    ...(roots !== undefined && parentId === undefined && { roots: roots + 1 }),
  };
}

/** Joins two lists by id; of two with one id, the later one counts unless `replace` is false. */
function merge(first: readonly Comment[], second: readonly Comment[], replace = true): readonly Comment[] {
  const byId = new Map(first.map((comment) => [comment.id, comment]));
  for (const comment of second) if (replace || !byId.has(comment.id)) byId.set(comment.id, comment);
  return [...byId.values()];
}
