/**
 * The way a reply goes out: once. Apart from discussion.ts because only those who write need it; the form brings it along.
 */
import { merge, type Discussion, type Reply } from './discussion.js';
import { Outbox } from './outbox.js';
import { memoryStorage } from './storage.js';
import { growThread } from './tree-growth.js';
import type { Comment, Count, Posted } from './types.js';

const outboxes = new WeakMap<Discussion, Outbox>();

/**
 * Sends a reply and shows it. The same content that is being sent already is not sent again, and content that was sent
 * before without an answer goes out under the key it had. It is tried once.
 * @throws CommentsError when it was refused, or may not have arrived (`maybeStored`)
 */
export async function sendReply(discussion: Discussion, reply: Reply): Promise<Posted> {
  let outbox = outboxes.get(discussion);
  if (!outbox) outboxes.set(discussion, (outbox = new Outbox(discussion, memoryStorage())));
  const { key } = await outbox.add(reply);
  const posted = await outbox.send(key, { again: false });
  if (posted === 'waiting') throw new Error('Nothing waits that is tried once.');
  showPosted(discussion, posted);
  return posted;
}

/** Puts a comment that was just stored into what is shown, and counts it, once. */
export function showPosted(discussion: Discussion, posted: Posted): void {
  const { comments, count, mine, sort, thread } = discussion.state;
  const { comment } = posted;
  if (mine.has(comment.id)) return;
  const grown = sort === 'replies' ? undefined : growThread(thread, comment);
  discussion.set({
    comments: grown ? [...comments, comment] : merge(comments, [comment]),
    ...(grown && { thread: grown }),
    count: posted.count ?? countWith(count, comment),
    mine: new Set([...mine, comment.id]),
  });
}

/** The count after a comment was stored, for backends that do not send a new one. */
function countWith(count: Count | undefined, { state, parentId }: Comment): Count | undefined {
  if (!count || state !== 'published') return count;
  const { total, comments, roots } = count;
  return {
    ...count,
    total: total + 1,
    ...(comments !== undefined && { comments: comments + 1 }),
    ...(roots !== undefined && parentId === undefined && { roots: roots + 1 }),
  };
}
