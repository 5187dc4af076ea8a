/**
 * Where records outlive the page, such as the draft of a reply. Two methods are enough for all of it, and so few that anything
 * can be such a storage: IndexedDB, `sessionStorage`, a `Map`.
 */
export interface RecordStorage {
  /**
   * Replaces what stands under a key in one step, which no other tab can come between. The function is given what stands there
   * (`undefined` where nothing does) and returns what shall; `undefined` removes it, the same object leaves it.
   * @returns what stands there afterwards
   */
  change(key: string, change: (stored: unknown) => unknown): Promise<unknown>;
  /** Every record whose key begins so. */
  list(prefix: string): Promise<(readonly [key: string, value: unknown])[]>;
  /** What was changed last is gone with the page. */
  readonly failing?: boolean;
}

/** Keeps records as long as the page lives. */
export function memoryStorage(records = new Map<string, unknown>()): RecordStorage {
  return {
    change: async (key, change) => {
      const value = change(records.get(key));
      if (value === undefined) records.delete(key);
      else records.set(key, value);
      return value;
    },
    list: async (prefix) => [...records].filter(([key]) => key.startsWith(prefix)),
  };
}

/** What a page says about its storage: it may be missing, forbidden or full at any time. */
export type FindStorage = () => Storage | null | undefined;

/** Marks the entries that are ours. */
const OURS = 'commentariat:';

/**
 * Keeps records as JSON in a `Storage` of the browser, such as `sessionStorage`: as long as the tab lives.
 * @param find is asked for each step, since the mere look at a forbidden storage throws.
 */
export function webStorage(find: FindStorage): RecordStorage {
  return {
    change: async (key, change) => {
      const storage = opened(find);
      const value = change(parsed(storage.getItem(OURS + key)));
      if (value === undefined) storage.removeItem(OURS + key);
      else storage.setItem(OURS + key, JSON.stringify(value));
      return value;
    },
    list: async (prefix) => {
      const storage = opened(find);
      const keys = Object.keys(storage).filter((key) => key.startsWith(OURS + prefix));
      return keys.map((key) => [key.slice(OURS.length), parsed(storage.getItem(key))] as const);
    },
  };
}

function opened(find: FindStorage): Storage {
  const storage = find();
  if (!storage) throw new Error('There is no storage.');
  return storage;
}

/** Whoever else wrote under our name may have written anything. */
function parsed(json: string | null): unknown {
  try {
    return json === null ? undefined : (JSON.parse(json) as unknown);
  } catch {
    return undefined;
  }
}

/**
 * A storage that never rejects: what the first one cannot keep is kept in memory, and that is told once, with the first
 * failure. It is asked again for each step, since a storage that was full may have room later.
 */
export class GuardedStorage implements RecordStorage {
  readonly #first: RecordStorage;
  readonly #records = new Map<string, unknown>();
  readonly #memory = memoryStorage(this.#records);
  readonly #onFailure: () => void;
  /** The last step found no room, or no storage. */
  failing = false;

  /** @param onFailure is called when something is kept in memory only, for the first time. */
  constructor(first: RecordStorage, onFailure: () => void = () => {}) {
    this.#first = first;
    this.#onFailure = onFailure;
  }

  async change(key: string, change: (stored: unknown) => unknown): Promise<unknown> {
    let found: unknown;
    try {
      const value = await this.#first.change(key, (stored) => change((found = this.#records.get(key) ?? stored)));
      this.#records.delete(key);
      this.failing = false;
      return value;
    } catch {
      // What could be read, though not replaced, is what this goes on from.
      if (found !== undefined && !this.#records.has(key)) this.#records.set(key, found);
      const value = await this.#memory.change(key, change);
      // Whoever has nothing to keep need not know.
      if (value !== undefined) this.#fail();
      return value;
    }
  }

  async list(prefix: string): Promise<(readonly [key: string, value: unknown])[]> {
    const lasting = await this.#first.list(prefix).catch(() => []);
    return [...new Map([...lasting, ...(await this.#memory.list(prefix))])];
  }

  #fail(): void {
    const before = this.failing;
    this.failing = true;
    if (!before) this.#onFailure();
  }
}
