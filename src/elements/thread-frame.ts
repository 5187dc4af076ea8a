import { html, nothing, type TemplateResult } from 'lit';
import { notShown, shown, type DiscussionState } from '../core/discussion.js';
import { errorMessage, type Translator } from '../core/messages.js';
import type { Sort } from '../core/types.js';
import { isolated } from './comment.js';

/** What stands around the list of comments: heading, counts, order, and a text for every state. */
export interface FrameView {
  readonly state: DiscussionState;
  readonly words: Translator;
  readonly headingLevel: number;
  /** Title of the post, as the page or the backend says it. */
  readonly title: string | undefined;
  readonly hasForm: boolean;
}

/** `8 responses to “title”`: the backend's own count, never the length of what is loaded. */
export function headingTemplate({ state, words, title, headingLevel }: FrameView): TemplateResult {
  const count = state.count?.total ?? (state.status === 'ready' && !state.more ? shown(state) : undefined);
  const values = { count, title: title && displayTitle(title) };
  const text =
    count === undefined
      ? isolated(words, title ? 'thread.headingUnknownTitle' : 'thread.headingUnknown', values)
      : isolatedTitle(words, title ? 'thread.heading' : 'thread.headingPlain', values);
  return html`<div class="heading" id="heading" part="heading" role="heading" tabindex="-1" aria-level=${headingLevel}>
    <slot name="heading"><span dir="auto">${text}</span></slot>
  </div>`;
}

function isolatedTitle(
  words: Translator,
  key: 'thread.heading' | 'thread.headingPlain',
  values: { count: number | undefined; title: string | undefined },
): unknown[] {
  return words.parts(key, values).map((part) => {
    if (typeof part === 'string') return part;
    return part.name === 'title' ? html`<bdi>${part.value}</bdi>` : part.value;
  });
}

/** A no-break space that glues the last two words of a title makes narrow headings overflow. */
function displayTitle(title: string): string {
  return title.replaceAll('\u00a0', ' ').trim();
}

/** How many of the counted responses are here: a line only where the two differ. */
export function countTemplate({ state, words }: FrameView): TemplateResult | typeof nothing {
  const { count, more } = state;
  if (!count) return nothing;
  const missing = notShown(state);
  const text = more
    ? words.text('thread.shown', { shown: shown(state), count: count.total })
    : missing > 0 && words.text('thread.notShown', { count: missing });
  return text ? html`<p class="meta" part="count">${text}</p>` : nothing;
}

/** Choice of order, and the way to the form. */
export function toolbarTemplate({ state, words, hasForm }: FrameView, onSort: (event: Event) => void): TemplateResult {
  const several = state.thread.roots.length > 1 && state.sorts.length > 1;
  return html`<div class="toolbar meta" part="toolbar">
    ${
      several
        ? html`<label
          >${words.text('thread.sort')}
          <select part="sort" @change=${onSort}>
            ${state.sorts.map((sort) => sortOption(sort, state.sort, words))}
          </select></label
        >`
        : nothing
    }
    ${
      hasForm && state.thread.roots.length > 0
        ? html`<button class="plain to-form" part="action" data-action="to-form">${words.text('thread.toForm')}</button>`
        : nothing
    }
  </div>`;
}

function sortOption(sort: Sort, chosen: Sort, words: Translator): TemplateResult {
  return html`<option value=${sort} ?selected=${sort === chosen}>${words.text(`thread.sort.${sort}`)}</option>`;
}

/** Why the last request failed, and a way on where trying again can help. What was loaded stays below. */
export function errorTemplate({ state, words }: FrameView): TemplateResult | typeof nothing {
  const { error } = state;
  if (state.status !== 'error' || !error) return nothing;
  const retry = error.retryable
    ? html`<button class="button" part="action retry" data-action="retry">${words.text('thread.retry')}</button>`
    : nothing;
  return html`<div class="box danger" part="error">
    <slot name="error"><p>${words.text('thread.error')} ${words.text(errorMessage(error.code))}</p></slot>
    ${retry}
  </div>`;
}

/** Shapes of comments while the first page is on its way; they appear only when it takes a while. */
export function skeletonTemplate({ state }: FrameView): TemplateResult | typeof nothing {
  if (state.status !== 'loading' || state.comments.length > 0) return nothing;
  return html`<div part="skeleton" aria-hidden="true">
    ${[1, 2, 3].map(() => html`<div class="skeleton"><span></span><span></span><span></span></div>`)}
  </div>`;
}

export function emptyTemplate({ state, words, hasForm }: FrameView): TemplateResult | typeof nothing {
  if (state.status !== 'ready' || state.comments.length > 0 || state.more || notShown(state) > 0) return nothing;
  return html`<div part="empty">
    <slot name="empty"
      ><p>
        ${words.text('thread.empty')}
        ${
          hasForm
            ? html`<button class="plain" part="action" data-action="to-form">${words.text('thread.emptyInvite')}</button>`
            : nothing
        }
      </p></slot
    >
  </div>`;
}

export function moreTemplate({ state, words }: FrameView): TemplateResult | typeof nothing {
  if (!state.more) return nothing;
  const busy = state.status === 'loading';
  return html`<button class="button more" part="action load-more" data-action="more" aria-disabled=${busy}>
    ${words.text(busy ? 'thread.loading' : 'thread.more')}
  </button>`;
}

/** Why there is no form, where readers would look for one. */
export function closedTemplate({ state, words }: FrameView): TemplateResult | typeof nothing {
  const { access } = state.policy;
  if (state.status === 'idle' || (access !== 'closed' && access !== 'login')) return nothing;
  return html`<div part="notice">
    <slot name="closed"><p>${words.text(access === 'closed' ? 'thread.closed' : 'thread.login')}</p></slot>
  </div>`;
}
