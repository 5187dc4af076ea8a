import type { MessageKey } from '../core/messages.js';
import type { Posted } from '../core/types.js';

/** The text that tells what became of a reply. */
export function postedText({ comment, state }: Posted): MessageKey {
  if (state === 'pending') return 'result.pending';
  return comment.parentId ? 'result.postedReply' : 'result.posted';
}
