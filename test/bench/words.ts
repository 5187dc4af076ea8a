import type { Random } from './random.js';

/** Made-up prose: words of syllables, so that it has the shapes of a language and the sentences of nobody. */
export interface Script {
  readonly lang: string;
  readonly onsets: readonly [string, ...string[]];
  readonly vowels: readonly [string, ...string[]];
  readonly codas: readonly [string, ...string[]];
}

export const LATIN: Script = {
  lang: 'en',
  onsets: ['b', 'br', 'c', 'd', 'f', 'g', 'h', 'l', 'm', 'n', 'p', 'pl', 'r', 's', 'st', 't', 'th', 'tr', 'v', 'w'],
  vowels: ['a', 'e', 'i', 'o', 'u', 'ea', 'ou'],
  codas: ['', '', '', 'n', 'r', 's', 't', 'l', 'nd'],
};

export const CYRILLIC: Script = {
  lang: 'ru',
  onsets: ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'кр', 'л', 'м', 'н', 'п', 'пр', 'р', 'с', 'ст', 'т', 'ф', 'х', 'ч', 'ш'],
  vowels: ['а', 'е', 'и', 'о', 'у', 'ы', 'я'],
  codas: ['', '', '', 'н', 'р', 'т', 'й', 'ль', 'ст'],
};

/** One word of one to four syllables; short ones are the most frequent, as in prose. */
export function makeWord(random: Random, { onsets, vowels, codas }: Script): string {
  const syllables = random.pick([1, 1, 1, 2, 2, 2, 3, 4]);
  let word = '';
  for (let index = 0; index < syllables; index += 1) word += random.pick(onsets) + random.pick(vowels);
  return word + random.pick(codas);
}

/** A name of two words. */
export function makeName(random: Random, script: Script): string {
  return `${capitalize(makeWord(random, script))} ${capitalize(makeWord(random, script))}`;
}

/** Sentences with this many words in all, each word as `mark` writes it. */
export function makeProse(
  random: Random,
  script: Script,
  words: number,
  mark: (word: string) => string = (word) => word,
): string {
  const sentences: string[] = [];
  for (let left = words; left > 0;) {
    const length = Math.min(left, random.between(4, 18));
    const said = Array.from({ length }, (_, index) => {
      const word = makeWord(random, script);
      return mark(index === 0 ? capitalize(word) : word) + (index < length - 1 && random.chance(0.1) ? ',' : '');
    });
    sentences.push(`${said.join(' ')}${random.pick(['.', '.', '.', '?', '!'])}`);
    left -= length;
  }
  return sentences.join(' ');
}

function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
