/** What a form says about texts that are not sent. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Translator } from '../core/messages.js';
import { errorMessage } from '../core/messages.js';
import type { Unsent } from '../core/outbox.js';

export interface UnsentView {
  readonly words: Translator;
  readonly restored: boolean;
  /** The reader is told that this browser keeps nothing. */
  readonly isTold: boolean;
  readonly shown: readonly Unsent[];
  readonly discard: () => void;
  readonly edit: (unsent: Unsent) => void;
  readonly cancel: (unsent: Unsent) => void;
}

export function unsentTemplate(view: UnsentView): TemplateResult {
  const { words, restored, isTold, shown, discard } = view;
  return html`<div class="unsent">
    ${
      restored
        ? html`<p class="box" part="draft">
            ${words.text('form.draftRestored')}
            <button class="plain" part="action" type="button" @click=${discard}>${words.text('form.draftDiscard')}</button>
          </p>`
        : nothing
    }
    ${isTold ? html`<p class="hint" part="hint">${words.text('form.notKept')}</p>` : nothing}
    ${shown.map((each) => replyTemplate(each, view))}
  </div>`;
}

/** What becomes of a comment that is not sent yet. */
export function fateOf({ failure, state }: Unsent, { text }: Translator): string {
  if (failure) return text(errorMessage(failure));
  return text(state === 'waiting' ? 'form.waiting' : 'form.posting');
}

/** A comment that is not sent yet, with what can be done about it. */
function replyTemplate(unsent: Unsent, { words, edit, cancel }: UnsentView): TemplateResult {
  const { failure, state } = unsent;
  const { text } = words;
  return html`<div class="box ${failure ? 'danger' : ''}" part="unsent">
    <p class="unsent-text" dir="auto">${unsent.text}</p>
    <p>
      ${fateOf(unsent, words)}
      ${
        state !== 'sending'
          ? html`<button class="plain" part="action" type="button" @click=${() => edit(unsent)}>${text('form.edit')}</button>
              <button class="plain" part="action" type="button" @click=${() => cancel(unsent)}>${text('form.cancelSending')}</button>`
          : nothing
      }
    </p>
  </div>`;
}
