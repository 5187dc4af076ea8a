import type { MarkupPolicy } from './markup-policy.js';

/** Whose texts a policy is for. */
export type MarkupOf = 'comment' | 'article';

/** What the page allows in markup beyond the list; `allowMarkup` in markup-policy.ts writes it, and it comes only where it is called. */
export const allowedMarkup = new Map<MarkupOf, MarkupPolicy>();
