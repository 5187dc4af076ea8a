/** What a form shows of the reader: as whom they write, and what they can choose instead. */
import { html, nothing, type TemplateResult } from 'lit';
import { sessionOf, type Choices, type Identity, type Prompt } from '../core/auth.js';
import type { MessageKey, MessageValues, Translator } from '../core/messages.js';
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
  /** The server has just refused one for want of a session. */
  readonly refused: boolean;
  /** The site allows remote pictures. */
  readonly picture: boolean;
  /** The field for the server of an account, while that is asked for. */
  readonly server: (view: AuthView) => unknown;
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
  const isChoosing = !isTrying(identity) && (choosing || !choices.as);
  return html`<div class="auth" part="auth" id="auth">
    ${choices.as ? asTemplate(choices.as, view) : nothing} ${failureTemplate(view)} ${tryingTemplate(view)}
    ${isChoosing ? choicesTemplate(view) : nothing}
  </div>`;
}

function isTrying({ state }: Identity): boolean {
  return state === 'asking' || state === 'connecting' || state === 'blocked';
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

/** What is said of a log-in that is under way, or has come to nothing: by what can be seen, and by the live region. */
function sentencesOf(identity: Identity): readonly MessageKey[] {
  switch (identity.state) {
    case 'failed':
      return [`auth.${identity.reason}`];
    case 'blocked':
      return ['auth.blocked'];
    case 'connecting':
      return [
        'auth.connecting',
        ...after(identity.url, 'auth.window'),
        ...after(identity.url && identity.slow, 'auth.slow'),
      ];
    case 'asking':
      return after(identity.problem, `auth.server.${identity.problem ?? 'invalid'}`);
    default:
      return [];
  }
}

function after(condition: unknown, key: MessageKey): MessageKey[] {
  return condition ? [key] : [];
}

/** The names that stand in these sentences. */
function namesIn(identity: Identity, label: AuthView['label']): MessageValues {
  const provider = 'provider' in identity ? label(identity.provider ?? '') : '';
  return { provider, server: 'server' in identity ? identity.server : '' };
}

export function announcementOf(identity: Identity, { text }: Translator, label: AuthView['label']): string {
  const names = namesIn(identity, label);
  return sentencesOf(identity)
    .map((key) => text(key, names))
    .join(' ');
}

/** The same to be seen, with every name isolated. */
export function sentencesTemplate(
  { identity, label, words }: Pick<AuthView, 'identity' | 'label' | 'words'>,
  ...more: readonly MessageKey[]
): unknown[] {
  const names = namesIn(identity, label);
  return [...sentencesOf(identity), ...more].map((key, at) => [at ? ' ' : '', isolated(words, key, names)]);
}

/**
 * Why nothing has come of a log-in, why it has ended, or what a reply needs. Where the server has just refused one it has the
 * focus in place of the form's own box, which would say the same.
 */
function failureTemplate(view: AuthView): Template {
  const { choices, identity, refused, urged, words } = view;
  if (isTrying(identity)) return nothing;
  if (refused) {
    const more = ['form.kept'] as const;
    const sentences =
      identity.state === 'failed'
        ? sentencesTemplate(view, ...more)
        : sentencesTemplate(view, 'error.login-required', ...more);
    return boxTemplate('failure', sentences);
  }
  if (identity.state === 'failed') return html`<p class="box danger" part="error">${sentencesTemplate(view)}</p>`;
  return urged && choices.prompt ? boxTemplate('auth-urge', words.text(choices.prompt)) : nothing;
}

/** It takes the focus, and is read then. */
function boxTemplate(id: string, content: unknown): TemplateResult {
  return html`<p class="box danger" part="error" id=${id} role="group" aria-labelledby=${id} tabindex="-1">${content}</p>`;
}

function tryingTemplate(view: AuthView): Template {
  const { identity } = view;
  if (identity.state === 'asking') return html`${view.server(view)}`;
  if (identity.state === 'connecting') return connectingTemplate(identity, view);
  return identity.state === 'blocked' ? blockedTemplate(identity, view) : nothing;
}

/** Nobody can know whether the window is still open, so that both ways on are always there. */
function connectingTemplate(
  { slow, url }: Identity & { readonly state: 'connecting' },
  view: AuthView,
): TemplateResult {
  const { on } = view;
  const { text } = view.words;
  return html`<div class="box warning" part="notice" @keydown=${cancelsBy(on)}>
    <p>${sentencesTemplate(view)}</p>
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

function blockedTemplate({ provider, url }: Identity & { readonly state: 'blocked' }, view: AuthView): TemplateResult {
  const { label, on, words } = view;
  return html`<div class="box warning" part="notice" @keydown=${cancelsBy(on)}>
    <p>${sentencesTemplate(view)}</p>
    <a part="login" href=${url ?? ''} target="_blank" rel="noopener" referrerpolicy="origin" @click=${on.follow}
      >${isolated(words, 'auth.openApart', { provider: label(provider) })}</a
    >
    <button class="plain" part="cancel" type="button" @click=${on.cancel}>${words.text('auth.cancel')}</button>
  </div>`;
}

/** A button for each provider, and one for those who would rather not. */
function choicesTemplate(view: AuthView): Template {
  const { choices, choosing, disabled, identity, on, words } = view;
  const { guest, prompt, providers } = choices;
  if (providers.length === 0) return nothing;
  const { text } = words;
  return html`<div class="choices" role="group" aria-labelledby=${prompt ? 'auth-prompt' : nothing}>
    ${prompt ? html`<p id="auth-prompt" ?hidden=${isSaid(prompt, view)}>${text(prompt)}</p>` : nothing}
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

/** A prompt is hidden, and names the buttons all the same, where the box above asks to log in already. */
function isSaid(prompt: Prompt, { identity, refused, urged }: AuthView): boolean {
  const isAsked = refused || (identity.state === 'failed' && identity.reason === 'expired');
  return urged || (isAsked && prompt.startsWith('auth.prompt.login'));
}

export function providerTemplate(
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
