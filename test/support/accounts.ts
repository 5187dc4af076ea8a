/** Accounts that do what a test says, for how a form shows them; whether signing in works is shown by test/e2e with a server. */
import type { Accounts, OwnComment, Session, SessionChange, SignInOutcome } from '../../src/core/accounts.js';
import { AccountServerError, type ServerProblem } from '../../src/core/account-server.js';
import type { Backend, Comment, Provider } from '../../src/core/types.js';

export const PROVIDERS: readonly Provider[] = [
  { id: 'x', label: 'X', status: 'active' },
  { id: 'valley', label: 'Valley Pass', status: 'active', icon: 'V', color: '#225522' },
  { id: 'google-plus', label: 'Google+', status: 'retired' },
];
/** Readers are asked for their server. */
export const MASTODON: Provider = { id: 'mastodon', label: 'Mastodon', status: 'active', asksServer: true };
export const VERA: Session = {
  as: { name: 'Vera Osk', provider: 'x', avatarUrl: 'https://pictures.invalid/vera.png' },
};
export const TOMAS: Session = { as: { name: 'Tomas Brin', provider: 'valley' } };

export interface ScriptedAccounts extends Accounts {
  /** Whom the backend knows when it is asked. */
  session: Session | undefined;
  own: () => Promise<readonly OwnComment[]>;
  /** Attempts that were begun: provider, and whether to change. */
  readonly begun: (readonly [string, boolean])[];
  /** Servers that readers have named. */
  readonly servers: string[];
  /** What is wrong with the next server that is named. */
  problem: ServerProblem | undefined;
  /** Ends the attempt that was begun last. */
  readonly settle: (outcome: SignInOutcome) => void;
  readonly tell: (change: SessionChange) => void;
}

export function scriptedAccounts(session?: Session, providers = PROVIDERS): ScriptedAccounts {
  const listeners = new Set<(change: SessionChange) => void>();
  const begun: [string, boolean][] = [];
  const servers: string[] = [];
  let end: (outcome: SignInOutcome) => void = () => {};
  const accounts: ScriptedAccounts = {
    session,
    begun,
    servers,
    problem: undefined,
    settle: (outcome) => end(outcome),
    tell: (change) => listeners.forEach((listener) => listener(change)),
    offer: async () => ({ providers, ...(accounts.session && { session: accounts.session }) }),
    begin: async (provider, { change = false, server } = {}) => {
      begun.push([provider, change]);
      if (server !== undefined) servers.push(server);
      if (accounts.problem) throw new AccountServerError(accounts.problem);
      return { provider, url: `${location.origin}/sign-in?attempt=${begun.length}` };
    },
    complete: () => new Promise((resolve) => (end = resolve)),
    signOut: async () => {
      accounts.session = undefined;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    own: async () => [],
    edit: async (id, text): Promise<Comment> => ({
      id,
      kind: 'comment',
      state: 'published',
      author: VERA.as,
      body: { kind: 'text', value: text },
      editedAt: '2026-03-01T10:00:00.000Z',
      publishedAt: '2012-03-04T10:00:00.000Z',
    }),
    remove: async () => ({}),
  };
  return accounts;
}

/** A backend with these accounts. */
export function withAccounts(backend: Backend, accounts: Accounts): Backend {
  return { ...backend, accounts: async () => accounts };
}
