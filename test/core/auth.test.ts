import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Session } from '../../src/core/accounts.js';
import {
  ANONYMOUS,
  choicesOf,
  effectivePolicy,
  sessionOf,
  step,
  type AuthEvent,
  type Context,
  type Identity,
  type IdentityState,
} from '../../src/core/auth.js';
import { findProvider, offered, openIdProvider, withLooks } from '../../src/core/provider-looks.js';
import { PROVIDERS } from '../../src/core/providers.js';
import type { Provider, ReplyPolicy } from '../../src/core/types.js';

const VERA: Session = { as: { name: 'Vera Osk', provider: 'x' } };
const TOMAS: Session = { as: { name: 'Tomas Brin', provider: 'github' } };
const URL = 'https://login.example/start';

/** What a reader becomes by these events. */
const after = (...events: readonly AuthEvent[]): Identity => events.reduce<Identity>(step, ANONYMOUS);
const connect = (attempt = 1, provider = 'x'): AuthEvent => ({ type: 'connect', provider, attempt });
const meet: AuthEvent = { type: 'meet', session: VERA };

const IN: Readonly<Record<IdentityState, readonly AuthEvent[]>> = {
  anonymous: [],
  guest: [{ type: 'choose-guest' }],
  asking: [{ type: 'ask', provider: 'mastodon' }],
  connecting: [connect()],
  session: [meet],
  blocked: [connect(), { type: 'block', attempt: 1, url: URL }],
  failed: [connect(), { type: 'fail', attempt: 1, reason: 'denied' }],
};

const EVENTS: Readonly<Record<AuthEvent['type'], AuthEvent>> = {
  'choose-guest': { type: 'choose-guest' },
  ask: { type: 'ask', provider: 'mastodon' },
  doubt: { type: 'doubt', problem: 'wrong', server: 'wrong.example' },
  connect: connect(2),
  open: { type: 'open', attempt: 1, url: URL },
  block: { type: 'block', attempt: 1, url: URL },
  follow: { type: 'follow', attempt: 1 },
  slow: { type: 'slow', attempt: 1 },
  enter: { type: 'enter', attempt: 1, session: TOMAS },
  fail: { type: 'fail', attempt: 1, reason: 'timeout' },
  cancel: { type: 'cancel' },
  meet: { type: 'meet', session: TOMAS },
  leave: { type: 'leave' },
  expire: { type: 'expire' },
};

/** Where each event leads from each state; what is not listed stays as it is. */
const TABLE: Readonly<Record<IdentityState, Partial<Record<AuthEvent['type'], IdentityState>>>> = {
  anonymous: { 'choose-guest': 'guest', ask: 'asking', connect: 'connecting', meet: 'session' },
  guest: { ask: 'asking', connect: 'connecting', meet: 'session' },
  asking: { 'choose-guest': 'guest', connect: 'connecting', cancel: 'anonymous', meet: 'session' },
  connecting: {
    'choose-guest': 'guest',
    doubt: 'asking',
    block: 'blocked',
    enter: 'session',
    fail: 'failed',
    cancel: 'failed',
    meet: 'session',
  },
  session: { ask: 'asking', connect: 'connecting', leave: 'anonymous', expire: 'failed' },
  blocked: {
    'choose-guest': 'guest',
    connect: 'connecting',
    follow: 'connecting',
    enter: 'session',
    fail: 'failed',
    cancel: 'failed',
    meet: 'session',
  },
  failed: { 'choose-guest': 'guest', ask: 'asking', connect: 'connecting', meet: 'session' },
};

describe('every event in every state', () => {
  for (const [state, before] of Object.entries(IN) as [IdentityState, readonly AuthEvent[]][]) {
    for (const [type, event] of Object.entries(EVENTS) as [AuthEvent['type'], AuthEvent][]) {
      const to = TABLE[state][type] ?? state;
      test(`${state} + ${type} = ${to}`, () => assert.equal(step(after(...before), event).state, to));
    }
  }

  test('of an attempt that was given up changes nothing, not even the object', () => {
    const identity = after(connect(1), connect(2));
    for (const event of Object.values(EVENTS).filter((each) => 'attempt' in each && each.attempt === 1))
      assert.equal(step(identity, event), identity, event.type);
  });
});

describe('a reader who changes the account', () => {
  const changing = after(meet, connect(1, 'github'));

  test('still writes as before until the other account is there', () => {
    assert.equal(sessionOf(changing), VERA);
    assert.equal(sessionOf(step(changing, EVENTS.enter)), TOMAS);
  });

  for (const event of [EVENTS.cancel, EVENTS.fail, EVENTS['choose-guest']]) {
    test(`keeps the session after ${event.type}`, () => assert.equal(sessionOf(step(changing, event)), VERA));
  }

  for (const event of [EVENTS.leave, EVENTS.expire]) {
    test(`goes on without it after ${event.type}`, () => {
      const identity = step(changing, event);
      assert.equal(identity.state, 'connecting');
      assert.equal(sessionOf(identity), undefined);
    });
  }
});

test('a server that does not do is asked for again, with what was wrong', () => {
  const asked = after(connect(1, 'mastodon'), EVENTS.doubt);
  assert.deepEqual(asked, {
    ...{ state: 'asking', provider: 'mastodon', back: { state: 'anonymous' } },
    ...{ problem: 'wrong', server: 'wrong.example' },
  });
  assert.equal(sessionOf(after(meet, connect(1, 'mastodon'), EVENTS.doubt)), VERA);
});

test('a session that has ended says whose it was', () => {
  const identity = after(meet, { type: 'expire' });
  assert.deepEqual(identity, { state: 'failed', reason: 'expired', provider: 'x', back: { state: 'anonymous' } });
});

const OPEN: ReplyPolicy = { access: 'open', name: 'optional', email: 'optional', url: 'optional', accounts: true };
const POLICIES: Readonly<Record<'optional' | 'details' | 'login' | 'closed', ReplyPolicy>> = {
  optional: OPEN,
  details: { ...OPEN, name: 'required', email: 'required' },
  login: { ...OPEN, access: 'login' },
  closed: { ...OPEN, access: 'closed' },
};
const SITE: readonly Provider[] = [
  { id: 'google-plus', label: 'Google+', status: 'retired' },
  { id: 'twitter', label: 'Twitter', status: 'renamed', successor: 'x' },
  { id: 'x', label: 'X', status: 'active' },
  { id: 'github', label: 'GitHub', status: 'active' },
];

describe('what is offered', () => {
  for (const context of ['comment', 'reply'] as const satisfies readonly Context[]) {
    for (const kind of ['optional', 'details', 'login'] as const) {
      test(`has a prompt of its own for ${kind}, ${context}`, () => {
        assert.equal(choicesOf(POLICIES[kind], ANONYMOUS, context, SITE).prompt, `auth.prompt.${kind}.${context}`);
      });
    }
  }

  for (const [kind, policy] of Object.entries(POLICIES)) {
    for (const [state, before] of Object.entries(IN)) {
      test(`under ${kind} to ${state}`, () => {
        const choices = choicesOf(policy, after(...before), 'comment', SITE);
        const isSession = state === 'session';
        assert.equal(choices.post, kind !== 'closed' && (kind !== 'login' || isSession));
        assert.equal(choices.guest, kind === 'optional' || kind === 'details');
        assert.equal(choices.prompt === undefined, kind === 'closed' || isSession);
        assert.equal(choices.as?.name, isSession && kind !== 'closed' ? 'Vera Osk' : undefined);
        assert.deepEqual(
          choices.providers.map(({ id }) => id),
          kind === 'closed' ? [] : ['x', 'github'],
        );
      });
    }
  }

  test('are no notifications to an account without an e-mail address', () => {
    const notify = (session: Session) => choicesOf(OPEN, after({ type: 'meet', session }), 'comment', SITE).notify;
    assert.deepEqual([notify(VERA), notify(TOMAS)], [false, true]);
  });

  test('asks nothing but the comment of those who are signed in, or must be', () => {
    const asked = (policy: ReplyPolicy, identity: Identity) => {
      const { access, name, email, url, as } = effectivePolicy(policy, choicesOf(policy, identity, 'comment', SITE));
      return [access, as?.name ?? [name, email, url].join()];
    };
    assert.deepEqual(asked(POLICIES.details, ANONYMOUS), ['open', 'required,required,optional']);
    assert.deepEqual(asked(POLICIES.details, after(meet)), ['open', 'Vera Osk']);
    assert.deepEqual(asked(POLICIES.login, ANONYMOUS), ['open', 'no,no,no']);
    assert.deepEqual(asked(POLICIES.login, after(meet)), ['open', 'Vera Osk']);
    assert.equal(effectivePolicy(POLICIES.closed, { as: VERA.as, guest: false }), POLICIES.closed);
  });
});

describe('providers', () => {
  test('are all known by how they look and whether they tell an e-mail address', () => {
    for (const provider of PROVIDERS.map(withLooks)) {
      assert.match(provider.color ?? '', /^#[\da-f]{6}$/, provider.id);
      assert.match(provider.icon ?? '', /^\S{1,2}$/, provider.id);
      assert.equal(typeof provider.yieldsEmail, 'boolean', provider.id);
    }
  });

  test('of long ago are found and not offered', () => {
    assert.equal(findProvider('google-plus')?.status, 'retired');
    assert.equal(findProvider('twitter')?.label, 'X');
    assert.equal(findProvider('myspace'), undefined);
    assert.deepEqual(
      offered(PROVIDERS).map(({ id }) => id),
      ['wordpress', 'x', 'facebook', 'google', 'github', 'mastodon', 'bluesky'],
    );
  });

  test('that were renamed in a circle end the search', () => {
    const circle: Provider[] = [
      { id: 'a', label: 'A', status: 'renamed', successor: 'b' },
      { id: 'b', label: 'B', status: 'renamed', successor: 'a' },
    ];
    assert.equal(findProvider('a', circle)?.status, 'renamed');
    assert.deepEqual(offered(circle), []);
  });

  test('can be any OpenID Connect issuer', () => {
    assert.deepEqual(openIdProvider('https://login.example/realms/blog'), {
      icon: 'L',
      id: 'login.example',
      label: 'login.example',
      status: 'active',
    });
    assert.equal(openIdProvider('https://login.example', 'Valley Pass').label, 'Valley Pass');
    assert.throws(() => openIdProvider('login'), TypeError);
  });
});
