/**
 * As whom a reader writes: signing in, logging out, changing the account. Apart from the form because few threads offer it. It
 * tells the state machine of core/auth.ts what has happened, and does what follows; what is shown stands in
 * auth-choices-view.ts.
 */
import type { Accounts, Session, SessionChange, SignInFailure } from '../core/accounts.js';
import {
  ANONYMOUS,
  choicesOf,
  effectivePolicy,
  sessionOf,
  step,
  type AuthEvent,
  type Choices,
  type Identity,
} from '../core/auth.js';
import { toCommentsError } from '../core/errors.js';
import { enAuth } from '../core/locales/en-auth.js';
import { addEnglish, type Translator } from '../core/messages.js';
import { findProvider } from '../core/provider-looks.js';
import type { Author, Backend, Provider, ReplyPolicy } from '../core/types.js';
import { announcementOf, authTemplate } from './auth-choices-view.js';
import { authStyles } from './auth-choices.styles.js';
import { CommentBeforeLoginEvent, CommentIdentityEvent } from './identity-events.js';
import type { FormInside } from './reply-form-host.js';
import { addSheet } from './sheets.js';
import { leadWindow, onReturn, openWindow } from './sign-in-window.js';

addEnglish(enAuth);

/** Milliseconds after which other ways on are offered: whoever types a password is not disturbed. */
const SLOW = 20_000;

export class AuthChoices {
  readonly #inside: FormInside;
  readonly backend: Backend;
  #accounts: Accounts | undefined;
  #identity: Identity = ANONYMOUS;
  #providers: readonly Provider[] = [];
  #attempt = 0;
  /** The provider of the last attempt. */
  #tried = '';
  /** How often the focus is being handed on now. */
  #handing = 0;
  #trying = new AbortController();
  #connected: AbortController | undefined;
  /** The page has logged the reader in by itself. */
  #hosted = false;
  /** "Change account" was pressed, and there are several to choose from. */
  #choosing = false;
  /** A reply was sent that needs an account. */
  #urged = false;

  constructor(inside: FormInside, backend: Backend) {
    this.#inside = inside;
    this.backend = backend;
    addSheet(inside.form.renderRoot, authStyles);
  }

  get session(): Session | undefined {
    return sessionOf(this.#identity);
  }

  /** Looks for a session, and listens for what happens to it elsewhere, until {@link disconnect}. Never rejects. */
  async connect(): Promise<void> {
    const { signal } = (this.#connected ??= new AbortController());
    this.#accounts ??= await this.backend.accounts?.().catch(() => undefined);
    if (signal.aborted) return;
    const end = this.#accounts?.subscribe((change) => this.#onChange(change));
    signal.addEventListener('abort', () => end?.());
    await this.#look();
  }

  /** Ends listening and waiting. What the reader was, they are when the form is back. */
  disconnect(): void {
    this.#connected?.abort();
    this.#connected = undefined;
    this.#trying.abort();
    this.#take({ type: 'cancel' });
  }

  /** Whom the page has logged in by itself; undefined ends that. */
  adopt(author: Author | undefined): void {
    this.#hosted = author !== undefined;
    this.#take(author ? { type: 'meet', session: { as: author } } : { type: 'leave' });
  }

  choices(policy: ReplyPolicy): Choices {
    return choicesOf(policy, this.#identity, this.#inside.form.parent ? 'reply' : 'comment', this.#providers);
  }

  effective(policy: ReplyPolicy): ReplyPolicy {
    return effectivePolicy(policy, this.choices(policy));
  }

  /** Whether a reply can be sent now; else the reader is told what it needs, with the focus on it. */
  ready(policy: ReplyPolicy): boolean {
    const { post } = this.choices(policy);
    this.#urged = !post;
    if (!post) {
      this.#inside.form.requestUpdate();
      void this.#focus('auth-urge');
    }
    return post;
  }

  template(policy: ReplyPolicy, words: Translator): unknown {
    return authTemplate({
      words,
      identity: this.#identity,
      choices: this.choices(policy),
      choosing: this.#choosing,
      urged: this.#urged,
      picture: this.#inside.form.avatars === 'image',
      disabled: Boolean(this.#inside.marks.disabled),
      label: this.#label,
      on: {
        guest: () => this.#chooseGuest(),
        signIn: (provider) => void this.#signIn(provider),
        change: () => this.#change(),
        signOut: () => void this.#signOut(),
        follow: () => this.#take({ type: 'follow', attempt: this.#attempt }),
        cancel: () => this.#cancel(),
      },
    });
  }

  async #look(): Promise<void> {
    if (!this.#accounts) return;
    try {
      const { providers, session } = await this.#accounts.offer();
      this.#providers = providers;
      this.#meet(session);
      this.#inside.form.requestUpdate();
    } catch {
      // Guests can write all the same, and whoever cannot is asked to log in when the server answers.
    }
  }

  #onChange(change: SessionChange): void {
    if (change.type === 'elsewhere') void this.#look();
    else if (change.type === 'expired') this.#take({ type: 'expire' });
    else if (change.type === 'session') this.#meet(change.session);
  }

  /** A session of an attempt here is told by the attempt itself; whom the page has logged in, no server need know. */
  #meet(session: Session | undefined): void {
    if (session && !('attempt' in this.#identity)) this.#take({ type: 'meet', session });
    else if (!session && !this.#hosted) this.#take({ type: 'leave' });
  }

  /** The window is opened before anything is waited for: later, browsers take it for an advertisement. */
  async #signIn(provider: Provider, change = this.session !== undefined): Promise<void> {
    const event = new CommentBeforeLoginEvent(provider);
    const isWanted = this.#inside.form.dispatchEvent(event);
    if (!isWanted && !event.answer) return;
    this.#trying.abort();
    this.#tried = provider.id;
    const { signal } = (this.#trying = new AbortController());
    const attempt = (this.#attempt += 1);
    this.#choosing = false;
    this.#take({ type: 'connect', provider: provider.id, attempt });
    const slow = setTimeout(() => this.#take({ type: 'slow', attempt }), SLOW);
    signal.addEventListener('abort', () => clearTimeout(slow));
    const outcome = await (event.answer
      ? this.#respond(event.answer)
      : this.#connectTo(provider, change, attempt, signal));
    clearTimeout(slow);
    if (signal.aborted) return;
    if ('session' in outcome) this.#take({ type: 'enter', attempt, session: outcome.session });
    else this.#take({ type: 'fail', attempt, reason: outcome.failure });
  }

  async #respond(answer: NonNullable<CommentBeforeLoginEvent['answer']>): Promise<Outcome> {
    try {
      const identity = await answer;
      if (!identity) return { failure: 'denied' };
      const { token, ...session } = identity;
      if (token !== undefined) this.#accounts?.adopt?.(token, session);
      this.#hosted = true;
      return { session };
    } catch {
      return { failure: 'failed' };
    }
  }

  async #connectTo({ id }: Provider, change: boolean, attempt: number, signal: AbortSignal): Promise<Outcome> {
    const accounts = this.#accounts;
    if (!accounts) return { failure: 'failed' };
    const name = `commentariat-${crypto.randomUUID()}`;
    const opened = openWindow(name);
    signal.addEventListener('abort', () => opened?.close());
    try {
      const begun = await accounts.begin(id, { change, signal });
      if (signal.aborted) return { failure: 'failed' };
      if (opened) leadWindow(this.#inside.form.ownerDocument, name, begun.url);
      this.#take({ type: opened ? 'open' : 'block', attempt, url: begun.url });
      return await accounts.complete(begun, { signal, nudge: (ask) => onReturn(ask, signal) });
    } catch (thrown) {
      return { failure: FAILURES[toCommentsError(thrown).code] ?? 'failed' };
    } finally {
      // Does nothing where it is cut off from this page; then its own last page closes it, or says that one can.
      opened?.close();
    }
  }

  #chooseGuest(): void {
    this.#trying.abort();
    this.#urged = false;
    this.#take({ type: 'choose-guest' });
    void this.#focus('name', 'text');
  }

  /** With one provider there is nothing to choose. */
  #change(): void {
    const { discussion } = this.#inside.form;
    const providers = discussion ? this.choices(discussion.state.policy).providers : [];
    const [only] = providers;
    if (only && providers.length === 1) return void this.#signIn(only);
    this.#choosing = !this.#choosing;
    this.#inside.form.requestUpdate();
  }

  async #signOut(): Promise<void> {
    this.#choosing = false;
    this.#hosted = false;
    try {
      await this.#accounts?.signOut();
    } catch {
      // The server could not be told; here it is over all the same.
    }
    this.#take({ type: 'leave' });
  }

  #cancel(): void {
    const wasChoosing = this.#choosing;
    this.#choosing = false;
    this.#trying.abort();
    this.#take({ type: 'cancel' });
    this.#inside.form.requestUpdate();
    if (wasChoosing) this.#keepFocus(false, '[part="change-account"]');
  }

  #take(event: AuthEvent): void {
    const before = this.#identity;
    const now = (this.#identity = step(before, event));
    if (now === before) return;
    const { form, mark, words } = this.#inside;
    const session = sessionOf(now);
    const changed = session !== sessionOf(before);
    if (session) this.#urged = false;
    if (now.state === 'session') this.#trying.abort();
    if (changed) {
      form.dispatchEvent(new CommentIdentityEvent(session));
    }
    const isNews = changed && event.type !== 'meet' && event.type !== 'expire';
    const { text } = words();
    const news = session ? text('auth.loggedIn', { name: session.as.name ?? '' }) : text('auth.loggedOut');
    mark({ said: isNews ? news : announcementOf(now, words(), this.#label) });
    this.#keepFocus(now.state === 'session', `[data-provider="${CSS.escape(this.#tried)}"]`);
  }

  /**
   * A button that goes away hands the focus on: to the one that began it, to the next one, or back to the comment.
   * @param wanted selectors, the best first.
   */
  #keepFocus(isDone: boolean, ...wanted: readonly string[]): void {
    const focused = this.#inside.find('auth')?.querySelector(':focus');
    // Between two drawings nothing may have it.
    if (focused || this.#handing > 0) void this.#handOn(focused, isDone, wanted);
  }

  async #handOn(focused: Element | null | undefined, isDone: boolean, wanted: readonly string[]): Promise<void> {
    this.#handing += 1;
    await this.#inside.form.updateComplete;
    this.#handing -= 1;
    if (focused?.isConnected && focused.matches(':focus')) return;
    const auth = this.#inside.find('auth');
    const next = [...wanted, 'button, a'].map((selector) => auth?.querySelector<HTMLElement>(selector));
    (isDone ? this.#inside.find('text') : next.find(Boolean))?.focus({ preventScroll: true });
  }

  async #focus(...ids: readonly string[]): Promise<void> {
    await this.#inside.form.updateComplete;
    ids
      .map((id) => this.#inside.find(id))
      .find((found) => found !== null)
      ?.focus();
  }

  readonly #label = (id: string): string => this.#find(id)?.label ?? id;

  #find(id: string): Provider | undefined {
    return findProvider(id, this.#providers);
  }
}

type Outcome = { readonly session: Session } | { readonly failure: SignInFailure };

const FAILURES: Readonly<Partial<Record<string, SignInFailure>>> = {
  unsupported: 'insecure',
  offline: 'offline',
  timeout: 'offline',
};
