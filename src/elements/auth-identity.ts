/** Who the reader is, and what follows from every change of it: events, what is announced, and where the focus goes. */
import type { Session } from '../core/accounts.js';
import { ANONYMOUS, sessionOf, step, type AuthEvent, type Identity } from '../core/auth.js';
import type { CommentsError } from '../core/errors.js';
import { announcementOf } from './auth-choices-view.js';
import { AuthFocus } from './auth-focus.js';
import { CommentIdentityEvent } from './identity-events.js';
import type { FormInside } from './reply-form-host.js';
import { setStates } from './states.js';

export class AuthIdentity {
  readonly #inside: FormInside;
  readonly #label: (provider: string) => string;
  readonly focus: AuthFocus;
  #now: Identity = ANONYMOUS;
  /** The failure that was taken in last. */
  #heeded: CommentsError | undefined;
  /** Is called when there is a session: nothing is to be waited for any longer. */
  settled: () => void = () => {};
  /** The page has logged the reader in by itself. */
  hosted = false;
  /** A reply was sent that needs an account. */
  urged = false;
  /** The provider of the last attempt. */
  tried = '';

  /** @param label name of a provider for readers. */
  constructor(inside: FormInside, label: (provider: string) => string) {
    this.#inside = inside;
    this.#label = label;
    this.focus = new AuthFocus(inside);
  }

  get now(): Identity {
    return this.#now;
  }

  get session(): Session | undefined {
    return sessionOf(this.#now);
  }

  /** The server has refused the reply that was sent last for want of a session. */
  get refused(): boolean {
    return this.#heeded?.code === 'login-required';
  }

  /** A session of an attempt here is told by the attempt itself; whom the page has logged in, no server need know. */
  meet(session: Session | undefined): void {
    if (session && !('attempt' in this.#now)) this.take({ type: 'meet', session });
    else if (!session && !this.hosted) this.take({ type: 'leave' });
  }

  /** Takes in why a reply was not stored: what was believed to be a session may be none. */
  heed(failure: CommentsError | undefined): void {
    if (failure === this.#heeded) return;
    this.#heeded = failure;
    if (!this.refused) return;
    if (this.session) this.take({ type: 'expire' });
    // The box has the focus, and is read.
    this.#inside.mark({ said: undefined });
  }

  take(event: AuthEvent): void {
    const before = this.#now;
    const now = (this.#now = step(before, event));
    if (now === before) return;
    const session = sessionOf(now);
    const changed = session !== sessionOf(before);
    setStates(this.#inside.internals, {
      'signed-in': now.state === 'session',
      connecting: now.state === 'connecting',
    });
    if (session) this.#calm();
    if (now.state === 'session') this.settled();
    if (changed) this.#inside.form.dispatchEvent(new CommentIdentityEvent(session));
    this.#inside.mark({ said: this.#newsOf(event, changed) });
    this.focus.keep(now.state === 'session', `[data-provider="${CSS.escape(this.tried)}"]`);
  }

  /** There is an account now. */
  #calm(): void {
    this.urged = false;
    if (this.#inside.marks.failure?.code === 'login-required') this.#inside.mark({ failure: undefined });
  }

  #newsOf({ type }: AuthEvent, changed: boolean): string {
    const words = this.#inside.words();
    if (!changed || type === 'meet' || type === 'expire') return announcementOf(this.#now, words, this.#label);
    const { session } = this;
    return session ? words.text('auth.loggedIn', { name: session.as.name ?? '' }) : words.text('auth.loggedOut');
  }
}
