import { shown, type DiscussionState } from './discussion.js';
import type { Comment } from './types.js';

/** Counted once for each list: a thread is drawn more often than it changes. */
const counted = new WeakMap<readonly Comment[], number>();

/**
 * How many responses the backend counts that cannot be shown although everything is loaded: 8 counted and 7 here gives 1.
 * 0 while more can be loaded.
 */
export function notShown(state: DiscussionState): number {
  const { comments, count, more } = state;
  if (more || !count) return 0;
  const here = counted.get(comments) ?? shown(state);
  counted.set(comments, here);
  return Math.max(0, count.total - here);
}
