/** Which comments a reader was answering when they left. Apart from the drafts, because it is asked once, for a form that comes. */
import { OLDEST, pageOf, PREFIX, readDraft, type DraftPlace } from './drafts.js';
import type { RecordStorage } from './storage.js';

/** Places of one discussion that have drafts, other than its own: ids of the comments that are answered, newest first. */
export async function answered(
  storage: RecordStorage,
  { backend, thread, account }: DraftPlace,
  now = Date.now(),
): Promise<string[]> {
  const found = (await storage.list(PREFIX)).flatMap(([key, value]) => {
    const place = placeOf(key);
    const isOne =
      place?.backend === backend && place.thread === pageOf(thread) && (place.account ?? account) === account;
    const kept = isOne && readDraft(value);
    return kept && now - kept.at <= OLDEST && place.parentId !== undefined ? [{ id: place.parentId, at: kept.at }] : [];
  });
  return found.sort((a, b) => b.at - a.at).map(({ id }) => id);
}

function placeOf(key: string): DraftPlace | undefined {
  try {
    const [backend, thread, parentId, account] = JSON.parse(key.slice(PREFIX.length)) as (string | null)[];
    return {
      backend: backend ?? '',
      thread: thread ?? '',
      parentId: parentId ?? undefined,
      account: account ?? undefined,
    };
  } catch {
    return undefined;
  }
}
