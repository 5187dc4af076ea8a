/** What a form shows of the reader: as whom they write, and what they can choose instead. */
import { html, nothing, type TemplateResult } from 'lit';
import { sessionOf, type Choices, type Identity } from '../core/auth.js';
import type { Translator } from '../core/messages.js';
import type { Author, Provider } from '../core/types.js';
import { initials } from './avatar.js';
import { authorName, isolated } from './comment.js';
import { webAddress } from './web-address.js';

type Template = TemplateResult | typeof nothing;

export interface AuthView {
  readonly words: Translator;
  readonly identity: Identity;
  readonly choices: Choices;
  /** Accounts to change to are shown. */
  readonly choosing: boolean;
  /** A reply was sent that needs an account. */
  readonly urged: boolean;
  /** The site allows remote pictures. */
  readonly picture: boolean;
  readonly disabled: boolean;
  /** Name of a provider for readers. */
  readonly label: (id: string) => string;
  readonly on: AuthListeners;
}

/** What is done about what a reader does. */
export interface AuthListeners {
  readonly guest: () => void;
  readonly signIn: (provider: Provider) => void;
  readonly change: () => void;
  readonly signOut: () => void;
  /** The link in place of a blocked window was pressed. */
  readonly follow: () => void;
  readonly cancel: () => void;
}

export function authTemplate(view: AuthView): TemplateResult {
  const { choices, identity, choosing } = view;
  const isTrying = identity.state === 'connecting' || identity.state === 'blocked';
  const isChoosing = !isTrying && (choosing || !choices.as);
  return html`<div class="auth" part="auth" id="auth">
    ${choices.as ? asTemplate(choices.as, view) : nothing} ${failureTemplate(view)} ${tryingTemplate(view)}
    ${isChoosing ? choicesTemplate(view) : nothing}
  </div>`;
}

/** "You are commenting as NAME using your X account." */
function asTemplate(as: Author, view: AuthView): TemplateResult {
  const { choices, disabled, words, label, on } = view;
  const name = authorName(as, words);
  return html`<div class="as" part="identity">
    ${avatarTemplate(as, view)}
    <p>
      ${
        as.provider === undefined
          ? isolated(words, 'auth.asPlain', { name })
          : isolated(words, 'auth.as', { name, provider: label(as.provider) })
      }
    </p>
    <button class="plain" part="log-out" type="button" ?disabled=${disabled} @click=${on.signOut}>${words.text('auth.logOut')}</button>
    ${
      choices.providers.length > 0
        ? html`<button class="plain" part="change-account" type="button" ?disabled=${disabled} @click=${on.change}>${words.text('auth.change')}</button>`
        : nothing
    }
  </div>`;
}

/** Initials; a picture tells its host who is about to write, so that a site must want it. */
function avatarTemplate({ name, avatarUrl }: Author, { picture, words }: AuthView): TemplateResult {
  const url = picture ? webAddress(avatarUrl) : undefined;
  return html`<span class="face" part="avatar" aria-hidden="true" data-initials=${initials(name, words.locale)}
    >${url ? html`<img src=${url} alt="" decoding="async" referrerpolicy="no-referrer" />` : nothing}</span
  >`;
}

/** What is announced of a log-in that is under way, or has come to nothing; what can be seen says the same. */
export function announcementOf(identity: Identity, { text }: Translator, label: AuthView['label']): string {
  if (identity.state === 'failed') return text(`auth.${identity.reason}`, { provider: label(identity.provider ?? '') });
  if (identity.state === 'blocked') return text('auth.blocked');
  if (identity.state !== 'connecting') return '';
  const { provider, slow, url } = identity;
  const sentences = [text('auth.connecting', { provider: label(provider) }), url && text('auth.window')];
  return [...sentences, url && slow && text('auth.slow')].filter(Boolean).join(' ');
}

/** Why nothing has come of a log-in, or why it has ended. */
function failureTemplate({ identity, words, label, urged, choices }: AuthView): Template {
  const { text } = words;
  if (identity.state === 'failed') {
    const { provider = '', reason } = identity;
    return html`<p class="box danger" part="error">
      ${isolated(words, `auth.${reason}`, { provider: label(provider) })}
    </p>`;
  }
  if (!urged || !choices.prompt) return nothing;
  return html`<p class="box danger" part="error" id="auth-urge" role="group" aria-labelledby="auth-urge" tabindex="-1">${text(choices.prompt)}</p>`;
}

function tryingTemplate(view: AuthView): Template {
  const { identity } = view;
  if (identity.state === 'connecting') return connectingTemplate(identity, view);
  return identity.state === 'blocked' ? blockedTemplate(identity, view) : nothing;
}

/** Nobody can know whether the window is still open, so that both ways on are always there. */
function connectingTemplate(
  { provider, slow, url }: Identity & { readonly state: 'connecting' },
  { label, on, words }: AuthView,
): TemplateResult {
  const { text } = words;
  return html`<div class="box warning" part="notice" @keydown=${cancelsBy(on)}>
    <p>
      ${isolated(words, 'auth.connecting', { provider: label(provider) })} ${url ? text('auth.window') : nothing}
      ${slow && url ? text('auth.slow') : nothing}
    </p>
    ${
      slow && url
        ? html`<a part="login" href=${url} target="_blank" rel="noopener" referrerpolicy="origin">${text('auth.openAgain')}</a>`
        : nothing
    }
    <button class="plain" part="cancel" type="button" @click=${on.cancel}>${text('auth.cancel')}</button>
  </div>`;
}

/** Escape takes the attempt back, and nothing else. */
function cancelsBy(on: AuthListeners) {
  return (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    on.cancel();
  };
}

function blockedTemplate(
  { provider, url }: Identity & { readonly state: 'blocked' },
  { label, on, words }: AuthView,
): TemplateResult {
  return html`<div class="box warning" part="notice" @keydown=${cancelsBy(on)}>
    <p>${words.text('auth.blocked')}</p>
    <a part="login" href=${url ?? ''} target="_blank" rel="noopener" referrerpolicy="origin" @click=${on.follow}
      >${isolated(words, 'auth.openApart', { provider: label(provider) })}</a
    >
    <button class="plain" part="cancel" type="button" @click=${on.cancel}>${words.text('auth.cancel')}</button>
  </div>`;
}

/** A button for each provider, and one for those who would rather not. */
function choicesTemplate({ choices, choosing, disabled, identity, on, urged, words }: AuthView): Template {
  const { guest, prompt, providers } = choices;
  if (providers.length === 0) return nothing;
  const { text } = words;
  return html`<div class="choices" role="group" aria-labelledby=${prompt ? 'auth-prompt' : nothing}>
    ${prompt ? html`<p id="auth-prompt" ?hidden=${urged}>${text(prompt)}</p>` : nothing}
    ${
      guest && !sessionOf(identity)
        ? html`<button class="button" part="guest-button" type="button" aria-pressed=${identity.state === 'guest'} ?disabled=${disabled}
            @click=${on.guest}>${text('auth.guest')}</button>`
        : nothing
    }
    ${providers.map((provider) => providerTemplate(provider, disabled, () => on.signIn(provider), words))}
    <p class="hint" part="hint" id="auth-opens">${text('auth.opens')}</p>
    ${
      choosing
        ? html`<button class="plain" part="cancel" type="button" @click=${on.cancel}>${text('auth.cancel')}</button>`
        : nothing
    }
  </div>`;
}

function providerTemplate(
  { id, label, icon, color }: Provider,
  disabled: boolean,
  press: () => void,
  words: Translator,
): TemplateResult {
  return html`<button class="button" part="provider-button" type="button" data-provider=${id} data-color=${color ?? nothing} aria-describedby="auth-opens" ?disabled=${disabled} @click=${press}>
    <span class="icon" part="provider-icon" aria-hidden="true" data-icon=${icon ?? ''}></span>
    <span>${isolated(words, 'auth.logInWith', { provider: label })}</span>
  </button>`;
}
