import { readUrl } from '../core/fields.js';
import { page } from './page.js';

/**
 * An address that may be linked to or loaded, or one that is relative to the page. Our own backends check what they read; this
 * is the last door for those of others, since a link can also run code.
 */
export function webAddress(url: string | undefined): string | undefined {
  return readUrl(url, page.baseURI);
}
