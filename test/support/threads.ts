import assert from 'node:assert/strict';
import { buildThread, type Thread, type ThreadNode, type ThreadOptions } from '../../src/core/tree.js';
import type { Comment } from '../../src/core/types.js';

/** Builds a thread and checks what is true of every thread: each comment once, all figures and links in agreement. */
export function threadOf(comments: readonly Comment[], options?: ThreadOptions): Thread {
  const thread = buildThread(comments, options);
  const seen = new Set<ThreadNode>(thread.roots);
  for (const node of seen) {
    assert.equal(thread.byId.get(node.comment.id), node);
    assert.equal(node.depth, node.parent === undefined ? 0 : node.parent.depth + 1);
    const below = node.children.reduce((sum, child) => sum + 1 + child.descendants, 0);
    assert.equal(node.descendants, below);
    assert.equal(node.number === undefined, node.parent !== undefined);
    for (const child of node.children) {
      assert.equal(child.parent, node);
      assert.equal(child.comment.parentId, node.comment.id);
      assert.ok(!seen.has(child), `${child.comment.id} is in two places`);
      seen.add(child);
    }
  }
  const ids = new Set(comments.map(({ id }) => id));
  assert.equal(seen.size + thread.pings.length, ids.size, 'a comment is missing');
  assert.equal(thread.byId.size, seen.size);
  return thread;
}

/** The tree in words, such as `1(2 3(4)) 5?`; a question mark is an orphan. Not for deep trees. */
export function shape(nodes: readonly ThreadNode[]): string {
  const word = ({ comment, orphan, children }: ThreadNode) =>
    comment.id + (orphan ? '?' : '') + (children.length > 0 ? `(${shape(children)})` : '');
  return nodes.map(word).join(' ');
}
