/**
 * Reads what few sources send: quoted works, sign-in providers of their own, comments without an id, and dates in other forms
 * than the usual ones. Apart from parse.ts because most threads have none of it; `withRare()` fetches it for those that do.
 */
import { readDate, readerOf, readUrl, readWord } from './fields.js';
import { NO_ID, readName, readOptionalList, readTitle, type Writable } from './parse.js';
import type { Cite, Comment, Provider } from './types.js';

export { toTimestamp } from './dates.js';

/** Reads where a text was taken from; undefined where nothing is known. */
export const readCite = readerOf<Cite>({
  title: readTitle,
  source: readName,
  url: readUrl,
  dateText: readName,
  date: readDate,
});

const readProvider = readerOf<Pick<Provider, 'id' | 'label' | 'status' | 'successor'>>(
  {
    id: readName,
    label: readName,
    status: (value) => readWord(value ?? 'active', ['active', 'renamed', 'retired']),
    successor: readName,
  },
  'id',
  'label',
  'status',
);

/** Reads sign-in providers; whatever is not one is left out. A provider without `status` is active. */
export const readProviders = (raw: unknown): Provider[] => readOptionalList(raw, readProvider);

/** The same; undefined where there is none. */
export function readOwnProviders(raw: unknown): Provider[] | undefined {
  const providers = readProviders(raw);
  return providers[0] && providers;
}

/**
 * Gives a comment an id that is made of what it says; undefined where it says nothing.
 * @param madeUp the ids that were made up for the same list; takes the one made up here.
 */
export function identify(comment: Writable<Comment>, madeUp: Set<string>): Comment | undefined {
  const { author, body, publishedAt } = comment;
  if (!body && !author.name) return undefined;
  comment.id += hashOf([author.name, body, publishedAt]);
  while (madeUp.has(comment.id)) comment.id += NO_ID;
  madeUp.add(comment.id);
  return comment;
}

/** The same words get the same hash on every page and every visit (FNV-1a, 32 bits). */
function hashOf(words: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(JSON.stringify(words))) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}
