import { page } from './page.js';

/**
 * An address that may be linked to or loaded: `http:`, `https:`, or relative to the page. Our own backends check what they
 * read; this is the last door for those of others, since a link can also run code.
 */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url, page.baseURI)) return undefined;
  const { href, protocol } = new URL(url, page.baseURI);
  return /^https?:$/.test(protocol) ? href : undefined;
}
