/**
 * What a page gets by a script tag, without a build step: threads at once, everything else when the page shows that it is
 * needed. Backends, languages, the sanitizer and the reply form come as they do elsewhere; the other elements come with
 * the first of their tags.
 */
export { allowMarkup, forget, registerMessages } from './cdn-first.js';
export { Discussion } from './core/discussion.js';
export { CommentsError } from './core/errors.js';
export { createBackend, registerBackend } from './core/registry.js';
export { CommentThread } from './elements/comment-thread.js';
