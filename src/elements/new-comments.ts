/**
 * What others have written since a thread was loaded: looked for when a reader comes back to the page, told, and shown when they
 * want it. Nothing appears by itself above what is being read.
 */
import type { ReactiveController } from 'lit';
import { merge } from '../core/discussion.js';
import type { Comment, Count } from '../core/types.js';
import { focusFirst } from './comment-nodes.js';
import { page } from './page.js';
import type { ThreadInside } from './thread-controls.js';

/** Milliseconds that what is shown must be old before it is worth asking again. */
const OLD = 60_000;
const LIMIT = 50;

export class NewComments implements ReactiveController {
  readonly #inside: ThreadInside;
  #connected = new AbortController();
  #looked = 0;
  #found: readonly Comment[] = [];
  #count: Count | undefined;

  constructor(inside: ThreadInside) {
    this.#inside = inside;
    inside.thread.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#connected = new AbortController());
    page.addEventListener('visibilitychange', () => void (page.visibilityState === 'visible' && this.look()), {
      signal,
    });
  }

  hostDisconnected(): void {
    this.#connected.abort();
  }

  /** How many there are that are not shown yet. */
  get number(): number {
    const known = this.#inside.store.state?.thread.byId;
    return this.#found.filter(({ id }) => !known?.has(id)).length;
  }

  /** Asks the backend, at most once a minute. Never rejects: what cannot be asked for is no news. */
  async look(): Promise<void> {
    const { discussion } = this.#inside.store;
    const { loadedAt = 0, more = true, sort, status } = discussion?.state ?? {};
    if (!discussion || status !== 'ready' || discussion.backend.name === 'dom') return;
    // Of later pages, nobody knows yet what is new; they bring it along.
    if (more || Date.now() - Math.max(loadedAt, this.#looked) < OLD) return;
    this.#looked = Date.now();
    const { backend, ref } = discussion;
    const newest = backend.capabilities.sorts.includes('newest');
    const query = newest ? ({ sort: 'newest', limit: LIMIT } as const) : { sort: sort ?? 'oldest', limit: LIMIT };
    const { signal } = this.#connected;
    const found = await backend.list(ref, query, { fresh: true, signal }).catch(() => undefined);
    if (!found || signal.aborted || discussion !== this.#inside.store.discussion) return;
    this.#found = found.comments.filter(({ kind, state }) => kind === 'comment' && state === 'published');
    this.#count = found.count;
    this.#tell();
  }

  /** Shows them, with the focus at the first. */
  async show(): Promise<void> {
    const { say, store, thread, words } = this.#inside;
    const before = new Set(store.state?.comments.map(({ id }) => id));
    const count = this.number;
    const comments = merge(store.state?.comments ?? [], this.#found);
    store.discussion?.set({ comments, count: this.#count ?? store.state?.count });
    this.#found = [];
    say(words().text('thread.loaded', { count }));
    await thread.updateComplete;
    focusFirst(this.#inside, (id) => !before.has(id));
  }

  #tell(): void {
    const { say, thread, words } = this.#inside;
    const { number } = this;
    if (number > 0) say(words().text('thread.new', { count: number }));
    thread.requestUpdate();
  }
}
