import type { DiscussionState } from '../core/discussion.js';
import type { BodyRenderer } from './body.js';
import type { ThreadView } from './comment.js';
import type { CommentThread } from './comment-thread.js';
import type { ThreadInside } from './thread-controls.js';

/** How often "3 minutes ago" is redrawn, in milliseconds. */
export const TICK = 60_000;
/** How long dates are told by how long ago they were, with a day to spare, in milliseconds. */
const RELATIVE = 31 * 86_400_000;
/** Levels of replies that the widest column indents. */
const DEEPEST = 6;

/** What a thread looked like when it was drawn last. */
const looks = new WeakMap<ThreadInside, readonly unknown[]>();

/** What the parts of a thread need to know of it to draw a state. */
export function viewOf(
  thread: CommentThread,
  inside: ThreadInside,
  bodies: BodyRenderer,
  state: DiscussionState,
  canReply: boolean,
  headingLevel: number,
): ThreadView {
  const { dates, avatars, numbers } = thread;
  const now = Date.now();
  const words = inside.words();
  const maxDepth = thread.threading === 'flat' ? 0 : Math.max(0, Math.min(DEEPEST, thread.maxDepth));
  const base = inside.store.discussion?.backend.base;
  return {
    ...{ state, words, dates, avatars, numbers, maxDepth, headingLevel, base, canReply },
    ...{ now, bodies, marks: inside.marks },
    minute: Math.floor(now / TICK),
    recent: new Date(now - RELATIVE).toISOString(),
    look: lookOf(inside, [
      ...[dates, avatars, numbers, words, maxDepth, headingLevel, base, canReply],
      ...[state.providers, thread.getAttribute('pictures')],
    ]),
    hasForm: canReply && thread.composer !== 'none',
  };
}

/** The same object as before where nothing in it has changed. */
function lookOf(inside: ThreadInside, look: readonly unknown[]): object {
  const before = looks.get(inside);
  if (before && look.every((value, index) => value === before[index])) return before;
  looks.set(inside, look);
  return look;
}
