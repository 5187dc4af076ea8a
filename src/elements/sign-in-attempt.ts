/** One try to sign in: by a window of the provider's, or by whatever the page has answered the reader's press with. */
import type { Accounts, AttemptOptions, Session, SignInFailure } from '../core/accounts.js';
import { serverProblemOf, type ServerProblem } from '../core/account-server.js';
import { toCommentsError } from '../core/errors.js';
import type { HostIdentity } from './identity-events.js';
import { leadWindow, onReturn, openWindow } from './sign-in-window.js';

/** What comes of a try. With a `problem` it is the server that the reader has named. */
export type Outcome =
  { readonly session: Session } | { readonly failure: SignInFailure } | { readonly problem: ServerProblem };

export interface Try extends AttemptOptions {
  readonly accounts: Accounts | undefined;
  readonly provider: string;
  readonly signal: AbortSignal;
  /** The page that the reader is on. */
  readonly page: Document;
  /** Is told where the provider's window leads, and whether the browser has opened one. */
  readonly ready: (isOpen: boolean, url: string) => void;
}

const FAILURES: Readonly<Partial<Record<string, SignInFailure>>> = {
  unsupported: 'insecure',
  offline: 'offline',
  timeout: 'offline',
};

/** Never rejects. The window is opened before anything is waited for: later, browsers take it for an advertisement. */
export async function trySignIn({ accounts, provider, page, ready, ...options }: Try): Promise<Outcome> {
  if (!accounts) return { failure: 'failed' };
  const { signal } = options;
  const name = `commentariat-${crypto.randomUUID()}`;
  const opened = openWindow(name);
  signal.addEventListener('abort', () => opened?.close());
  try {
    const begun = await accounts.begin(provider, options);
    if (signal.aborted) return { failure: 'failed' };
    if (opened) leadWindow(page, name, begun.url);
    ready(opened !== undefined, begun.url);
    return await accounts.complete(begun, { signal, nudge: (ask) => onReturn(ask, signal) });
  } catch (thrown) {
    const problem = serverProblemOf(thrown);
    return problem ? { problem } : { failure: FAILURES[toCommentsError(thrown).code] ?? 'failed' };
  } finally {
    // Does nothing where it is cut off from this page; then its own last page closes it, or says that one can.
    opened?.close();
  }
}

/** What a page's own single sign-on comes to. Never rejects. */
export async function tryHost(
  answer: Promise<HostIdentity | undefined>,
  adopt: (identity: HostIdentity) => Session,
): Promise<Outcome> {
  try {
    const identity = await answer;
    if (!identity) return { failure: 'denied' };
    return { session: adopt(identity) };
  } catch {
    return { failure: 'failed' };
  }
}
