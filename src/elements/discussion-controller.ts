import type { ReactiveControllerHost } from 'lit';
import { Discussion, type DiscussionOptions, type DiscussionState } from '../core/discussion.js';
import type { Backend } from '../core/types.js';
import { whenNear } from './near.js';
import { hasSource, openSource, parsed, type Source, type SourceAttributes } from './source.js';

export interface OpenOptions extends DiscussionOptions {
  readonly loading: 'lazy' | 'eager' | 'manual';
}

/**
 * Links a thread to its discussion: opens the source that the attributes name, loads it when it is time, and hands on each
 * state. Everything it has begun ends when the element leaves the page.
 */
export class DiscussionController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #changed: (state: DiscussionState, before: DiscussionState) => void;
  /** Of the source that is shown. */
  discussion: Discussion | undefined;
  /** Resolves when the source that was named last is open. */
  opened: Promise<void> | undefined;
  #opening = new AbortController();
  #pending = false;

  /** @param changed is called with each new state before the element is drawn. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    changed: (state: DiscussionState, before: DiscussionState) => void,
  ) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  get state(): DiscussionState | undefined {
    return this.discussion?.state;
  }

  /** False while a source is being opened or loaded, or when that was broken off. */
  get settled(): boolean {
    return !this.#pending && this.state?.status === 'ready';
  }

  hostDisconnected(): void {
    this.#opening.abort();
    this.discussion?.close();
  }

  /** Opens another source, or the same one again; without any source nothing is shown but the host's own content. */
  async open(attributes: SourceAttributes, options: OpenOptions): Promise<void> {
    this.#opening.abort();
    const { signal } = (this.#opening = new AbortController());
    this.#pending = true;
    await (this.opened = this.#openSource(attributes, options, signal));
    if (options.loading === 'lazy' && !signal.aborted) await whenNear(this.#host, signal);
    if (options.loading !== 'manual' && !signal.aborted) await this.discussion?.load();
  }

  async #openSource(attributes: SourceAttributes, options: OpenOptions, signal: AbortSignal): Promise<void> {
    await parsed();
    const source = hasSource(this.#host, attributes)
      ? await openSource(this.#host, attributes).catch(failing)
      : undefined;
    if (signal.aborted) return;
    this.#pending = false;
    this.#follow(source && new Discussion(source.backend, source.ref, options));
  }

  #follow(discussion: Discussion | undefined): void {
    const old = this.discussion;
    this.discussion = discussion;
    old?.close();
    let before = discussion?.state;
    discussion?.subscribe(() => {
      const { state } = discussion;
      if (discussion !== this.discussion) return;
      this.#host.requestUpdate();
      this.#changed(state, before ?? state);
      before = state;
    });
    this.#host.requestUpdate();
  }
}

/** A source that could not be opened shows its error like one that could not be read. */
function failing(thrown: Error): Source {
  const backend: Backend = {
    name: '',
    capabilities: { sorts: [], once: 'none' },
    list: () => Promise.reject(thrown),
  };
  return { backend, ref: { key: '' } };
}
