/** The page of a theme that a thread stands in, and the way that its form is for a reply. */
import { CommentsError, notLoaded } from '../core/errors.js';
import type { Backend } from '../core/types.js';
import { formIn } from './classic-form.js';
import type { Origin } from './dom-items.js';

/**
 * Sends replies as the form of the page would.
 * @param known ids of comments that the reader may have seen.
 */
export function makeReply(host: Element, known: Set<string>): NonNullable<Backend['reply']> {
  /** Replies whose fate is unknown, by their keys. */
  const unsure = new Set<string>();
  return async (_thread, draft, { signal } = {}) => {
    const form = formIn(host);
    if (!form) throw new CommentsError('closed', 'The page has no form for comments.');
    const { postClassic } = await import('./classic-reply.js').catch(notLoaded);
    const page = { host, form, origin: originOf(host), address: addressOf(host) };
    const posted = await postClassic(draft, { page, known, unsure, signal });
    known.add(posted.comment.id);
    return posted;
  };
}

export function originOf({ ownerDocument }: Element): Origin {
  return { base: ownerDocument.baseURI, lang: ownerDocument.documentElement.lang };
}

/** The page itself. */
export function addressOf({ ownerDocument }: Element): string {
  return ownerDocument.URL.replace(/#.*/, '');
}
