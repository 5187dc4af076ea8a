import type { Comment, Count } from './types.js';

/** Counts the published responses of a thread, for sources that hold the comments but no number. */
export function countComments(all: readonly Comment[]): Count {
  let [comments, pings, roots] = [0, 0, 0];
  for (const { kind, parentId, state } of all) {
    if (state !== 'published') continue;
    if (kind !== 'comment') pings += 1;
    else comments += 1;
    if (kind === 'comment' && parentId === undefined) roots += 1;
  }
  return { total: comments + pings, comments, pings, roots };
}
