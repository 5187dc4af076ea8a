/**
 * As whom a reader writes: what the form offers, and what is done about it. Apart from the form because few threads offer it.
 * Who the reader is stands in auth-identity.ts, how they sign in in auth-attempts.ts, what is shown in auth-choices-view.ts.
 */
import type { Accounts, Session, SessionChange } from '../core/accounts.js';
import { choicesOf, effectivePolicy, type Choices } from '../core/auth.js';
import type { CommentsError } from '../core/errors.js';
import { enAuth } from '../core/locales/en-auth.js';
import { addEnglish, type Translator } from '../core/messages.js';
import { findProvider } from '../core/provider-looks.js';
import type { Author, Backend, Provider, ReplyPolicy } from '../core/types.js';
import { AuthAttempts } from './auth-attempts.js';
import { authTemplate, type AuthListeners } from './auth-choices-view.js';
import { authStyles } from './auth-choices.styles.js';
import { AuthIdentity } from './auth-identity.js';
import type { FormInside } from './reply-form-host.js';
import { addSheet } from './sheets.js';

addEnglish(enAuth);

export class AuthChoices {
  readonly #inside: FormInside;
  readonly #identity: AuthIdentity;
  readonly #attempts: AuthAttempts;
  readonly backend: Backend;
  #providers: readonly Provider[] = [];
  #connected: AbortController | undefined;
  /** "Change account" was pressed, and there are several to choose from. */
  #choosing = false;

  constructor(inside: FormInside, backend: Backend) {
    this.#inside = inside;
    this.#identity = new AuthIdentity(inside, this.#label);
    this.#attempts = new AuthAttempts(inside, this.#identity);
    this.backend = backend;
    addSheet(inside.form.renderRoot, authStyles);
  }

  get session(): Session | undefined {
    return this.#identity.session;
  }

  /** Looks for a session, and listens for what happens to it elsewhere, until {@link disconnect}. Never rejects. */
  async connect(): Promise<void> {
    const { signal } = (this.#connected ??= new AbortController());
    const accounts = this.#accounts ?? (await this.backend.accounts?.().catch(() => undefined));
    this.#attempts.accounts ??= accounts;
    if (signal.aborted) return;
    const end = this.#accounts?.subscribe((change) => this.#onChange(change));
    signal.addEventListener('abort', () => end?.());
    await this.#look();
  }

  /** Ends listening and waiting. What the reader was, they are when the form is back. */
  disconnect(): void {
    this.#connected?.abort();
    this.#connected = undefined;
    this.#attempts.end();
    this.#identity.take({ type: 'cancel' });
  }

  /** Whom the page has logged in by itself; undefined ends that. */
  adopt(author: Author | undefined): void {
    this.#identity.hosted = author !== undefined;
    this.#identity.take(author ? { type: 'meet', session: { as: author } } : { type: 'leave' });
  }

  /** Takes in why a reply was not stored. */
  heed(failure: CommentsError | undefined): void {
    this.#identity.heed(failure);
  }

  /** Whether it is said here that a reply needs an account, beside the ways to log in. */
  tells(policy: ReplyPolicy): boolean {
    return this.#identity.refused && this.choices(policy).providers.length > 0;
  }

  choices(policy: ReplyPolicy): Choices {
    return choicesOf(policy, this.#identity.now, this.#inside.form.parent ? 'reply' : 'comment', this.#providers);
  }

  effective(policy: ReplyPolicy): ReplyPolicy {
    return effectivePolicy(policy, this.choices(policy));
  }

  /** Whether a reply can be sent now; else the reader is told what it needs, with the focus on it. */
  ready(policy: ReplyPolicy): boolean {
    const { post } = this.choices(policy);
    this.#identity.urged = !post;
    if (!post) {
      this.#inside.form.requestUpdate();
      void this.#identity.focus.to('auth-urge');
    }
    return post;
  }

  template(policy: ReplyPolicy, words: Translator): unknown {
    return authTemplate({
      words,
      identity: this.#identity.now,
      choices: this.choices(policy),
      choosing: this.#choosing,
      urged: this.#identity.urged,
      refused: this.tells(policy),
      picture: this.#inside.form.avatars === 'image',
      server: (view) => this.#attempts.serverTemplate(view, this.#find),
      disabled: Boolean(this.#inside.marks.disabled),
      label: this.#label,
      on: this.#on,
    });
  }

  readonly #on: AuthListeners = {
    guest: () => this.#chooseGuest(),
    signIn: (provider) => this.#signIn(provider),
    change: () => this.#change(),
    signOut: () => void this.#signOut(),
    follow: () => this.#attempts.follow(),
    cancel: () => this.#cancel(),
  };

  get #accounts(): Accounts | undefined {
    return this.#attempts.accounts;
  }

  async #look(): Promise<void> {
    if (!this.#accounts) return;
    try {
      const { signal } = this.#connected ?? {};
      const { providers, session } = await this.#accounts.offer(signal && { signal });
      this.#providers = providers;
      this.#identity.meet(session);
      this.#inside.form.requestUpdate();
    } catch {
      // Guests can write all the same, and whoever cannot is asked to log in when the server answers.
    }
  }

  #onChange(change: SessionChange): void {
    if (change.type === 'elsewhere') void this.#look();
    else if (change.type === 'expired') this.#identity.take({ type: 'expire' });
    else if (change.type === 'session') this.#identity.meet(change.session);
  }

  #signIn(provider: Provider): void {
    if (this.#attempts.begin(provider)) this.#choosing = false;
  }

  #chooseGuest(): void {
    this.#attempts.end();
    this.#identity.urged = false;
    this.#identity.take({ type: 'choose-guest' });
    void this.#identity.focus.to('name', 'text');
  }

  /** With one provider there is nothing to choose. */
  #change(): void {
    const { discussion } = this.#inside.form;
    const providers = discussion ? this.choices(discussion.state.policy).providers : [];
    const [only] = providers;
    if (only && providers.length === 1) return this.#signIn(only);
    this.#choosing = !this.#choosing;
    this.#inside.form.requestUpdate();
  }

  async #signOut(): Promise<void> {
    this.#choosing = false;
    this.#identity.hosted = false;
    try {
      await this.#accounts?.signOut();
    } catch {
      // The server could not be told; here it is over all the same.
    }
    this.#identity.take({ type: 'leave' });
  }

  #cancel(): void {
    const wasChoosing = this.#choosing;
    this.#choosing = false;
    this.#attempts.end();
    this.#identity.take({ type: 'cancel' });
    this.#inside.form.requestUpdate();
    if (wasChoosing) this.#identity.focus.keep(false, '[part="change-account"]');
  }

  readonly #find = (id: string): Provider | undefined => findProvider(id, this.#providers);

  readonly #label = (id: string): string => this.#find(id)?.label ?? id;
}
