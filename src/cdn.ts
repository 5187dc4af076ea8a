/**
 * What a page gets by a script tag, without a build step: threads at once, everything else when the page shows that it is
 * needed. Backends, languages, the sanitizer and the reply form come as they do elsewhere; the other elements come with
 * the first of their tags.
 */
import { watchPlaced } from './elements/placed.js';

export { Discussion } from './core/discussion.js';
export { CommentsError } from './core/errors.js';
export { createBackend, registerBackend } from './core/registry.js';
export { CommentThread } from './elements/comment-thread.js';
/** Words of the page's own; see core/languages.ts. */
export const registerMessages = async (...args: Parameters<Register>): Promise<void> =>
  (await import('./core/languages.js')).registerMessages(...args);
/** Erases all that was stored in this browser; see core/forget.ts. Rejects only where that file cannot be fetched: then nothing is erased. */
export const forget = async (): Promise<readonly string[]> => (await import('./core/forget.js')).forget();
/** Allows more in markup; see core/markup-policy.ts. */
export const allowMarkup = async (...args: Parameters<Allow>): Promise<ReturnType<Allow>> =>
  (await import('./core/markup-policy.js')).allowMarkup(...args);

type Register = typeof import('./core/languages.js').registerMessages;
type Allow = typeof import('./core/markup-policy.js').allowMarkup;

watchPlaced();
