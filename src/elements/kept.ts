/** What this page keeps in the reader's browser for its forms: one storage of each kind, shared by all of them. */
import type { answered } from '../core/answered.js';
import { Drafts } from '../core/drafts.js';
import { keep } from '../core/kept-parts.js';
import { indexedDbStorage } from '../core/indexed-db.js';
import { GuardedStorage, memoryStorage, webStorage, type FindStorage, type RecordStorage } from '../core/storage.js';
import { page } from './page.js';
import type { Discussion } from '../core/discussion.js';
import type { ReplyPolicy } from '../core/types.js';

/** How long unsent texts are kept: in the browser, as long as the tab lives, or as long as the page does. */
export type DraftsKept = 'local' | 'session' | 'none';

export interface Kept {
  readonly storage: GuardedStorage;
  readonly drafts: Drafts;
  /**
   * Resolves when what pages have kept that were left at once has come to the other drafts, with the way to find those of answers;
   * undefined where its file did not load.
   */
  readonly swept: Promise<typeof answered | undefined>;
}

const kept = new Map<DraftsKept, Kept>();
const listeners = new Set<() => void>();
/** The reader has been told that nothing can be kept. */
let told = false;

const STORAGES = {
  local: () => whenShown(indexedDbStorage()),
  session: () => webStorage(() => sessionStorage),
  none: () => memoryStorage(),
};
const LEAVING: Record<DraftsKept, FindStorage> = {
  local: () => localStorage,
  // It writes without waiting anyway.
  session: () => null,
  none: () => null,
};

/** A page that is prepared before anyone has asked for it leaves the storage alone; what waits there is sent when it is shown. */
function whenShown({ change, list }: RecordStorage): RecordStorage {
  const { prerendering } = page as { readonly prerendering?: boolean };
  const shown = prerendering && new Promise((resolve) => page.addEventListener('prerenderingchange', resolve));
  return {
    change: async (...step) => (await shown, change(...step)),
    list: async (prefix) => (await shown, list(prefix)),
  };
}

export function keptIn(kind: DraftsKept): Kept {
  const known = kept.get(kind);
  if (known) return known;
  const storage = new GuardedStorage(STORAGES[kind](), () => listeners.forEach((listener) => listener()));
  const leaving = LEAVING[kind];
  const swept = import('./thread-copy.js')
    .then(async (rare) => {
      await rare.sweep(storage, leaving);
      return rare.answered;
    })
    .catch(() => undefined);
  const made = { storage, drafts: new Drafts(storage, { leaving }), swept };
  kept.set(kind, made);
  return made;
}

/** Calls `listener` when the first thing could not be kept; returns the function that ends this. */
export function onNotKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True for the first form that asks, where something could not be kept: the reader is told once. */
export function mayTell(): boolean {
  const first = !told && [...kept.values()].some(({ storage }) => storage.failing);
  told ||= first;
  return first;
}

/** Erases every draft and every comment that was not sent; what stands in open forms stays there. */
async function forgetUnsent(): Promise<void> {
  for (const { storage } of kept.values()) {
    for (const [key] of await storage.list('')) await storage.change(key, () => undefined);
  }
}

keep('drafts', forgetUnsent);

/** The name of a backend with its address. */
export function backendId({ backend }: Discussion): string {
  return `${backend.name} ${backend.base ?? ''}`.trim();
}

/** The account that replies are written with, told from others of the same name; none for guests. */
export function accountOf(policy: ReplyPolicy | undefined): string | undefined {
  const as = policy?.as;
  return as && [as.name, as.provider, as.url].join(' ').trim();
}
