import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Discussion, type DiscussionOptions, type DiscussionState } from '../core/discussion.js';
import { toCommentsError } from '../core/errors.js';
import type { ThreadNode } from '../core/tree.js';
import type { Backend } from '../core/types.js';
import { prepareBodies } from './body.js';
import { whenNear } from './near.js';
import { hasSource, openSource, parsed, type Source, type SourceAttributes } from './source.js';

/** A linked comment is looked for on so many pages. */
const PAGES_SEARCHED = 100;

export interface OpenOptions extends DiscussionOptions {
  readonly loading: 'lazy' | 'eager' | 'manual';
}

/**
 * Links a thread to its discussion: opens the source that the attributes name, loads it when it is time, and hands on each
 * state once it can be drawn. Everything it has begun ends when the element leaves the page.
 */
export class DiscussionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #changed: (state: DiscussionState, before: DiscussionState) => void;
  #discussion: Discussion | undefined;
  #state: DiscussionState | undefined;
  #base: string | undefined;
  #opening = new AbortController();
  #opened: Promise<void> = Promise.resolve();
  #pending = false;
  #unsubscribe: (() => void) | undefined;

  /** @param changed is called with each new state before the element is drawn. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    changed: (state: DiscussionState, before: DiscussionState) => void,
  ) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  get discussion(): Discussion | undefined {
    return this.#discussion;
  }

  /** What can be drawn now: the discussion's state, or the one before while its sanitizer is being loaded. */
  get state(): DiscussionState | undefined {
    return this.#state;
  }

  /** For relative links in bodies. */
  get base(): string | undefined {
    return this.#base;
  }

  /** False while a source is being opened or loaded, or when that was broken off. */
  get settled(): boolean {
    return !this.#pending && this.#state?.status === 'ready';
  }

  /** Resolves when the source that was named last is open. */
  get opened(): Promise<void> {
    return this.#opened;
  }

  hostDisconnected(): void {
    this.#opening.abort();
    this.#discussion?.close();
  }

  /** Opens another source, or the same one again; without any source nothing is shown but the host's own content. */
  async open(attributes: SourceAttributes, options: OpenOptions): Promise<void> {
    this.#opening.abort();
    const { signal } = (this.#opening = new AbortController());
    this.#pending = true;
    this.#opened = this.#openSource(attributes, options, signal);
    await this.#opened;
    if (signal.aborted || options.loading === 'manual') return;
    if (options.loading === 'lazy') await whenNear(this.#host, signal);
    if (!signal.aborted) await this.#discussion?.load();
  }

  async #openSource(attributes: SourceAttributes, options: OpenOptions, signal: AbortSignal): Promise<void> {
    await parsed(this.#host.ownerDocument);
    if (signal.aborted) return;
    if (hasSource(this.#host, attributes)) {
      const source = await openSource(this.#host, attributes).catch((thrown: unknown) => failing(thrown, attributes));
      if (signal.aborted) return;
      this.#follow(new Discussion(source.backend, source.ref, options), source.backend.base);
    } else if (this.#discussion) {
      this.#follow(undefined, undefined);
    }
    this.#pending = false;
  }

  /** Resolves when the newest state is handed on: the first markup waits for the sanitizer. */
  async shown(): Promise<void> {
    await prepareBodies(this.#discussion?.state.comments.map((comment) => comment.body) ?? []);
  }

  /** The comment with this id, after loading as many pages as it takes. */
  async find(id: string): Promise<ThreadNode | undefined> {
    const discussion = this.#discussion;
    for (let pages = 0; pages < PAGES_SEARCHED && discussion?.state.more; pages += 1) {
      if (discussion.state.thread.byId.has(id)) break;
      await discussion.loadMore();
      if (discussion.state.status === 'error') break;
    }
    return discussion?.state.thread.byId.get(id);
  }

  #follow(discussion: Discussion | undefined, base: string | undefined): void {
    this.#discussion?.close();
    this.#unsubscribe?.();
    this.#discussion = discussion;
    this.#base = base;
    this.#state = discussion?.state;
    this.#unsubscribe = discussion?.subscribe(() => void this.#onChange(discussion));
    this.#host.requestUpdate();
  }

  async #onChange(discussion: Discussion): Promise<void> {
    const { state } = discussion;
    const waiting = prepareBodies(state.comments.map((comment) => comment.body));
    if (waiting) await waiting;
    // Another state may have come meanwhile; only the newest is shown.
    if (discussion !== this.#discussion || discussion.state !== state) return;
    const before = this.#state ?? state;
    this.#state = state;
    this.#changed(state, before);
    this.#host.requestUpdate();
  }
}

/** A source that could not be opened shows its error like one that could not be read. */
function failing(thrown: unknown, { thread }: SourceAttributes): Source {
  const error = toCommentsError(thrown);
  const backend: Backend = {
    name: 'none',
    capabilities: { sorts: ['oldest'], once: 'none' },
    list: () => Promise.reject(error),
  };
  return { backend, ref: { key: thread ?? '' } };
}
