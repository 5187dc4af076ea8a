/** What stands around the list of comments: heading, order, and texts for the states that any thread can be in. */
import { html, nothing, type TemplateResult } from 'lit';
import { shown } from '../core/discussion.js';
import type { CommentsError } from '../core/errors.js';
import { errorMessage, type Translator } from '../core/messages.js';
import { isolated, type ThreadView } from './comment.js';

/**
 * `8 responses to “title”`: the backend's own count, never the length of what is loaded.
 * @param given title of the post as the page says it; the backend's by default.
 */
export function headingTemplate({ state, words }: ThreadView, level: number, given?: string): TemplateResult {
  const count = state.count?.total ?? (state.status === 'ready' && !state.more ? shown(state) : undefined);
  // A no-break space that glues the last two words of a title makes narrow headings overflow.
  const title = (given ?? state.title)?.replaceAll('\u00a0', ' ').trim();
  const known = title ? 'thread.heading' : 'thread.headingPlain';
  const unknown = title ? 'thread.headingUnknownTitle' : 'thread.headingUnknown';
  return html`<div class="heading" id="heading" part="heading" role="heading" tabindex="-1" aria-level=${level}>
    <slot name="heading"
      ><span dir="auto">${isolated(words, count === undefined ? unknown : known, { count, title })}</span></slot
    >
  </div>`;
}

/** Choice of order, and the way to the form. */
export function toolbarTemplate({ state, words, hasForm }: ThreadView, onSort: (event: Event) => void): TemplateResult {
  const { length } = state.thread.roots;
  return html`<div class="toolbar meta" part="toolbar">
    ${
      length > 1 && state.sorts.length > 1
        ? html`<label
          >${words.text('thread.sort')}
          <select part="sort" @change=${onSort}>
            ${state.sorts.map(
              (sort) =>
                html`<option value=${sort} ?selected=${sort === state.sort}>${words.text(`thread.sort.${sort}`)}</option>`,
            )}
          </select></label
        >`
        : nothing
    }
    ${
      hasForm && length
        ? html`<button class="plain to-form" part="action" data-action="to-form">${words.text('thread.toForm')}</button>`
        : nothing
    }
  </div>`;
}

/** What went wrong, in one line: that it did, where the reason is one whose text could not be fetched. */
export function errorText({ code }: CommentsError, { text }: Translator): string {
  return `${text('thread.error')} ${text(errorMessage(code))}`;
}

/**
 * Why the last request failed, and a way on where trying again can help. What was loaded stays below. Not among the
 * notices: it must be drawn where nothing more can be fetched.
 */
export function errorTemplate({ state: { error }, words }: ThreadView): TemplateResult | typeof nothing {
  if (!error) return nothing;
  return html`<div class="box danger" part="error">
    <slot name="error"><p>${errorText(error, words)}</p></slot>
    ${
      error.retryable
        ? html`<button class="button" part="action retry" data-action="retry">${words.text('thread.retry')}</button>`
        : nothing
    }
  </div>`;
}

/** Shapes of comments while the first page is on its way; they appear only when it takes a while. */
export function skeletonTemplate({ state }: ThreadView): TemplateResult | typeof nothing {
  if (state.status !== 'loading' || state.comments.length) return nothing;
  return html`<div part="skeleton" aria-hidden="true">
    <div class="skeleton"><span></span><span></span><span></span></div>
    <div class="skeleton"><span></span><span></span><span></span></div>
    <div class="skeleton"><span></span><span></span><span></span></div>
  </div>`;
}
