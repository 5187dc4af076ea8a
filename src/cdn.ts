/**
 * What a page gets by a script tag, without a build step: threads at once, everything else when the page shows that it is
 * needed. Backends, languages, the sanitizer and the reply form come as they do elsewhere; the other elements come with
 * the first of their tags, also one that a script adds later.
 */
export { Discussion } from './core/discussion.js';
export { CommentsError } from './core/errors.js';
export { registerMessages } from './core/messages.js';
export { createBackend, registerBackend } from './core/registry.js';
export { CommentThread } from './elements/comment-thread.js';

const elements = new Map<string, () => Promise<unknown>>([
  ['article-view', () => import('./elements/article-view.js')],
  ['comment-count', () => import('./elements/comment-count.js')],
  ['reply-form', () => import('./elements/reply-form.js')],
]);

function loadPlaced(): void {
  for (const [tag, load] of elements) {
    if (!document.querySelector(tag)) continue;
    elements.delete(tag);
    // Where it cannot be loaded, the page keeps what stands inside the tag.
    load().catch((error: unknown) => console.warn(`commentariat: <${tag}> did not load.`, error));
  }
}

new MutationObserver(loadPlaced).observe(document, { childList: true, subtree: true });
loadPlaced();
