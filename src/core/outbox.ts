/**
 * Replies that are under way. Each one is stored before it is sent, under a key made here, and stays until the backend has
 * confirmed it or clearly refused it: so neither a lost answer nor a closed tab can lose it or store it twice.
 *
 * What is sent again by itself depends on how the backend tells a reply that comes twice (`capabilities.once`): by its key or
 * id, always; by content, when the backend's `find` does not know it, and a refusal as duplicate then means that it has arrived;
 * not at all, only when it certainly has not arrived, which again `find` can tell. All else is left to the reader.
 */
import { inTime } from './deadline.js';
import { OLDEST, pageOf } from './drafts.js';
import { CommentsError, toCommentsError, type CommentsErrorOptions, type ErrorCode } from './errors.js';
import { inOneTab } from './one-tab.js';
import { delayBefore, pause } from './retry.js';
import type { RecordStorage } from './storage.js';
import type { Backend, Comment, Draft, Posted, ThreadRef } from './types.js';

/** A reply that is stored here. */
export interface Unsent extends Draft {
  readonly version: 1;
  /** `waiting` for the network; `failed` when its fate is unknown and the reader has its text. */
  readonly state: 'sending' | 'waiting' | 'failed';
  /** The draft it was written as. */
  readonly draft: string | undefined;
  /** It was sent without an answer. */
  readonly maybeStored: boolean;
  /** Why it was not taken, where the reader was writing something else, and is still to see it. */
  readonly failure?: ErrorCode | undefined;
  /** When it was written, in milliseconds; for the age limit alone. */
  readonly at: number;
  /** What became of it, kept for a while for tabs that wanted to send the same. */
  readonly posted?: Posted;
}

/** Whose replies an outbox holds. */
export interface OutboxOf {
  readonly backend: Backend;
  readonly ref: ThreadRef;
  /** The account they are written with; none for guests. */
  readonly account?: string | undefined;
}

export interface SendOptions {
  /** Ends waiting for another try or another tab; a request that is under way goes on. */
  readonly signal?: AbortSignal | undefined;
  /** False to try once only. */
  readonly again?: boolean;
}

/** ms for which the outcome is remembered, … */
const MEMORY = 3_600_000;
/** … and of how many. */
const MOST = 20;

export class Outbox {
  readonly #of: OutboxOf;
  readonly #storage: RecordStorage;
  readonly #record: string;
  readonly #sending = new Map<string, Promise<Posted | 'waiting'>>();

  constructor(of: OutboxOf, storage: RecordStorage) {
    const { backend, ref, account } = of;
    this.#of = of;
    this.#storage = storage;
    this.#record = `outbox ${JSON.stringify([backend.name, backend.base ?? '', pageOf(ref.key), account ?? null])}`;
  }

  /**
   * Stores a reply, or finds the one with the same content that is stored already, in whatever tab it was written.
   * @param draft the draft it was written as: what was posted from that draft a moment ago, in another tab, is the same
   */
  async add(reply: Omit<Draft, 'key'>, draft?: string): Promise<Unsent> {
    const state = 'sending';
    const mine: Unsent = { ...reply, version: 1, key: newKey(), draft, state, maybeStored: false, at: Date.now() };
    const isSame = (other: Unsent) =>
      contentOf(other) === contentOf(mine) && (!other.posted || (draft !== undefined && other.draft === draft));
    const all = await this.#change((stored) => {
      const known = stored.find(isSame);
      if (known?.posted) return stored;
      // With the e-mail address again, which is not kept with what has failed.
      const next = known ? { ...known, ...reply, state: 'sending' as const, failure: undefined } : mine;
      return [...stored.filter((other) => other !== known), next];
    });
    return all.find(isSame) ?? mine;
  }

  /** What is neither confirmed nor refused, oldest first. */
  async all(): Promise<Unsent[]> {
    return (await this.#change((stored) => stored)).filter(({ posted }) => !posted);
  }

  /** Takes a reply back. */
  async remove(key: string): Promise<void> {
    await this.#change((stored) => stored.filter((other) => other.key !== key));
  }

  /** Keeps a reply that was not taken for the reader to see, on later visits, too. */
  async keep(unsent: Unsent, failure: ErrorCode): Promise<void> {
    const { key } = unsent;
    await this.#change((stored) => [
      ...stored.filter((other) => other.key !== key),
      { ...failed(stored.find((each) => each.key === key) ?? unsent), failure },
    ]);
  }

  /**
   * The reader has the text: what may have arrived keeps its key.
   * @returns whether it may have arrived
   */
  async handBack(key: string): Promise<boolean> {
    const all = await this.#change((stored) =>
      stored.flatMap((each) => (each.key !== key ? [each] : each.maybeStored ? [failed(each)] : [])),
    );
    return all.some((each) => each.key === key);
  }

  /**
   * Sends a stored reply, in one tab only.
   * @returns what became of it, or `waiting` where there is no network
   * @throws CommentsError when it was refused (then it is stored no longer), or may not have arrived (`maybeStored`)
   */
  send(key: string, options: SendOptions = {}): Promise<Posted | 'waiting'> {
    const sending =
      this.#sending.get(key) ??
      inOneTab(`commentariat ${key}`, () => this.#deliver(key, options), options.signal)
        .catch((thrown: unknown) => {
          throw toCommentsError(thrown);
        })
        .finally(() => this.#sending.delete(key));
    this.#sending.set(key, sending);
    return sending;
  }

  async #deliver(key: string, { signal, again = true }: SendOptions): Promise<Posted | 'waiting'> {
    for (let tries = 1; ; tries++) {
      const unsent = (await this.#change((stored) => stored)).find((each) => each.key === key);
      if (!unsent) throw new CommentsError('aborted', 'The reply was taken back.');
      if (unsent.posted) return unsent.posted;
      try {
        const posted = await this.#attempt(unsent);
        await this.#mark(key, { posted, maybeStored: false, guest: withoutEmail(unsent) });
        return posted;
      } catch (thrown) {
        const error = toCommentsError(thrown);
        const delay = again && this.#mayRepeat(error) ? delayBefore(error, tries) : undefined;
        if (isOffline() && again && this.#mayRepeat(error) && error.retryable) return await this.#wait(key);
        if (delay === undefined) throw await this.#fail(key, error);
        await pause(delay, signal);
      }
    }
  }

  async #attempt(unsent: Unsent): Promise<Posted> {
    const { key, maybeStored } = unsent;
    const { backend, ref } = this.#of;
    const { once } = backend.capabilities;
    const draft = draftOf(unsent);
    if (!backend.reply) throw new CommentsError('unsupported', `The ${backend.name} backend takes no replies.`);
    // Nobody could tell afterwards whether it has arrived.
    if (once === 'none' && isOffline()) throw new CommentsError('offline', 'There is no network.');
    const found = maybeStored && (await this.#find(draft));
    if (found) return found;
    if (maybeStored && once === 'none' && !backend.find)
      throw new CommentsError('offline', 'It may have arrived.', { maybeStored: true });
    // Before it is sent: a tab that is closed meanwhile leaves an unknown.
    await this.#mark(key, { maybeStored: true });
    try {
      const sent = backend.reply(ref, draft);
      return await inTime(async () => sent, { maybeStored: true });
    } catch (thrown) {
      const error = asSent(thrown);
      if (error.code === 'duplicate' && maybeStored && once === 'content') return held(draft);
      if (!error.maybeStored && (!maybeStored || backend.find)) await this.#mark(key, { maybeStored: false });
      throw error;
    }
  }

  /** What was sent without an answer may have arrived; asked only where sending again could store it twice. */
  async #find(draft: Draft): Promise<Posted | undefined> {
    const { backend, ref } = this.#of;
    const { once } = backend.capabilities;
    if (once === 'key' || once === 'id' || !backend.find) return undefined;
    const found = backend.find(ref, draft);
    return inTime(() => found).catch((thrown: unknown) => {
      throw new CommentsError(toCommentsError(thrown).code, 'It may have arrived.', {
        cause: thrown,
        maybeStored: true,
      });
    });
  }

  #mayRepeat({ maybeStored }: CommentsError): boolean {
    const { capabilities, find } = this.#of.backend;
    return /key|id/.test(capabilities.once) || !maybeStored || find !== undefined;
  }

  async #wait(key: string): Promise<'waiting'> {
    await this.#mark(key, { state: 'waiting' });
    return 'waiting';
  }

  /** A clear refusal ends it; what may have arrived keeps its key. The error tells what earlier tries have left open. */
  async #fail(key: string, error: CommentsError): Promise<CommentsError> {
    if (!(await this.handBack(key)) || error.maybeStored) return error;
    return new CommentsError(error.code, error.message, {
      ...(error as CommentsErrorOptions),
      cause: error,
      maybeStored: true,
    });
  }

  async #mark(key: string, change: Partial<Unsent>): Promise<void> {
    await this.#change((stored) => stored.map((each) => (each.key === key ? { ...each, ...change } : each)));
  }

  /** All that is stored in one record, so that no two tabs store the same. What is outdated goes on the way. */
  async #change(change: (stored: readonly Unsent[]) => Unsent[] | readonly Unsent[]): Promise<readonly Unsent[]> {
    const all = await this.#storage.change(this.#record, (stored) => {
      const next = change(unsentIn(stored)).filter(
        ({ posted }, index, { length }) => !posted || index >= length - MOST,
      );
      return next.length > 0 ? next : undefined;
    });
    return unsentIn(all);
  }
}

/** Whether the browser says that it has no network; what else it says is no promise. */
function isOffline(): boolean {
  return (globalThis as Partial<typeof globalThis>).navigator?.onLine === false;
}

function draftOf({ key, parentId, text, guest }: Unsent): Draft {
  return { key, text, ...(parentId !== undefined && { parentId }), ...(guest && { guest }) };
}

/** What makes two replies the same. The e-mail address is no part of it, since it is not kept. */
function contentOf({ parentId, text, guest }: Omit<Draft, 'key'>): string {
  return JSON.stringify([parentId ?? null, text, guest?.name ?? null, guest?.url ?? null]);
}

function withoutEmail({ guest }: Draft): NonNullable<Draft['guest']> {
  const { name, url } = guest ?? {};
  return { ...(name !== undefined && { name }), ...(url !== undefined && { url }) };
}

function failed(unsent: Unsent): Unsent {
  return { ...unsent, state: 'failed', failure: undefined, guest: withoutEmail(unsent) };
}

/** Anything but our own error leaves open whether it has arrived. */
function asSent(thrown: unknown): CommentsError {
  if (thrown instanceof CommentsError) return thrown;
  const { code, message } = toCommentsError(thrown);
  return new CommentsError(code, message, { cause: thrown, maybeStored: true });
}

/** It has arrived, and is shown to nobody yet: as its writer typed it. */
function held({ key, parentId, text, guest = {} }: Draft): Posted {
  const { name, url } = guest;
  const comment: Comment = {
    id: `~${key}`,
    kind: 'comment',
    state: 'pending',
    author: { ...(name !== undefined && { name }), ...(url !== undefined && { url }) },
    body: { kind: 'text', value: text },
    ...(parentId !== undefined && { parentId }),
  };
  return { state: 'pending', comment };
}

/** What is not outdated. What stands there may have been written by another version, or by anyone. */
export function unsentIn(raw: unknown): readonly Unsent[] {
  const all: readonly (Unsent | null)[] = Array.isArray(raw) ? raw : [];
  const now = Date.now();
  return all.flatMap((each) =>
    each?.version === 1 && isDraft(each) && now - each.at <= (each.posted ? MEMORY : OLDEST) ? [each] : [],
  );
}

function isDraft({ key, text, at, state }: Partial<Record<keyof Unsent, unknown>>): boolean {
  return [key, text, state].every((value) => typeof value === 'string') && typeof at === 'number';
}

/** A UUID (RFC 9562, version 4). `crypto.randomUUID` is missing on pages served without TLS. */
function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-');
}
