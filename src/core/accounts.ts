/** What signing in comes to, whoever does it: a comments server that keeps the session, or the browser alone. Types only. */
import type { Author, Comment, Count, Provider, RequestOptions, ThreadRef, Timestamp } from './types.js';

/** A reader who is signed in. It holds no token: whoever shows it could not use one. */
export interface Session {
  /** As whom replies are written; `provider` is the service whose account it is. */
  readonly as: Author;
  /** When it ends at the latest. */
  readonly until?: Timestamp;
}

/** What readers can sign in with, and who this reader is already. */
export interface SignInOffer {
  /** In the order in which they are offered. */
  readonly providers: readonly Provider[];
  readonly session?: Session;
}

/** One try to sign in, which a window of the provider's is opened for. */
export interface Attempt {
  readonly provider: string;
  /** Address to open. It holds nothing that would let anybody else finish the attempt. */
  readonly url: string;
}

export interface AttemptOptions extends RequestOptions {
  /** Another account than the one before: the provider is told to ask. */
  readonly change?: boolean;
  /**
   * Where the account is, as the reader has typed it: for providers that have `asksServer`. Where it does not do, `begin()`
   * rejects with an `AccountServerError`.
   */
  readonly server?: string;
  /** BCP 47 tag of the language that the provider's pages are wanted in. */
  readonly language?: string;
}

/** Why no session came of an attempt; the reader gets a text for each. */
export type SignInFailure = 'denied' | 'failed' | 'timeout' | 'offline' | 'insecure';

export type SignInOutcome = { readonly session: Session } | { readonly failure: SignInFailure };

export interface CompleteOptions {
  /** Ends the waiting; the attempt can no longer be completed then. */
  readonly signal?: AbortSignal;
  /** Is given a function that asks at once, for moments when an answer is likely: the reader is back on the page. */
  readonly nudge?: (ask: () => void) => void;
}

/** A comment of the reader's own, and until when it may be changed. */
export interface OwnComment {
  readonly id: string;
  readonly until?: Timestamp;
}

/**
 * Signing in at a backend. Methods reject with a `CommentsError` and nothing else; `login-required` means that the session
 * has ended, and is told to listeners before.
 */
export interface Accounts {
  /** What is offered, and the session that this browser has. */
  offer(options?: RequestOptions): Promise<SignInOffer>;
  /** Begins an attempt. */
  begin(provider: string, options?: AttemptOptions): Promise<Attempt>;
  /** Waits until the reader is signed in or will not be. Never rejects. */
  complete(attempt: Attempt, options?: CompleteOptions): Promise<SignInOutcome>;
  /** Ends the session here and at the backend. */
  signOut(options?: RequestOptions): Promise<void>;
  /** Tells of sessions that begin or end: here by `session`, in another tab by `elsewhere`, which is a reason to ask again. */
  subscribe(listener: (change: SessionChange) => void): () => void;
  /** Takes a session that the page has made itself, by its own single sign-on. */
  adopt?(token: string, session: Session): void;
  /** Which comments of a thread this reader may change now. */
  own?(thread: ThreadRef, options?: RequestOptions): Promise<readonly OwnComment[]>;
  /** Changes the text of an own comment. */
  edit?(id: string, text: string, options?: RequestOptions): Promise<Comment>;
  /** Deletes an own comment. What is left of it, where replies keep its place, comes back. */
  remove?(id: string, options?: RequestOptions): Promise<{ readonly comment?: Comment; readonly count?: Count }>;
}

export type SessionChange =
  { readonly type: 'session'; readonly session: Session | undefined } | { readonly type: 'expired' | 'elsewhere' };
