/**
 * What the script tag does at once, and the functions it gives to pages. Not in the entry, since nothing there has a like beside
 * it: in the first file the same lines take half as many bytes.
 */
import { watchPlaced } from './elements/placed.js';

type Languages = typeof import('./core/languages.js');
type MarkupPolicy = typeof import('./core/markup-policy.js');

/** Words of the page's own; see core/languages.ts. */
export const registerMessages = async (...args: Parameters<Languages['registerMessages']>): Promise<void> =>
  (await import('./core/languages.js')).registerMessages(...args);

/** Erases all that was stored in this browser; see core/forget.ts. Rejects only where that file cannot be fetched: then nothing is erased. */
export const forget = async (): Promise<readonly string[]> => (await import('./core/forget.js')).forget();

/** Allows more in markup; see core/markup-policy.ts. */
export const allowMarkup = async (
  ...args: Parameters<MarkupPolicy['allowMarkup']>
): Promise<ReturnType<MarkupPolicy['allowMarkup']>> => (await import('./core/markup-policy.js')).allowMarkup(...args);

watchPlaced();
