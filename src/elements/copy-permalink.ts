import { permalink } from './permalinks.js';

/** Puts a comment's address on the clipboard or, where a page may not do that, into the address bar; says which. */
export async function copyPermalink(id: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(permalink(id));
    return true;
  } catch {
    history.replaceState(history.state, '', permalink(id));
    return false;
  }
}
