import type { CommentsError } from '../core/errors.js';
import type { Post } from '../core/types.js';

/** Events about articles. They bubble and are not composed, as all events of this package. */
const NOTICE: EventInit = { bubbles: true };

/** The article has come and is shown. */
export class ArticleLoadEvent extends Event {
  readonly post: Post;

  constructor(post: Post) {
    super('article-load', NOTICE);
    this.post = post;
  }
}

/** The article could not be loaded. */
export class ArticleErrorEvent extends Event {
  readonly error: CommentsError;

  constructor(error: CommentsError) {
    super('article-error', NOTICE);
    this.error = error;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'article-load': ArticleLoadEvent;
    'article-error': ArticleErrorEvent;
  }
}
