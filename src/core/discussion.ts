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
import { countComments } from './count.js';
import { inTime } from './deadline.js';
import { notLoaded, toCommentsError, type CommentsError } from './errors.js';
import { buildThread, type Thread } from './tree.js';
import type { Backend, Comment, Count, Draft, Page, Posted, Provider, ReplyPolicy, Sort, ThreadRef } from './types.js';

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
  /** When the backend has sent what is shown, in milliseconds since 1970. */
  readonly loadedAt: number | undefined;
}

export interface DiscussionOptions {
  readonly sort?: Sort;
  /** Comments per request; 50 by default. */
  readonly pageSize?: number;
}

/** What a reader wrote. */
export type Reply = Omit<Draft, 'key'>;

const NO_REPLIES: ReplyPolicy = { access: 'none', name: 'no', email: 'no', url: 'no' };
/** What needs no backend, where everything is here. */
export const LOCAL_SORTS: readonly Sort[] = ['oldest', 'newest', 'replies'];

/** One promise for all, so that of two calls in one moment the second finds the first under way. */
let replying: Promise<typeof import('./replying.js')> | undefined;

export class Discussion {
  readonly ref: ThreadRef;
  readonly backend: Backend;
  readonly #pageSize: number;
  readonly #listeners = new Set<() => void>();
  #state = {} as DiscussionState;
  /** Cursor of the next page, and the order that it belongs to. */
  #next: { readonly after: string; readonly sort: Sort } | undefined;
  #request: AbortController | undefined;
  /** The latest request, where it is for the next page. */
  #loadingMore: Promise<void> | undefined;

  constructor(backend: Backend, ref: ThreadRef, { pageSize = 50, sort = 'oldest' }: DiscussionOptions = {}) {
    this.backend = backend;
    this.ref = ref;
    this.#pageSize = pageSize;
    this.set({
      ...{ status: 'idle', sort, sorts: [], more: false },
      ...{ comments: [], providers: [], policy: NO_REPLIES, mine: new Set(), skipped: 0 },
    });
  }

  get state(): DiscussionState {
    return this.#state;
  }

  /** Calls `listener` after each change; returns the function that ends this. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads the first page. Never rejects: failures are in `state.error`. */
  load(): Promise<void> {
    return this.#fetch();
  }

  /** Loads the first page again from the source; what is shown stays until it has come. */
  reload(): Promise<void> {
    return this.#fetch(undefined, true);
  }

  /** Loads the next page, if there is one; who asks while it is on its way waits for the same one. */
  async loadMore(): Promise<void> {
    const { sort, status } = this.#state;
    if (status !== 'loading' || !this.#loadingMore) {
      if (!this.#next) return;
      this.#loadingMore = this.#fetch(this.#next.sort === sort ? this.#next.after : undefined);
    }
    await this.#loadingMore;
  }

  /** Changes the order: at once when everything is loaded, else by asking the backend. */
  async setSort(sort: Sort): Promise<void> {
    if (sort === this.#state.sort) return;
    this.set({ sort });
    if (this.#next || this.#state.status === 'loading') await this.load();
  }

  /**
   * Sends a reply and shows it once it is stored. Rejects with a `CommentsError`; then nothing has changed here, and the
   * same content may be sent again without being stored twice.
   */
  async reply(reply: Reply): Promise<Posted> {
    replying ??= import('./replying.js').catch((thrown: unknown) => {
      replying = undefined;
      return notLoaded(thrown);
    });
    const { sendReply } = await replying;
    return sendReply(this, reply);
  }

  /**
   * Puts something else in the place of parts of the state: comments that were written, changed or erased at the backend (see
   * {@link merge}), and how many there are; or what was kept of an earlier visit, where nothing could be loaded.
   */
  set(change: Partial<DiscussionState>): void {
    const state = { ...this.#state, ...change };
    const { comments, count, sort } = state;
    // Built anew where what it is made of has changed, and nobody has done so.
    if (!change.thread && (change.comments || change.sort))
      state.thread = buildThread(comments, { sort, roots: count?.roots ?? 0 });
    this.#state = Object.freeze(state);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Ends requests that read. The store may be used again afterwards. */
  close(): void {
    this.#request?.abort();
    const { comments, status } = this.#state;
    if (status === 'loading') this.set({ status: comments.length ? 'ready' : 'idle' });
  }

  async #fetch(after?: string, fresh = false): Promise<void> {
    this.#request?.abort();
    const { signal } = (this.#request = new AbortController());
    this.#loadingMore = undefined;
    this.set({ status: 'loading', error: undefined });
    const { sort } = this.#state;
    const asked = { sort: this.backend.capabilities.sorts.includes(sort) ? sort : 'oldest', limit: this.#pageSize };
    try {
      const query = after === undefined ? asked : { ...asked, after };
      const page = await inTime((until) => this.backend.list(this.ref, query, { fresh, signal: until }), { signal });
      if (!signal.aborted) this.#accept(page, after !== undefined);
    } catch (thrown) {
      if (!signal.aborted) this.set({ status: 'error', error: toCommentsError(thrown) });
    }
  }

  #accept(page: Page, append: boolean): void {
    const { comments, count, next, policy, providers, skipped = 0, title } = page;
    const old = this.#state;
    const kept = append ? old : undefined;
    const mine = old.comments.filter(({ id }) => old.mine.has(id));
    this.#next = next === undefined ? undefined : { after: next, sort: old.sort };
    this.set({
      status: 'ready',
      comments: append ? merge(old.comments, comments) : merge(comments, mine, comments),
      count: count ?? kept?.count,
      policy: this.#policy(policy ?? kept?.policy),
      title: title ?? old.title,
      providers: providers ?? old.providers,
      sorts: this.#next ? this.backend.capabilities.sorts : LOCAL_SORTS,
      more: next !== undefined,
      skipped: skipped + (kept?.skipped ?? 0),
      loadedAt: Date.now(),
    });
  }

  #policy(policy: ReplyPolicy = NO_REPLIES): ReplyPolicy {
    return this.backend.reply || policy.access === 'closed' ? policy : NO_REPLIES;
  }
}

/** How many published responses are here. */
export function shown({ comments }: DiscussionState): number {
  return countComments(comments).total;
}

/** Joins lists by id; of several comments with one id, the last one counts, in the place of the first. */
export function merge(...lists: readonly (readonly Comment[])[]): readonly Comment[] {
  return [...new Map(lists.flat().map((comment) => [comment.id, comment])).values()];
}
