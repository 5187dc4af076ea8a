import { shown } from '../core/discussion.js';
import { addEnglish } from '../core/messages.js';
import type { ThreadNode } from '../core/tree.js';
import type { ThreadView } from './comment.js';

/**
 * What an ordinary thread does not show (thread-extras.ts): empty until it has been brought. A thread is drawn without it
 * where it cannot be brought, and asked for again with each redraw. What must be there without a network stands elsewhere: an
 * error, and the way to try again.
 */
export let extras: Partial<typeof import('./thread-extras.js')> = {};

/** Gives all threads of the page what was loaded. The texts are added here, where no bundler takes that for needless. */
export function extend(loaded: typeof import('./thread-extras.js')): void {
  addEnglish(loaded.enExtras);
  loaded.styleControls();
  extras = loaded;
}

/** Loads the extras where this thread has something for them to show, so that it can be drawn at once. Never rejects. */
export async function prepareExtras(view: ThreadView): Promise<void> {
  if (extras.notices || !isRare(view)) return;
  await import('./thread-extras.js').then(extend, () => undefined);
}

/** What a reader does is not asked for here: thread-controls.ts brings the extras along. */
function isRare(view: ThreadView): unknown {
  const { comments, count, more, policy, status, thread } = view.state;
  return (
    more ||
    thread.pings.length ||
    view.avatars === 'image' ||
    status === 'error' ||
    (status === 'ready' && !comments.length) ||
    (count && count.total !== shown(view.state)) ||
    /closed|login/.test(policy.access) ||
    [...thread.byId.values()].some((node) => isRareComment(node, view))
  );
}

/** Whether a comment shows anything that an ordinary one does not. */
export function isRareComment({ comment, depth, orphan }: ThreadNode, { maxDepth }: ThreadView): unknown {
  const { author, cite, editedAt, state } = comment;
  return (
    orphan ||
    depth > Math.min(3, maxDepth) ||
    cite ||
    editedAt ||
    state !== 'published' ||
    author.provider ||
    author.role === 'moderator'
  );
}
