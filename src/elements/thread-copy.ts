/**
 * What a thread does about a network that comes and goes: a copy of what was loaded is kept in this browser, shown when
 * nothing can be loaded, and replaced when the network is back.
 */
import type { ReactiveController } from 'lit';
import { dropCopy, findCopy, keepCopy, type Copy, type CopyPlace } from '../core/copies.js';
import { LOCAL_SORTS, type Discussion } from '../core/discussion.js';
import type { Comment } from '../core/types.js';
import { backendId, keptIn } from './kept.js';
import type { ThreadInside } from './thread-controls.js';
import type { ageText } from './thread-notices.js';

/** All of it is about what is kept, and comes with a form: one file is asked for. */
export { answered } from '../core/answered.js';
export { sweep } from '../core/sweep.js';

/** Whatever these backends show is in the page already. */
const IN_PAGE = ['dom', 'memory'];

/** Milliseconds that a thread has to be drawn and looked at before it is copied. */
const LATER = 1000;

const keepers = new WeakMap<ThreadInside, ThreadCopy>();

/** The one that looks after a thread. */
export function copyOf(inside: ThreadInside): ThreadCopy {
  const known = keepers.get(inside) ?? new ThreadCopy(inside);
  keepers.set(inside, known);
  return known;
}

class ThreadCopy implements ReactiveController {
  readonly #inside: ThreadInside;
  #connected = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was copied last. */
  #copied: readonly Comment[] | undefined;

  constructor(inside: ThreadInside) {
    this.#inside = inside;
    inside.thread.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#connected = new AbortController());
    addEventListener('online', () => void this.#retry(), { signal });
  }

  hostDisconnected(): void {
    this.#connected.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostUpdated(): void {
    const { status, comments } = this.#inside.store.state ?? {};
    if (status === 'ready' && comments !== this.#copied) this.#timer ??= setTimeout(() => void this.#keep(), LATER);
  }

  /**
   * Nothing could be loaded: what was kept is shown, or erased where the backend says that it is gone.
   * @param ageOf words for how old it is; those who ask have them already.
   */
  async recover(ageOf: typeof ageText): Promise<void> {
    const { discussion } = this.#inside.store;
    const { comments, error } = discussion?.state ?? {};
    if (!discussion || !error) return;
    const place = placeOf(discussion);
    if (/not-found|forbidden|login-required/.test(error.code)) return dropCopy(this.#storage, place);
    if (!error.retryable || comments?.length) return;
    const copy = await findCopy(this.#storage, place, discussion.backend.base);
    // Another request may have begun meanwhile.
    if (!copy || discussion.state.error !== error) return;
    showCopy(discussion, copy);
    const { say, words } = this.#inside;
    say(ageOf(copy.at, { dates: 'auto', now: Date.now(), words: words() }));
  }

  get #storage() {
    return keptIn(this.#inside.thread.drafts).storage;
  }

  async #keep(): Promise<void> {
    this.#timer = undefined;
    const { discussion } = this.#inside.store;
    if (discussion?.state.status !== 'ready') return;
    const { state } = discussion;
    const { comments, loadedAt = 0 } = state;
    this.#copied = comments;
    if (!IN_PAGE.includes(discussion.backend.name)) await keepCopy(this.#storage, placeOf(discussion), state, loadedAt);
  }

  async #retry(): Promise<void> {
    const { discussion } = this.#inside.store;
    if (discussion?.state.error?.retryable) await discussion.reload();
  }
}

/** Beside the error, which stays. */
function showCopy(discussion: Discussion, { at: loadedAt, page }: Copy): void {
  const { comments, count, policy = discussion.state.policy, providers = [], title } = page;
  discussion.set({ comments, count, policy, providers, title, sorts: LOCAL_SORTS, loadedAt });
}

function placeOf(discussion: Discussion): CopyPlace {
  return { backend: backendId(discussion), thread: discussion.ref.key };
}
