import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { inTime } from '../core/deadline.js';
import { enCount } from '../core/locales/en-count.js';
import { addEnglish } from '../core/messages.js';
import type { Backend, Count, ThreadRef } from '../core/types.js';
import { define } from './define.js';
import { LocaleController } from './locale-controller.js';
import { Guest } from './guest.js';
import { hasSource, openSource, parsed } from './source.js';

addEnglish(enCount);

/** Threads that are counted by one request. */
interface Batch {
  readonly refs: ThreadRef[];
  readonly counts: Promise<readonly (Count | undefined)[]>;
  /** Somebody waits for a count as long as their signal has not fired. */
  readonly join: (signal: AbortSignal) => void;
}

/** What is about to be asked, by backend. */
const waiting = new Map<Backend, Batch>();

/**
 * How many responses a post has: "3 comments". All counters of a page that share a source are answered by one request.
 * The text inside it stays until the number has come, and when it cannot.
 *
 * @summary Number of responses to a post.
 * @customElement comment-count
 * @slot - Text until the number is known.
 * @csspart count - The number or text.
 */
export class CommentCount extends Guest {
  static readonly commentariat = true;

  /** Endpoint or file, relative to the page. */
  @property() src?: string;
  /** Kind of the source: `auto` (by `src`), `http`, `json`, a registered name; as a property also a backend object. */
  @property() backend: string | Backend = 'auto';
  /** What the backend calls the thread; the path of the page's canonical address by default. */
  @property() thread?: string;
  /** `text` ("3 comments") or `number` ("3"). */
  @property() format: 'text' | 'number' = 'text';

  @state() private count?: number | undefined;

  readonly #locale = new LocaleController(this);
  #request = new AbortController();
  #settled = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // What was under way when it left the page is not any more.
    if (this.hasUpdated && !this.#settled) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#request.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if ((['src', 'backend', 'thread'] as const).some((key) => changed.has(key))) void this.#load();
  }

  async #load(): Promise<void> {
    this.#request.abort();
    const { signal } = (this.#request = new AbortController());
    this.#settled = false;
    await parsed();
    if (signal.aborted || !this.isConnected) return;
    const { src, backend, thread } = this;
    if (!hasSource(this, { src, backend, thread })) return;
    const counting = openSource(this, { src, backend, thread }).then((source) =>
      countTogether(source.backend, source.ref, signal),
    );
    // A counter is an extra: where it cannot be loaded, the text inside it stays.
    const count = await counting.catch(() => undefined);
    if (signal.aborted) return;
    this.count = count?.total;
    this.#settled = true;
  }

  protected override render(): TemplateResult {
    const { count } = this;
    const { text, number } = this.#locale.translator;
    if (count === undefined) return html`<slot></slot>`;
    return html`<span part="count">${this.format === 'number' ? number(count) : text('thread.count', { count })}</span>`;
  }
}

/** Asks for one count together with all others that are asked for in the same moment. */
async function countTogether(backend: Backend, ref: ThreadRef, signal: AbortSignal): Promise<Count | undefined> {
  if (signal.aborted) return undefined;
  const batch = waiting.get(backend) ?? begin(backend);
  const index = batch.refs.push(ref) - 1;
  batch.join(signal);
  return (await batch.counts)[index];
}

/** One request, which ends when nobody waits for it any more. */
function begin(backend: Backend): Batch {
  const refs: ThreadRef[] = [];
  const controller = new AbortController();
  const ask = async (signal: AbortSignal) => backend.count?.(refs, { signal }) ?? [];
  let waits = 0;
  const leave = () => {
    waits -= 1;
    if (waits > 0) return;
    controller.abort();
    if (waiting.get(backend) === batch) waiting.delete(backend);
  };
  const batch: Batch = {
    refs,
    counts: soon().then(() => {
      if (waiting.get(backend) === batch) waiting.delete(backend);
      return inTime(ask, { signal: controller.signal });
    }),
    join: (signal) => {
      waits += 1;
      signal.addEventListener('abort', leave);
    },
  };
  waiting.set(backend, batch);
  return batch;
}

/** After the elements of this moment have been upgraded and have opened their sources. */
function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

define('comment-count', CommentCount);

declare global {
  interface HTMLElementTagNameMap {
    'comment-count': CommentCount;
  }
}
