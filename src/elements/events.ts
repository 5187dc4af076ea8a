import type { CommentsError } from '../core/errors.js';
import type { Comment } from '../core/types.js';

/** Events about reading. All events bubble and are not composed: they are dispatched on the element the page has placed. */
const NOTICE: EventInit = { bubbles: true };

/** A page of comments has come and is shown. */
export class CommentLoadEvent extends Event {
  readonly comments: readonly Comment[];

  /** @param comments everything that is loaded now. */
  constructor(comments: readonly Comment[]) {
    super('comment-load', NOTICE);
    this.comments = comments;
  }
}

/** Reading failed, or items of an answer could not be read. Nothing is thrown on the page; the reader sees a text. */
export class CommentErrorEvent extends Event {
  readonly error: CommentsError;

  constructor(error: CommentsError) {
    super('comment-error', NOTICE);
    this.error = error;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'comment-load': CommentLoadEvent;
    'comment-error': CommentErrorEvent;
  }
}
