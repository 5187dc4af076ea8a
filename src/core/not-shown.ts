import { shown, type DiscussionState } from './discussion.js';

/**
 * How many responses the backend counts that cannot be shown although everything is loaded: 8 counted and 7 here gives 1.
 * 0 while more can be loaded.
 */
export function notShown(state: DiscussionState): number {
  return state.more || !state.count ? 0 : Math.max(0, state.count.total - shown(state));
}
