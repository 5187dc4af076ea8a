/** What a reader does to sign in: a provider's button, the server of the account, the window, and giving it up. */
import type { ServerProblem } from '../core/account-server.js';
import type { Accounts, Session } from '../core/accounts.js';
import type { Provider } from '../core/types.js';
import type { AuthView } from './auth-choices-view.js';
import type { AuthIdentity } from './auth-identity.js';
import type * as Field from './auth-server.js';
import type { ServerField } from './auth-server.js';
import { CommentBeforeLoginEvent, type HostIdentity } from './identity-events.js';
import type { FormInside } from './reply-form-host.js';
import { tryHost, trySignIn, type Outcome } from './sign-in-attempt.js';

/** Milliseconds after which other ways on are offered: whoever types a password is not disturbed. */
const SLOW = 20_000;

export class AuthAttempts {
  readonly #inside: FormInside;
  readonly #identity: AuthIdentity;
  /** Undefined where the backend has none. */
  accounts: Accounts | undefined;
  #attempt = 0;
  #trying = new AbortController();
  /** Once it was needed. */
  #server: ServerField | undefined;

  constructor(inside: FormInside, identity: AuthIdentity) {
    this.#inside = inside;
    this.#identity = identity;
    identity.settled = () => this.end();
  }

  /**
   * What a press on a provider's button leads to: the page's own answer, a question, or a window.
   * @returns false where the page does not want it
   */
  begin(provider: Provider): boolean {
    const event = new CommentBeforeLoginEvent(provider);
    const isWanted = this.#inside.form.dispatchEvent(event);
    const { answer } = event;
    if (answer) void this.#try(provider, () => tryHost(answer, (identity) => this.#adopt(identity)));
    else if (isWanted && provider.asksServer) void this.#ask(provider);
    else if (isWanted) void this.#connect(provider);
    return isWanted || answer !== undefined;
  }

  /** The link in place of a blocked window was pressed. */
  follow(): void {
    this.#identity.take({ type: 'follow', attempt: this.#attempt });
  }

  /** Nothing that comes of an attempt counts any longer. */
  end(): void {
    this.#trying.abort();
  }

  /** The field for the server of the account, while it is asked for. */
  serverTemplate(view: AuthView, find: (id: string) => Provider | undefined): unknown {
    const field = this.#server;
    const provider = view.identity.state === 'asking' ? find(view.identity.provider) : undefined;
    return provider && field?.template(view, provider, () => this.#go(provider, field));
  }

  async #ask(provider: Provider): Promise<void> {
    // The classic script has none.
    const { ServerField }: Partial<typeof Field> = await import('./auth-server.js').catch(() => ({}));
    if (!ServerField) return this.#try(provider, async () => ({ failure: 'failed' }));
    this.#server ??= new ServerField(this.#inside.form.renderRoot);
    this.#prepare(provider);
    this.#identity.take({ type: 'ask', provider: provider.id });
    void this.#identity.focus.to('server');
  }

  /** The server was named. */
  #go(provider: Provider, field: ServerField): void {
    const problem = field.problem();
    if (problem) this.#doubt(problem);
    else void this.#connect(provider, field.typed);
  }

  #doubt(problem: ServerProblem): void {
    this.#identity.take({ type: 'doubt', problem, server: this.#server?.name ?? '' });
    void this.#identity.focus.to('server');
  }

  #connect(provider: Provider, server?: string): Promise<void> {
    const { form, words } = this.#inside;
    return this.#try(provider, (signal, attempt) =>
      trySignIn({
        ...{ accounts: this.accounts, provider: provider.id, change: this.#identity.session !== undefined, signal },
        ...(server !== undefined && { server }),
        language: words().locale,
        page: form.ownerDocument,
        ready: (isOpen, url) => this.#identity.take({ type: isOpen ? 'open' : 'block', attempt, url }),
      }),
    );
  }

  #adopt({ token, ...session }: HostIdentity): Session {
    if (token !== undefined) this.accounts?.adopt?.(token, session);
    this.#identity.hosted = true;
    return session;
  }

  #prepare({ id }: Provider): void {
    this.end();
    this.#identity.tried = id;
    this.#identity.urged = false;
  }

  /** Only what comes of the last try counts. */
  async #try(provider: Provider, run: (signal: AbortSignal, attempt: number) => Promise<Outcome>): Promise<void> {
    this.#prepare(provider);
    const { signal } = (this.#trying = new AbortController());
    const attempt = (this.#attempt += 1);
    this.#identity.take({ type: 'connect', provider: provider.id, attempt });
    const slow = setTimeout(() => this.#identity.take({ type: 'slow', attempt }), SLOW);
    signal.addEventListener('abort', () => clearTimeout(slow));
    const outcome = await run(signal, attempt);
    clearTimeout(slow);
    if (signal.aborted) return;
    if ('session' in outcome) this.#identity.take({ type: 'enter', attempt, session: outcome.session });
    else if ('problem' in outcome) this.#doubt(outcome.problem);
    else this.#identity.take({ type: 'fail', attempt, reason: outcome.failure });
  }
}
