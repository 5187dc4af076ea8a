/** Registers all elements. */
export * from './article-events.js';
export { ArticleView } from './article-view.js';
export { CommentCount } from './comment-count.js';
export { CommentThread } from './comment-thread.js';
export * from './control-events.js';
export * from './events.js';
export * from './identity-events.js';
export { ReplyForm } from './reply-form.js';
