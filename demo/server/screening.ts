import type { Guest } from '../../src/core/types.js';

/** Whether a reply holds one of the words that a site does not admit, anywhere and in any case. */
export function isDisallowed(text: string, guest: Guest, words: readonly string[]): boolean {
  const all = [text, guest.name, guest.email, guest.url].join('\n').toLowerCase();
  return words.some((word) => all.includes(word.toLowerCase()));
}

/** How many web addresses a text names. */
export function countLinks(text: string): number {
  return text.match(/\bhttps?:\/\//gi)?.length ?? 0;
}
