/** The comments of the bench: made here, the same each time, and of the sizes and shapes that real threads have. */
import type { Comment } from '../../src/core/types.js';
import { randomFrom, type Random } from './random.js';
import { CYRILLIC, LATIN, makeName, makeProse, type Script } from './words.js';

/** Levels of replies under a top-level comment. */
export const DEEPEST = 8;

const START = Date.UTC(2024, 0, 8, 7);
const FROM_ALPHABETS = 0.6;

/** A comment that has everything the bench needs of it. */
export interface BenchComment extends Comment {
  readonly body: NonNullable<Comment['body']>;
  readonly publishedAt: string;
}

/** How {@link makeComments} makes them. */
export interface CommentOptions {
  /** Share of bodies that are markup, 0 to 1; the others are plain text. 0.3 unless given. */
  readonly html?: number;
  readonly seed?: number;
}

/**
 * Comments with the ids 1 to `count`, in order of time. About half answer an earlier one, most often a recent one, down to
 * {@link DEEPEST} levels. Each ends with {@link lastWords}, by which it can be told from all others.
 */
export function makeComments(count: number, { html = 0.3, seed = 1 }: CommentOptions = {}): BenchComment[] {
  const random = randomFrom(seed);
  const people = makePeople(random, Math.max(5, Math.ceil(count / 8)));
  const depths: number[] = [];
  return Array.from({ length: count }, (_, index) => {
    const parent = chooseParent(random, depths);
    depths.push(parent === undefined ? 0 : (depths[parent] ?? 0) + 1);
    const person = people[Math.min(random.between(0, people.length - 1), random.between(0, people.length - 1))];
    const script = random.chance(FROM_ALPHABETS) ? LATIN : CYRILLIC;
    return {
      id: `${index + 1}`,
      ...(parent !== undefined && { parentId: `${parent + 1}` }),
      kind: 'comment',
      state: 'published',
      author: person ?? { name: 'Nobody' },
      body: makeBody(random, script, random.chance(html), lastWords(index + 1)),
      publishedAt: new Date(START + index * 420_000 + random.between(0, 400) * 1000).toISOString(),
      lang: script.lang,
    };
  });
}

/** Words that stand at the end of the comment with this number and nowhere else. */
export function lastWords(number: number): string {
  return `Thus ended comment ${number}.`;
}

/** Index of the comment that is answered. Recent ones are answered the most, so that long branches grow. */
function chooseParent(random: Random, depths: readonly number[]): number | undefined {
  if (depths.length === 0 || random.chance(0.45)) return undefined;
  const back = Math.min(depths.length, random.chance(0.8) ? random.between(1, 12) : random.between(1, 300));
  const parent = depths.length - back;
  return (depths[parent] ?? 0) < DEEPEST ? parent : undefined;
}

function makePeople(random: Random, count: number): Comment['author'][] {
  return Array.from({ length: count }, (_, index) => ({
    name: makeName(random, random.chance(FROM_ALPHABETS) ? LATIN : CYRILLIC),
    ...(random.chance(0.3) && { url: `https://person-${index}.example/` }),
    ...(index === 1 && { role: 'author' as const }),
  }));
}

/** Half are short, one in twelve is very long; 60 words on average. */
function countWords(random: Random): number {
  if (random.chance(0.5)) return random.between(6, 40);
  return random.chance(0.84) ? random.between(40, 110) : random.between(150, 400);
}

function makeBody(random: Random, script: Script, isHtml: boolean, last: string): BenchComment['body'] {
  const paragraphs: string[] = [];
  for (let left = countWords(random); left > 0;) {
    const words = Math.min(left, random.between(25, 90));
    paragraphs.push(isHtml ? makeBlock(random, script, words) : makeProse(random, script, words));
    left -= words;
  }
  if (isHtml) return { kind: 'html', value: `${paragraphs.join('\n')}\n<p>${last}</p>` };
  return { kind: 'text', value: `${paragraphs.join('\n\n')} ${last}` };
}

/** A paragraph with links and emphasis; sometimes a list or a quotation. */
function makeBlock(random: Random, script: Script, words: number): string {
  const inline = (count: number) => makeProse(random, script, count, (word) => markUp(random, word));
  const kind = random.next();
  if (kind < 0.08) return `<blockquote><p>${inline(words)}</p></blockquote>`;
  if (kind > 0.14) return `<p>${inline(words)}</p>`;
  const items = Array.from({ length: Math.ceil(words / 10) }, () => `<li>${inline(10)}</li>`);
  return `<ul>${items.join('')}</ul>`;
}

function markUp(random: Random, word: string): string {
  const kind = random.next();
  if (kind < 0.015) return `<a href="https://source.example/${random.between(1, 9999)}">${word}</a>`;
  if (kind < 0.03) return `<em>${word}</em>`;
  if (kind < 0.04) return `<strong>${word}</strong>`;
  return kind < 0.045 ? `<code>${word}</code>` : word;
}
