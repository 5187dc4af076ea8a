/**
 * Unfinished replies. A draft is the text alone: no name, no address, nothing that would need a reader's consent. Several tabs
 * agree by a counter, never by a clock: each writing is one higher than what it has met, and of two with the same count the
 * one of the higher-named tab counts, wherever they meet.
 */
import type { FindStorage, RecordStorage } from './storage.js';

/** Names one draft: where its reply would go, and as whom. */
export interface DraftPlace {
  /** Name and address of the backend. */
  readonly backend: string;
  /** What the backend calls the discussion. */
  readonly thread: string;
  readonly parentId?: string | undefined;
  /** The account it is written with; none for guests. */
  readonly account?: string | undefined;
}

/** A draft as it is kept. */
export interface KeptDraft {
  readonly version: 1;
  readonly text: string;
  /** Given with the first key and kept until the draft is removed: the same in every tab. */
  readonly id: string;
  readonly count: number;
  /** The tab that wrote it. */
  readonly tab: string;
  /** When it was written, in milliseconds; for the age limit alone. */
  readonly at: number;
}

/** Milliseconds until what is kept for a reader who does not come back is dropped. */
export const OLDEST = 30 * 86_400_000;
/** Begins the keys of drafts. */
export const PREFIX = 'draft ';
/** Stands before them where a page has written that was left at once. */
export const SYNC = 'commentariat:leaving ';

export interface DraftOptions {
  /** Where a page that is being left writes without waiting; the `localStorage` of the page, or nothing. */
  readonly leaving?: FindStorage;
  /** Name of this tab. */
  readonly tab?: string;
  readonly now?: () => number;
}

export class Drafts {
  readonly #storage: RecordStorage;
  readonly #leaving: FindStorage;
  readonly #now: () => number;
  readonly #tab: string;
  /** The highest count that was met, by key. */
  readonly #met = new Map<string, number>();
  readonly #ids = new Map<string, string>();

  constructor(storage: RecordStorage, { leaving = () => null, now = Date.now, tab = newName() }: DraftOptions = {}) {
    this.#storage = storage;
    this.#leaving = leaving;
    this.#now = now;
    this.#tab = tab;
  }

  /** The draft of a place, if there is one; for an account also what was written there before it was logged in. */
  async load(place: DraftPlace): Promise<KeptDraft | undefined> {
    const own = await this.#read(keyOf(place));
    if (own || place.account === undefined) return own;
    const guest = { ...place, account: undefined };
    const found = await this.#read(keyOf(guest));
    if (!found) return undefined;
    const moved = await this.save(place, found.text);
    await this.remove(guest);
    return moved;
  }

  /** Keeps a text; an empty one removes the draft. */
  async save(place: DraftPlace, text: string): Promise<KeptDraft | undefined> {
    if (!text.trim()) {
      await this.remove(place);
      return undefined;
    }
    const key = keyOf(place);
    const kept = readDraft(await this.#storage.change(key, (stored) => this.#next(key, text, readDraft(stored))));
    if (!this.#storage.failing) this.#unleave(key);
    this.#meet(key, kept);
    return kept;
  }

  /** Names the draft of a place, whether it is kept yet or not. */
  idOf(place: DraftPlace): string {
    const key = keyOf(place);
    const id = this.#ids.get(key) ?? newName();
    this.#ids.set(key, id);
    return id;
  }

  /** Keeps a text without waiting, as far as the browser can do that: for a page that is being left. */
  leave(place: DraftPlace, text: string): void {
    const key = keyOf(place);
    try {
      this.#leaving()?.setItem(SYNC + key, JSON.stringify(this.#next(key, text, undefined)));
    } catch {
      // Forbidden or full: what was written before counts.
    }
  }

  /**
   * Removes a draft. With a `text`, only where it is that which is kept: another tab may have gone on writing.
   * @returns whether there is none now
   */
  async remove(place: DraftPlace, text?: string): Promise<boolean> {
    const key = keyOf(place);
    // At once: what is written there from now on is another draft, also while the storage is still busy with this one.
    this.#ids.delete(key);
    const left = await this.#storage.change(key, (stored) => {
      const kept = readDraft(stored);
      const stays = kept && text !== undefined && kept.text.trim() !== text.trim();
      if (stays) this.#meet(key, kept);
      else this.#count(key, kept);
      return stays ? stored : undefined;
    });
    if (left !== undefined) return false;
    this.#unleave(key);
    return true;
  }

  async #read(key: string): Promise<KeptDraft | undefined> {
    const stored = readDraft(await this.#storage.change(key, (found) => found));
    const kept = this.#fresh(later(stored, this.#left(key)));
    this.#meet(key, kept);
    return kept;
  }

  #next(key: string, text: string, stored: KeptDraft | undefined): KeptDraft {
    const count = Math.max(this.#met.get(key) ?? 0, stored?.count ?? 0) + 1;
    const id = this.#ids.get(key) ?? stored?.id ?? newName();
    return { version: 1, text, id, count, tab: this.#tab, at: this.#now() };
  }

  #meet(key: string, kept: KeptDraft | undefined): void {
    this.#count(key, kept);
    if (kept) this.#ids.set(key, kept.id);
  }

  #count(key: string, kept: KeptDraft | undefined): void {
    this.#met.set(key, Math.max(this.#met.get(key) ?? 0, kept?.count ?? 0));
  }

  /** A clock that was set back makes nothing old. */
  #fresh(kept: KeptDraft | undefined): KeptDraft | undefined {
    return kept && this.#now() - kept.at <= OLDEST ? kept : undefined;
  }

  #left(key: string): KeptDraft | undefined {
    try {
      return readDraft(JSON.parse(this.#leaving()?.getItem(SYNC + key) ?? 'null'));
    } catch {
      return undefined;
    }
  }

  #unleave(key: string): void {
    try {
      this.#leaving()?.removeItem(SYNC + key);
    } catch {
      // Forbidden: then nothing is there either.
    }
  }
}

/** Of two versions the one that was written later, by count and name of the tab. */
export function later(a: KeptDraft | undefined, b: KeptDraft | undefined): KeptDraft | undefined {
  if (!a || !b) return a ?? b;
  return a.count === b.count ? (a.tab > b.tab ? a : b) : a.count > b.count ? a : b;
}

/** The key of a place. */
export function keyOf({ backend, thread, parentId, account }: DraftPlace): string {
  return PREFIX + JSON.stringify([backend, pageOf(thread), parentId ?? null, account ?? null]);
}

/** What a discussion is called. Addresses of one page count as one: with or without a closing slash, a fragment, TLS. */
export function pageOf(thread: string): string {
  return /^(https?:\/)?\//.test(thread) ? thread.replace(/^https?:|#.*$|\/+(?=[?#]|$)/g, '') : thread;
}

/** What stands there may have been written by another version, or by anyone: anything but a draft is none. */
export function readDraft(raw: unknown): KeptDraft | undefined {
  const { version, text, id, count, tab, at } = Object(raw) as Partial<Record<keyof KeptDraft, unknown>>;
  if (version !== 1 || typeof text !== 'string' || typeof tab !== 'string' || typeof id !== 'string') return undefined;
  return typeof count === 'number' && typeof at === 'number' ? { version, text, id, count, tab, at } : undefined;
}

function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36).padStart(7, '0')).join('');
}
