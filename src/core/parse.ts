/**
 * Reads untrusted JSON of this package's own format (docs/comments.schema.json) into the model. Every property is copied
 * by name, so whatever else a source sends (an e-mail address, an IP address) ends here. The results share nothing with
 * the input. `base` is the address of the source: relative links in its data are resolved against it, except an author's
 * own home page, where readers type things like `example.com`.
 */
import { toCommentsError } from './errors.js';
import {
  attempt,
  rarely,
  readAuthorName,
  readDate,
  readerOf,
  readId,
  readLang,
  readObject,
  readText,
  readUrl,
  readWord,
} from './fields.js';
import type { Author, Body, Comment, Count, Need, Page, ReplyPolicy } from './types.js';

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Longest title in graphemes. */
const MAX_TITLE = 300;
/** Stands where a source gave no id. */
export const NO_ID = '~';

/** Reads a title. */
export const readTitle = (value: unknown): string | undefined => readText(value, MAX_TITLE);
/** Reads a name. */
export const readName = (value: unknown): string | undefined => readText(value);
const readNumber = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? Math.max(0, value as number) : undefined;
const readNeed = (value: unknown): Need => readWord(value, ['no', 'optional', 'required']) ?? 'no';

/** Reads a count; undefined without a whole `total`. Negative numbers count as 0. */
export const readCount = readerOf<Count>(
  { total: readNumber, comments: readNumber, pings: readNumber, roots: readNumber },
  'total',
);

/** Reads who wrote something; undefined where nothing is known. */
export const readAuthor = readerOf<Author>({
  name: readAuthorName,
  url: (value) => readUrl(value),
  avatarUrl: readUrl,
  role: (value) => readWord(value, ['author', 'moderator', 'member', 'guest']),
  provider: readName,
});

/** Reads who may answer; undefined without a known `access`. A detail that is not mentioned is not asked for. */
export const readPolicy = readerOf<ReplyPolicy>(
  {
    access: (value) => readWord(value, ['open', 'login', 'closed', 'none']),
    name: readNeed,
    email: readNeed,
    url: readNeed,
    maxLength: (value) => readNumber(value) || undefined,
    as: readAuthor,
    login: readUrl,
    accounts: (value) => value === true || undefined,
  },
  'access',
);

/** Reads a text; a bare string is plain text. */
export function readBody(raw: unknown): Body | undefined {
  const { kind, value }: { kind?: unknown; value?: unknown } = readObject(raw) ?? { value: raw };
  return value && typeof value === 'string' ? { kind: kind === 'html' ? kind : 'text', value } : undefined;
}

const readItem = readerOf<Writable<Comment>>(
  {
    id: (value) => readId(value) ?? NO_ID,
    // WordPress and others write 0 for "answers the post".
    parentId: (value) => {
      const id = readId(value);
      return id === '0' ? undefined : id;
    },
    kind: (value) => readWord(value, ['pingback', 'trackback']) ?? 'comment',
    state: (value) => readWord(value ?? 'published', ['published', 'pending', 'deleted']),
    author: (value, base) => readAuthor(value, base) ?? {},
    body: readBody,
    cite: (value, base) => rarely(value, ({ readCite }) => readCite(value, base)),
    publishedAt: readDate,
    editedAt: readDate,
    url: readUrl,
    lang: readLang,
  },
  'state',
);

/**
 * Reads one comment; undefined when there is nothing to show or its state is unknown.
 * @param madeUp the ids that were made up for the same list; takes the one made up here.
 */
export function readComment(raw: unknown, base?: string, madeUp = new Set<string>()): Comment | undefined {
  const comment = readItem(raw, base);
  if (comment?.state === 'deleted') {
    comment.author = {};
    delete comment.body;
    delete comment.cite;
  }
  return comment?.id === NO_ID ? rarely(comment, ({ identify }) => identify(comment, madeUp)) : comment;
}

/** True for the id of a comment whose source gave it none: it can be shown and linked to, but not answered. */
export function isMadeUpId(id: string): boolean {
  return id.startsWith(NO_ID);
}

/**
 * Reads a list of comments. Items that cannot be read are left out and counted in `skipped`. A comment without an id gets
 * one that begins with `~` (see {@link isMadeUpId}).
 * @throws CommentsError `bad-data` when `raw` is not an array
 */
export function readComments(raw: unknown, base?: string): { comments: Comment[]; skipped: number } {
  const madeUp = new Set<string>();
  return strictly(() => {
    const comments = readItems(raw, (item) => readComment(item, base, madeUp));
    return { comments, skipped: (raw as unknown[]).length - comments.length };
  });
}

const readAbout = readerOf<Omit<Page, 'comments' | 'skipped'>>({
  next: readId,
  count: readCount,
  policy: readPolicy,
  title: readTitle,
  providers: (value) => rarely(value, ({ readOwnProviders }) => readOwnProviders(value)),
});

/**
 * Reads one page of a list answer.
 * @throws CommentsError `bad-data` when it is not an object with a list of comments
 */
export function readPage(raw: unknown, base?: string): Page {
  const { comments, skipped } = strictly(() => readComments(readObject(raw)?.['comments'], base));
  return { comments, ...(skipped && { skipped }), ...readAbout(raw, base) };
}

/** Reads by index: holes, throwing getters and items that are no good cost one item each. */
function readItems<T>(raw: unknown, read: (item: unknown) => T | undefined): T[] {
  if (!Array.isArray(raw)) throw new Error('No list.');
  const values: T[] = [];
  for (let index = 0, { length } = raw; index < length; index++) {
    const value = attempt(() => read(raw[index]));
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** Reads what is good in a list; none where there is no list. */
export function readOptionalList<T>(raw: unknown, read: (item: unknown) => T | undefined): T[] {
  return attempt(() => readItems(raw, read)) ?? [];
}

function strictly<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw toCommentsError(thrown);
  }
}
