import type { Reply } from '../core/discussion.js';
import type { CommentsError } from '../core/errors.js';
import type { Comment, Posted } from '../core/types.js';

/** Events about what a reader does; they bubble and are not composed. Those that announce something can be cancelled. */
const NOTICE: EventInit = { bubbles: true };
const REQUEST: EventInit = { bubbles: true, cancelable: true };

/** The reader pressed Reply. Cancel it to open something else than the form. */
export class CommentReplyEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('comment-reply', REQUEST);
    this.comment = comment;
  }
}

/** The reader cancelled a reply. */
export class CommentCancelEvent extends Event {
  constructor() {
    super('comment-cancel', NOTICE);
  }
}

/** A checked reply is about to be sent. Cancel it to keep it in the form. */
export class CommentBeforePostEvent extends Event {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('comment-before-post', REQUEST);
    this.reply = reply;
  }
}

/**
 * A reply was stored; `posted.state` says whether others can see it. Cancel it where a form stands alone to tell the reader
 * yourself; a thread has its own way to do so.
 */
export class CommentPostEvent extends Event {
  readonly posted: Posted;
  /** It had waited here, for the network or since an earlier visit: the reader may be somewhere else now. */
  readonly late: boolean;

  constructor(posted: Posted, late = false) {
    super('comment-post', REQUEST);
    this.posted = posted;
    this.late = late;
  }
}

/** A reply was refused or could not be sent. The reader's text is still in the form. */
export class CommentPostErrorEvent extends Event {
  readonly error: CommentsError;
  readonly reply: Reply;

  constructor(error: CommentsError, reply: Reply) {
    super('comment-post-error', NOTICE);
    this.error = error;
    this.reply = reply;
  }
}

/** The reader collapsed or expanded a comment. */
export class CommentToggleEvent extends Event {
  readonly comment: Comment;
  readonly open: boolean;

  constructor(comment: Comment, open: boolean) {
    super('comment-toggle', NOTICE);
    this.comment = comment;
    this.open = open;
  }
}

/** The page's address names a comment that is about to be shown. Cancel it to handle the address yourself. */
export class CommentPermalinkEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('comment-permalink', REQUEST);
    this.comment = comment;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'comment-reply': CommentReplyEvent;
    'comment-cancel': CommentCancelEvent;
    'comment-before-post': CommentBeforePostEvent;
    'comment-post': CommentPostEvent;
    'comment-post-error': CommentPostErrorEvent;
    'comment-toggle': CommentToggleEvent;
    'comment-permalink': CommentPermalinkEvent;
  }
}
