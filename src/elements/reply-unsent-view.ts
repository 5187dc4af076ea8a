/** What a form says about texts that are not sent. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Translator } from '../core/messages.js';
import { errorMessage } from '../core/messages.js';
import type { Unsent } from '../core/outbox.js';
import type { ShownUnsent } from './reply-outbox.js';

export interface UnsentView {
  readonly words: Translator;
  readonly restored: boolean;
  /** The reader is told that this browser keeps nothing. */
  readonly isTold: boolean;
  readonly shown: readonly ShownUnsent[];
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
            <span role="status">${words.text('form.draftRestored')}</span>
            <button class="plain" part="action" type="button" @click=${discard}>${words.text('form.draftDiscard')}</button>
          </p>`
        : nothing
    }
    ${isTold ? html`<p class="hint" part="hint" role="status">${words.text('form.notKept')}</p>` : nothing}
    ${shown.map((each) => replyTemplate(each, view))}
  </div>`;
}

/** A comment that is not sent yet, with what can be done about it. */
function replyTemplate({ unsent, error }: ShownUnsent, { words, edit, cancel }: UnsentView): TemplateResult {
  const { text } = words;
  const isWaiting = unsent.state === 'waiting';
  const status = error ? errorMessage(error.code) : isWaiting ? 'form.waiting' : 'form.posting';
  return html`<div class="box ${error ? 'danger' : ''}" part="unsent">
    <p class="unsent-text" dir="auto">${unsent.text}</p>
    <p>
      <span role="status">${text(status)}</span>
      ${
        error || isWaiting
          ? html`<button class="plain" part="action" type="button" @click=${() => edit(unsent)}>${text('form.edit')}</button>
              <button class="plain" part="action" type="button" @click=${() => cancel(unsent)}>${text('form.cancelSending')}</button>`
          : nothing
      }
    </p>
  </div>`;
}
