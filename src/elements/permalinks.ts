import { page } from './page.js';

/** Ids inside a thread's root; backends' ids may hold anything. */
export function domId(prefix: string, id: string): string {
  return `${prefix}-${encodeId(id)}`;
}

/** An id for an attribute or an address. Half a surrogate pair, which nothing can encode, becomes U+FFFD. */
function encodeId(id: string): string {
  return encodeURIComponent(id.toWellFormed());
}

/** Address of a comment on this page, whatever its `<base>` says. */
export function permalink(id: string): string {
  return `${page.URL.replace(/#.*/, '')}#${domId('comment', id)}`;
}

/** The id that the page's address names, as it stands there: encoded. The browser itself looks for none in a shadow root. */
export function linkedId(): string | undefined {
  return /^#comment-(.+)/.exec(location.hash)?.[1];
}
