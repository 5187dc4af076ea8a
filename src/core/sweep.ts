/**
 * Puts in order what this browser keeps, once on each page: what is outdated goes, and what a page has kept that was left at
 * once comes to where it belongs. Apart from what keeps it, because hardly anything waits for it: it comes with thread-copy.ts.
 * Other tabs go on meanwhile: whatever goes is looked at once more in the step that removes it.
 */
import { later, OLDEST, PREFIX, readDraft, SYNC } from './drafts.js';
import { unsentIn } from './outbox.js';
import type { FindStorage, RecordStorage } from './storage.js';

/** So many drafts are kept, the newest. */
const MOST = 100;

/** @param leaving where a page that is being left writes; the same as for the drafts. */
export async function sweep(storage: RecordStorage, leaving: FindStorage): Promise<void> {
  try {
    await bringIn(storage, leaving());
  } catch {
    // Forbidden: then nothing is there either.
  }
  await sweepDrafts(storage);
  for (const [key] of await storage.list('outbox ')) await storage.change(key, freshUnsent);
  for (const [key] of await storage.list('copy '))
    await storage.change(key, (stored) => (Date.now() - timeOf(stored) > OLDEST ? undefined : stored));
}

async function bringIn(storage: RecordStorage, page: Storage | null | undefined): Promise<void> {
  for (const key of Object.keys(page ?? {}).filter((each) => each.startsWith(SYNC))) {
    const left = page?.getItem(key) ?? '';
    const draft = readDraft(parsed(left));
    await storage.change(key.slice(SYNC.length), (stored) => {
      const newest = later(readDraft(stored), draft);
      if (newest !== draft) return stored;
      return newest?.text.trim() ? newest : undefined;
    });
    // Another tab may have left since.
    if (!storage.failing && page?.getItem(key) === left) page.removeItem(key);
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

async function sweepDrafts(storage: RecordStorage): Promise<void> {
  const drafts = (await storage.list(PREFIX)).map(([key, value]) => [key, timeOf(readDraft(value))] as const);
  for (const [index, [key, at]] of drafts.sort(([, a], [, b]) => b - a).entries())
    if (index >= MOST || Date.now() - at > OLDEST)
      await storage.change(key, (stored) => (timeOf(readDraft(stored)) === at ? undefined : stored));
}

function freshUnsent(stored: unknown): unknown {
  const fresh = unsentIn(stored);
  if (Array.isArray(stored) && fresh.length === stored.length) return stored;
  return fresh.length > 0 ? fresh : undefined;
}

/** When something was kept; of anything else, never. A clock that was set back makes nothing old. */
function timeOf(kept: unknown): number {
  const { at } = Object(kept) as { at?: unknown };
  return typeof at === 'number' ? at : -Infinity;
}
