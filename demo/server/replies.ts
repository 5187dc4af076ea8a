import type { Count, Guest, Posted } from '../../src/core/types.js';
import type { Database, Queryable } from './database.js';
import { claimKey, forgetKeys, keepOutcome } from './idempotency.js';
import type { Outcome } from './idempotency.js';
import type { Limits } from './limits.js';
import { countThread, findThread } from './posts.js';
import type { Thread } from './posts.js';
import { Problem } from './problems.js';
import { RateLimiter } from './rate-limit.js';
import { askedFor, fieldProblems } from './reply-input.js';
import type { Reply } from './reply-input.js';
import { findRoot, insertReply, isDuplicate } from './reply-rows.js';
import { countLinks, isDisallowed } from './screening.js';
import type { Reader } from './sign-in/sessions.js';

const HOUR = 3_600_000;

/** What is asked of those who are signed in, besides the comment. */
const NOTHING_MORE = { name: 'no', email: 'no', url: 'no' } as const;

export interface ReplySettings {
  readonly database: Database;
  readonly limits: Limits;
  readonly disallowedWords: readonly string[];
  readonly now: () => Date;
}

/** Takes replies: judges each one and stores it exactly once per key. */
export class Replies {
  readonly #settings: ReplySettings;
  readonly #limiter: RateLimiter;
  /** When outdated keys were last cleared away, in milliseconds. */
  #cleared = -Infinity;

  constructor(settings: ReplySettings) {
    this.#settings = settings;
    this.#limiter = new RateLimiter(settings.limits.repliesPerMinute, settings.now);
  }

  /**
   * Stores a reply, in one transaction with its key: either both are kept or neither is, so that a reply that was
   * refused can be sent again with the same key.
   *
   * @param address of the client, for the rate limit
   * @param reader who is signed in
   * @throws {Problem} the refusal
   */
  async post(
    key: string,
    sent: Reply,
    address: string,
    reader?: Reader,
  ): Promise<Outcome & { readonly replayed: boolean }> {
    const reply = reader ? { ...sent, guest: {}, reader } : sent;
    await this.#clearKeys();
    return this.#settings.database.transaction(async (transaction) => {
      const stored = await claimKey(transaction, key, reply, this.#settings.now());
      if (stored) return { ...stored, replayed: true };
      const posted = await this.#store(transaction, reply, address);
      const outcome = { status: posted.state === 'pending' ? 202 : 201, body: JSON.stringify(posted) };
      await keepOutcome(transaction, key, outcome);
      return { ...outcome, replayed: false };
    });
  }

  async #store(transaction: Queryable, sent: Reply, address: string): Promise<Posted & { readonly count: Count }> {
    const { limits, now } = this.#settings;
    // Locked, so that nobody deletes the parent or sends a duplicate while this one is judged.
    const thread = await findThread(transaction, sent.thread, { maxLength: limits.maxLength, lock: true });
    if (!thread) throw new Problem('not-found', 'This thread is not known here.');
    const { parentId, text, reader } = sent;
    const reply = { thread, parentId, text, guest: this.#judge(sent, thread), reader };
    this.#slowDown(address);
    const root = sent.parentId === undefined ? undefined : await findRoot(transaction, thread, sent.parentId);
    if (sent.parentId !== undefined && root === undefined) {
      throw new Problem('parent-gone', 'The comment that is answered is not here, or not any more.');
    }
    const since = new Date(now().getTime() - limits.duplicateHours * HOUR);
    if (await isDuplicate(transaction, reply, since)) {
      throw new Problem('duplicate', 'The same text by the same writer is here already.');
    }
    const state = countLinks(sent.text) > limits.maxLinks ? 'pending' : 'published';
    const comment = await insertReply(transaction, reply, { root, state, now: now() });
    return { state, comment, count: await countThread(transaction, thread) };
  }

  /**
   * Everything that the reply and the policy alone decide. It comes before the rate limit, so that a typing error
   * costs nothing.
   *
   * @returns the guest's details that may be kept
   */
  #judge(reply: Reply, { policy }: Thread): Guest {
    if (policy.access === 'closed' || policy.access === 'none') {
      throw new Problem('closed', 'This thread takes no more replies.');
    }
    if (policy.access === 'login' && !reply.reader) {
      const headers = { 'WWW-Authenticate': 'Bearer realm="comments"' };
      throw new Problem('login-required', 'This thread takes replies from accounts only.', { headers });
    }
    const asked = reply.reader ? { ...policy, ...NOTHING_MORE } : policy;
    const guest = askedFor(reply.guest, asked);
    const fields = fieldProblems(reply.text, guest, asked);
    if (fields) throw new Problem('invalid', 'Some fields of the reply need another look.', { fields });
    if (isDisallowed(reply.text, guest, this.#settings.disallowedWords)) {
      throw new Problem('rejected', 'The reply holds words that this site does not admit.');
    }
    return guest;
  }

  #slowDown(address: string): void {
    const seconds = this.#limiter.take(address);
    if (seconds === 0) return;
    const headers = { 'Retry-After': String(seconds) };
    throw new Problem('rate-limited', `Another reply can be sent in ${seconds} s.`, { headers });
  }

  async #clearKeys(): Promise<void> {
    const now = this.#settings.now().getTime();
    if (now - this.#cleared < HOUR) return;
    this.#cleared = now;
    await forgetKeys(this.#settings.database, new Date(now - this.#settings.limits.keyHours * HOUR));
  }
}
