import { shown, type DiscussionState } from './discussion.js';
import type { Thread } from './tree.js';

/** Counted once for each thread, and not at all for one that has but grown: a thread is drawn more often than it changes. */
const counted = new WeakMap<Thread, number>();

function countShown(state: DiscussionState): number {
  const { grown } = state.thread;
  const before = grown && counted.get(grown.from);
  return before === undefined ? shown(state) : before + Number(grown?.at.comment.state === 'published');
}

/**
 * How many responses the backend counts that cannot be shown although everything is loaded: 8 counted and 7 here gives 1.
 * 0 while more can be loaded.
 */
export function notShown(state: DiscussionState): number {
  const { count, more, thread } = state;
  if (more || !count) return 0;
  const here = counted.get(thread) ?? countShown(state);
  counted.set(thread, here);
  return Math.max(0, count.total - here);
}
