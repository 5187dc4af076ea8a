import { page } from './page.js';

/** Elements that come with the first of their tags, also one that a script adds later. */
const elements = new Map<string, () => Promise<unknown>>([
  ['article-view', () => import('./article-view.js')],
  ['comment-count', () => import('./comment-count.js')],
  ['reply-form', () => import('./reply-form.js')],
]);

function loadPlaced(): void {
  for (const [tag, load] of elements) {
    if (!page.querySelector(tag)) continue;
    elements.delete(tag);
    // Where it cannot be loaded, the page keeps what stands inside the tag.
    load().catch((error: unknown) => console.warn(`commentariat: <${tag}> did not load.`, error));
  }
}

/** Loads the elements that stand in the page now, and from now on those that come into it. */
export function watchPlaced(): void {
  new MutationObserver(loadPlaced).observe(document, { childList: true, subtree: true });
  loadPlaced();
}
