/**
 * The field in which readers say at which server their account is, for providers that have many. It is loaded when somebody
 * presses the button of one. The server is kept in this browser by the rules for a guest's details: only while a box is ticked
 * that nobody ticks but the reader, and erased at once when it is not.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { accountServerName, readAccountServer, serverProblemOf, type ServerProblem } from '../core/account-server.js';
import { enServer } from '../core/locales/en-server.js';
import { addEnglish } from '../core/messages.js';
import type { Provider } from '../core/types.js';
import { providerTemplate, sentencesTemplate, type AuthView } from './auth-choices-view.js';
import { isOfInputMethod } from './input-method.js';
import { serverStyles } from './auth-server.styles.js';
import { storing } from './local-storage.js';
import { addSheet } from './sheets.js';

addEnglish(enServer);

const KEY = 'commentariat server';
/** Longest address that is kept; whatever is longer was not typed here. */
const LONGEST = 300;

export class ServerField {
  #typed: string;
  #ticked: boolean;

  /** @param root where the form is drawn. */
  constructor(root: Node) {
    addSheet(root, serverStyles);
    const kept = storing((storage) => storage.getItem(KEY)) ?? '';
    this.#ticked = kept !== '';
    this.#typed = kept.length <= LONGEST ? kept : '';
  }

  /** As the reader has typed it. */
  get typed(): string {
    return this.#typed;
  }

  /** What it is called in texts. */
  get name(): string {
    return accountServerName(this.#typed);
  }

  /** Why it cannot be tried; else it is kept, where the reader wants it. */
  problem(): ServerProblem | undefined {
    try {
      readAccountServer(this.#typed);
    } catch (thrown) {
      return serverProblemOf(thrown) ?? 'invalid';
    }
    if (this.#ticked) storing((storage) => storage.setItem(KEY, this.#typed.trim()));
    return undefined;
  }

  template(view: AuthView, provider: Provider, go: () => void): TemplateResult {
    const { disabled, on, words } = view;
    const { text } = words;
    return html`<div class="server" @input=${this.#onInput} @change=${(event: Event) => event.stopPropagation()} @keydown=${(event: KeyboardEvent) => this.#onKey(event, go, on.cancel)}>
      ${this.#fieldTemplate(view, provider)}
      <p class="remember">
        <label part="label"
          ><input type="checkbox" part="remember" id="remember-server" ?disabled=${disabled} .checked=${this.#ticked} @change=${this.#onTick} />
          ${text('auth.server.remember')}</label
        >
      </p>
      <div class="choices">
        ${providerTemplate(provider, disabled, go, words)}
        <button class="plain" part="cancel" type="button" @click=${on.cancel}>${text('auth.cancel')}</button>
        <p class="hint" part="hint" id="auth-opens">${text('auth.opens')}</p>
      </div>
    </div>`;
  }

  #fieldTemplate({ disabled, identity, label, words }: AuthView, { label: provider }: Provider): TemplateResult {
    const isWrong = identity.state === 'asking' && identity.problem !== undefined;
    const described = isWrong ? 'server-error server-hint' : 'server-hint';
    return html`<div class="field" part="field">
      <label part="label" for="server">${words.text('auth.server.label', { provider })}</label>
      <input id="server" part="input" type="text" inputmode="url" dir="ltr" autocapitalize="none" autocomplete="off" spellcheck="false"
        maxlength=${LONGEST} aria-required="true" aria-invalid=${isWrong} aria-describedby=${described}
        ?disabled=${disabled} .value=${this.#typed} />
      <span class="hint" part="hint" id="server-hint">${words.text('auth.server.hint')}</span>
      ${
        isWrong
          ? html`<span class="problem" part="field-error" id="server-error">${sentencesTemplate({ identity, label, words })}</span>`
          : nothing
      }
    </div>`;
  }

  /** It is no field of the comment. */
  readonly #onInput = (event: Event): void => {
    event.stopPropagation();
    const { target } = event;
    if (target instanceof HTMLInputElement && target.id === 'server') this.#typed = target.value;
  };

  readonly #onTick = ({ target }: Event): void => {
    this.#ticked = (target as HTMLInputElement).checked;
    if (this.#ticked) this.problem();
    else storing((storage) => storage.removeItem(KEY));
  };

  /** Enter goes on from here, and does not send the comment. */
  #onKey(event: KeyboardEvent, go: () => void, cancel: () => void): void {
    if (isOfInputMethod(event)) return;
    const isField = event.target instanceof HTMLInputElement && event.target.id === 'server';
    if (event.key !== 'Escape' && !(event.key === 'Enter' && isField)) return;
    event.stopPropagation();
    event.preventDefault();
    if (event.key === 'Enter') go();
    else cancel();
  }
}
