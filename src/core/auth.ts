/**
 * Who a reader is while they write: a state machine without any effect of its own. Whoever opens windows and asks servers
 * tells it what has happened; it says what that makes of the reader, and what the form offers then.
 */
import type { Session, SignInFailure } from './accounts.js';
import type { ServerProblem } from './account-server.js';
import { offered } from './provider-looks.js';
import type { Author, Provider, ReplyPolicy } from './types.js';

/** Nothing is chosen: where guests may write, this is one. */
interface Anonymous {
  readonly state: 'anonymous';
}

/** The reader would rather fill in details than sign in. */
interface Guest {
  readonly state: 'guest';
}

/** Signed in. */
interface InSession {
  readonly state: 'session';
  readonly session: Session;
}

/** What the reader was before an attempt to sign in, and is again when nothing comes of it. */
type Settled = Anonymous | Guest | InSession;

interface Trying {
  readonly provider: string;
  /** Tells this attempt from those before: what comes late for another one is ignored. */
  readonly attempt: number;
  readonly back: Settled;
  /** Where the provider's window leads, once that is known. */
  readonly url?: string;
}

/** A window of the provider's is open, or was; nobody can know, so nothing follows from its being closed. */
interface Connecting extends Trying {
  readonly state: 'connecting';
  /** It takes long, so that other ways on are offered. */
  readonly slow?: boolean;
}

/** The browser opened no window: a link does the same. */
interface Blocked extends Trying {
  readonly state: 'blocked';
}

export type FailureReason = SignInFailure | 'cancelled' | 'expired';

/** The reader says at which server their account is. */
interface Asking {
  readonly state: 'asking';
  readonly provider: string;
  readonly back: Settled;
  /** Why the server that was named does not do. */
  readonly problem?: ServerProblem;
  /** Its name, as texts have it. */
  readonly server?: string;
}

interface Failed {
  readonly state: 'failed';
  readonly reason: FailureReason;
  readonly provider?: string;
  readonly back: Settled;
}

export type Identity = Settled | Asking | Connecting | Blocked | Failed;
export type IdentityState = Identity['state'];

export type AuthEvent =
  | { readonly type: 'choose-guest' }
  /** The provider has many servers. */
  | { readonly type: 'ask'; readonly provider: string }
  /** The server that was named does not do. */
  | { readonly type: 'doubt'; readonly problem: ServerProblem; readonly server: string }
  | { readonly type: 'connect'; readonly provider: string; readonly attempt: number }
  | { readonly type: 'open'; readonly attempt: number; readonly url: string }
  | { readonly type: 'block'; readonly attempt: number; readonly url: string }
  | { readonly type: 'follow'; readonly attempt: number }
  | { readonly type: 'slow'; readonly attempt: number }
  | { readonly type: 'enter'; readonly attempt: number; readonly session: Session }
  | { readonly type: 'fail'; readonly attempt: number; readonly reason: SignInFailure }
  | { readonly type: 'cancel' }
  /** A session that was there already, or has begun elsewhere. */
  | { readonly type: 'meet'; readonly session: Session }
  /** Logged out, here or elsewhere. */
  | { readonly type: 'leave' }
  /** The backend no longer knows the session. */
  | { readonly type: 'expire' };

type EventOf<T extends AuthEvent['type']> = Extract<AuthEvent, { readonly type: T }>;
type IdentityOf<S extends IdentityState> = Extract<Identity, { readonly state: S }>;

/** What follows from each event in each state. An event that is not listed changes nothing there. */
type Steps = {
  readonly [S in IdentityState]: {
    readonly [T in AuthEvent['type']]?: (identity: IdentityOf<S>, event: EventOf<T>) => Identity;
  };
};

export const ANONYMOUS: Identity & Settled = { state: 'anonymous' };

const meet = (_: Identity, { session }: EventOf<'meet'>): Identity => ({ state: 'session', session });
const connect = (identity: Identity, { provider, attempt }: EventOf<'connect'>): Identity => ({
  state: 'connecting',
  provider,
  attempt,
  back: settledOf(identity),
});
const ask = (identity: Identity, { provider }: EventOf<'ask'>): Identity => ({
  state: 'asking',
  provider,
  back: settledOf(identity),
});
const doubt = ({ provider, back }: Asking | Trying, { problem, server }: EventOf<'doubt'>): Identity => ({
  state: 'asking',
  provider,
  back,
  problem,
  server,
});
const chooseGuest = (): Identity => ({ state: 'guest' });
/** A reader who is signed in stays so, whatever became of the attempt to change the account. */
const guestAgain = (identity: Identity): Identity => (sessionOf(identity) ? settledOf(identity) : chooseGuest());
const cancel = ({ provider, back }: Trying): Identity =>
  back.state === 'session' ? back : { state: 'failed', reason: 'cancelled', provider, back };
const enter = (_: Trying, { session }: EventOf<'enter'>): Identity => ({ state: 'session', session });
const fail = ({ provider, back }: Trying, { reason }: EventOf<'fail'>): Identity => ({
  state: 'failed',
  reason,
  provider,
  back,
});
/** Goes on with what was begun, without the session that stood behind it. */
const lose = <I extends Asking | Connecting | Blocked | Failed>(identity: I): I =>
  identity.back.state === 'session' ? { ...identity, back: ANONYMOUS } : identity;
const expire = (identity: InSession): Identity => {
  const { provider } = identity.session.as;
  return { state: 'failed', reason: 'expired', back: ANONYMOUS, ...(provider !== undefined && { provider }) };
};

const STEPS: Steps = {
  anonymous: { 'choose-guest': chooseGuest, ask, connect, meet },
  guest: { ask, connect, meet },
  // Nothing was tried yet, so that nothing is said of its being given up.
  asking: { 'choose-guest': guestAgain, ask, doubt, connect, cancel: settledOf, meet, leave: lose, expire: lose },
  connecting: {
    'choose-guest': guestAgain,
    doubt,
    connect,
    open: (identity, { url }) => ({ ...identity, url }),
    block: ({ provider, attempt, back }, { url }) => ({ state: 'blocked', provider, attempt, back, url }),
    slow: (identity) => ({ ...identity, slow: true }),
    enter,
    fail,
    cancel,
    meet,
    leave: lose,
    expire: lose,
  },
  session: { ask, connect, meet, leave: () => ANONYMOUS, expire },
  blocked: {
    'choose-guest': guestAgain,
    connect,
    follow: (identity) => ({ ...identity, state: 'connecting' }),
    enter,
    fail,
    cancel,
    meet,
    leave: lose,
    expire: lose,
  },
  failed: { 'choose-guest': guestAgain, ask, connect, meet, leave: lose, expire: lose },
};

/** What an event makes of a reader. The same object where it changes nothing, as with news of an attempt given up. */
export function step(identity: Identity, event: AuthEvent): Identity {
  if ('attempt' in event && event.type !== 'connect' && !('attempt' in identity && identity.attempt === event.attempt))
    return identity;
  const steps = STEPS[identity.state] as Partial<Record<AuthEvent['type'], (i: Identity, e: AuthEvent) => Identity>>;
  return steps[event.type]?.(identity, event) ?? identity;
}

function settledOf(identity: Identity): Settled {
  return 'back' in identity ? identity.back : identity;
}

/** The session that replies are written in now, also while another account is being chosen. */
export function sessionOf(identity: Identity): Session | undefined {
  const settled = settledOf(identity);
  return settled.state === 'session' ? settled.session : undefined;
}

/** Whether a comment answers the post or another comment; every prompt exists for both. */
export type Context = 'comment' | 'reply';
export type Prompt = `auth.prompt.${'optional' | 'details' | 'login'}.${Context}`;

/** What a form offers to a reader. */
export interface Choices {
  /** Above the choices, where there is something to choose. */
  readonly prompt: Prompt | undefined;
  readonly providers: readonly Provider[];
  /** Details may be filled in instead of signing in. */
  readonly guest: boolean;
  /** As whom the reply is written; a guest where undefined. */
  readonly as: Author | undefined;
  /** A reply can be sent as things stand. */
  readonly post: boolean;
  /** Notifications can be sent: false where the account comes without an e-mail address. */
  readonly notify: boolean;
}

/** What is asked of those who do not sign in. */
export function policyKind(policy: ReplyPolicy): 'open' | 'details' | 'login' | 'closed' {
  if (policy.access !== 'open') return policy.access === 'login' ? 'login' : 'closed';
  return [policy.name, policy.email, policy.url].includes('required') ? 'details' : 'open';
}

/** What to offer: policy × identity × context. */
export function choicesOf(
  policy: ReplyPolicy,
  identity: Identity,
  context: Context,
  providers: readonly Provider[],
): Choices {
  const kind = policyKind(policy);
  const offers = kind === 'closed' ? [] : offered(providers);
  const session = sessionOf(identity);
  const prompt = kind === 'open' ? 'optional' : kind;
  const asked = !session && offers.length > 0 && prompt !== 'closed';
  return {
    prompt: asked ? `auth.prompt.${prompt}.${context}` : undefined,
    providers: offers,
    guest: kind === 'open' || kind === 'details',
    as: kind === 'closed' ? undefined : session?.as,
    post: kind !== 'closed' && (kind !== 'login' || session !== undefined),
    notify: session ? yieldsEmail(session, providers) : policy.email !== 'no',
  };
}

function yieldsEmail({ as }: Session, providers: readonly Provider[]): boolean {
  return offered([...providers]).find(({ id }) => id === as.provider)?.yieldsEmail ?? false;
}

/** What the fields are asked by: nothing but the comment of those who write with an account, or must. */
export function effectivePolicy(policy: ReplyPolicy, { as, guest }: Pick<Choices, 'as' | 'guest'>): ReplyPolicy {
  if (policyKind(policy) === 'closed') return policy;
  if (as) return { ...policy, access: 'open', as };
  return guest ? policy : { ...policy, access: 'open', name: 'no', email: 'no', url: 'no' };
}
