/** One more reply in a thread, without building it anew: apart from tree.ts because only those who write need it. */
import type { Growing, Thread } from './tree.js';
import type { Comment } from './types.js';

/**
 * Puts a reply behind the others of its comment. The nodes are those of the thread that was given, which has it from then on, too.
 * @returns undefined where the reply would not come last, or moves anything else: then the thread must be built
 */
export function growThread(thread: Thread, comment: Comment): Thread | undefined {
  const { roots } = thread;
  const byId = thread.byId as Map<string, Growing>;
  const { id, kind, parentId, publishedAt = '' } = comment;
  const parent = byId.get(parentId ?? '');
  if (!parent || kind !== 'comment' || byId.has(id)) return undefined;
  const last = parent.children.at(-1)?.comment.publishedAt ?? '';
  const isAwaited = roots.some(({ orphan, comment: root }) => orphan && root.parentId === id);
  if (!(publishedAt > last) || isAwaited) return undefined;
  const at = newNode(comment, parent);
  parent.children.push(at);
  for (let above: Growing | undefined = parent; above; above = above.parent) above.descendants += 1;
  byId.set(id, at);
  return { ...thread, grown: { from: thread, at } };
}

function newNode(comment: Comment, parent: Growing): Growing {
  return { comment, parent, children: [], depth: parent.depth + 1, number: undefined, orphan: false, descendants: 0 };
}
