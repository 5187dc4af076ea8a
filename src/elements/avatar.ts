/**
 * First letters of the first and the last word: `Анна-Мария Ли` gives `АЛ`. `?` for a name without letters. Drawn in place
 * of a picture, since each remote picture tells a third party who reads what.
 */
export function initials(name: string | undefined, locale: string): string {
  const words = name?.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? ['?'];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => [...(word ?? '')][0])
    .join('')
    .toLocaleUpperCase(locale);
}
