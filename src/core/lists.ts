import type { MessagePart } from './messages.js';

/** Joins items as a language lists them, without a final "and"; in pieces, so that an element can isolate or link each one. */
export function listParts(locale: string, items: readonly string[]): MessagePart[] {
  const format = new Intl.ListFormat([locale, 'en'], { type: 'unit', style: 'short' });
  return format.formatToParts(items).map(({ type, value }) => (type === 'element' ? { name: 'item', value } : value));
}
