/**
 * Copies of threads, to be read when the network is gone: the first comments of the threads that were read last. A copy holds
 * what every reader may see, and nothing of who was reading.
 */
import type { DiscussionState } from './discussion.js';
import { OLDEST, pageOf } from './drafts.js';
import { withRare } from './fields.js';
import { readPage } from './parse.js';
import type { RecordStorage } from './storage.js';
import type { Comment, Page } from './types.js';

/** Names the thread of a copy. */
export interface CopyPlace {
  /** Name and address of the backend. */
  readonly backend: string;
  /** What the backend calls the discussion. */
  readonly thread: string;
}

/** What is copied of the state of a discussion. */
export type Loaded = Pick<DiscussionState, 'comments' | 'count' | 'policy' | 'providers' | 'title'>;

export interface Copy {
  readonly page: Page;
  /** When it was loaded, in milliseconds. */
  readonly at: number;
}

const PREFIX = 'copy ';
/** So many threads are kept, those that were loaded last. */
export const COPIES = 20;
/** So many comments of each. */
export const COPIED = 200;

/** Keeps a copy of what was loaded at a time in milliseconds, and lets go of the oldest. */
export async function keepCopy(
  storage: RecordStorage,
  place: CopyPlace,
  { comments, count, policy, providers, title }: Loaded,
  at: number,
): Promise<void> {
  const kept = comments.filter(isPublic).slice(0, COPIED);
  // Nothing of who was reading.
  const page = { comments: kept, count, policy: { ...policy, as: undefined }, providers, title };
  await storage.change(keyOf(place), () => ({ version: 1, at, page }));
  await sweep(storage);
}

/** The copy of a thread, if there is one that can be read. */
export async function findCopy(
  storage: RecordStorage,
  place: CopyPlace,
  base: string | undefined,
  now = Date.now(),
): Promise<Copy | undefined> {
  const stored = await storage.change(keyOf(place), (found) => found);
  const at = timeOf(stored);
  if (now - at > OLDEST) return undefined;
  const { page } = stored as { page?: unknown };
  // Whoever else wrote under our name may have written anything.
  return withRare(() => ({ page: readPage(page, base), at })).catch(() => undefined);
}

/** The backend says that there is nothing to read here any more. */
export async function dropCopy(storage: RecordStorage, place: CopyPlace): Promise<void> {
  await storage.change(keyOf(place), () => undefined);
}

async function sweep(storage: RecordStorage): Promise<void> {
  const all = await storage.list(PREFIX);
  const oldest = all.sort(([, a], [, b]) => timeOf(b) - timeOf(a)).slice(COPIES);
  for (const [key] of oldest) await storage.change(key, () => undefined);
}

/** When a copy was kept; of anything else, never. */
function timeOf(stored: unknown): number {
  const { version, at } = Object(stored) as { version?: unknown; at?: unknown };
  return version === 1 && typeof at === 'number' ? at : -Infinity;
}

/** What waits for moderation is shown to its writer alone. */
function isPublic({ state }: Comment): boolean {
  return state !== 'pending';
}

function keyOf({ backend, thread }: CopyPlace): string {
  return PREFIX + JSON.stringify([backend, pageOf(thread)]);
}
