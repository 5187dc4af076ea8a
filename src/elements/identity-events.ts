import type { Session } from '../core/accounts.js';
import type { Provider } from '../core/types.js';

/**
 * The reader wants to log in. Cancel it to keep them from it, or answer it with {@link CommentBeforeLoginEvent.respondWith} to
 * log them in by a single sign-on of the page's own.
 */
export class CommentBeforeLoginEvent extends Event {
  readonly provider: Provider;
  #answer: Promise<HostIdentity | undefined> | undefined;

  constructor(provider: Provider) {
    super('comment-before-login', { bubbles: true, cancelable: true });
    this.provider = provider;
  }

  /**
   * Takes the log-in over: the form says "Connecting to …" until the promise is settled. Nobody, where the reader did not want
   * to; a promise that rejects is a log-in that failed.
   */
  respondWith(answer: Promise<HostIdentity | undefined>): void {
    this.#answer = answer;
  }

  /** @internal */
  get answer(): Promise<HostIdentity | undefined> | undefined {
    return this.#answer;
  }
}

/** Whom a page has logged in itself. */
export interface HostIdentity extends Session {
  /** A bearer token of the comments server, where replies need one. It is kept in memory only. */
  readonly token?: string;
}

/** The reader has logged in or out, here or in another tab, or is found to be logged in; `session` is undefined for nobody. */
export class CommentIdentityEvent extends Event {
  readonly session: Session | undefined;

  constructor(session: Session | undefined) {
    super('comment-identity', { bubbles: true });
    this.session = session;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'comment-before-login': CommentBeforeLoginEvent;
    'comment-identity': CommentIdentityEvent;
  }
}
