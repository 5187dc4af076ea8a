import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { enCount } from '../core/locales/en-count.js';
import { addEnglish } from '../core/messages.js';
import type { Backend, Count, ThreadRef } from '../core/types.js';
import { define } from './define.js';
import { LocaleController } from './locale-controller.js';
import { Guest } from './guest.js';
import { hasSource, openSource, parsed } from './source.js';

addEnglish(enCount);

/** Threads that are waiting for one request, by backend. */
const waiting = new Map<Backend, { refs: ThreadRef[]; counts: Promise<readonly (Count | undefined)[]> }>();

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

  protected override willUpdate(changed: PropertyValues): void {
    if ((['src', 'backend', 'thread'] as const).some((key) => changed.has(key))) void this.#load();
  }

  async #load(): Promise<void> {
    await parsed();
    const { src, backend, thread } = this;
    if (!hasSource(this, { src, backend, thread })) return;
    const counting = openSource(this, { src, backend, thread }).then((source) =>
      countTogether(source.backend, source.ref),
    );
    // A counter is an extra: where it cannot be loaded, the text inside it stays.
    const count = await counting.catch(() => undefined);
    if (src === this.src && backend === this.backend && thread === this.thread) this.count = count?.total;
  }

  protected override render(): TemplateResult {
    const { count } = this;
    const { text, number } = this.#locale.translator;
    if (count === undefined) return html`<slot></slot>`;
    return html`<span part="count">${this.format === 'number' ? number(count) : text('thread.count', { count })}</span>`;
  }
}

/** Asks for one count together with all others that are asked for in the same moment. */
async function countTogether(backend: Backend, ref: ThreadRef): Promise<Count | undefined> {
  let batch = waiting.get(backend);
  if (!batch) {
    const refs: ThreadRef[] = [];
    batch = { refs, counts: soon().then(() => (waiting.delete(backend), backend.count?.(refs) ?? [])) };
    waiting.set(backend, batch);
  }
  const index = batch.refs.push(ref) - 1;
  return (await batch.counts)[index];
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
