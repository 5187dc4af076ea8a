/**
 * Reads untrusted JSON of this package's own format (docs/comments.schema.json) into the model. Every property is copied
 * by name, so whatever else a source sends (an e-mail address, an IP address) ends here. The results share nothing with
 * the input. `base` is the address of the source: relative links in its data are resolved against it, except an author's
 * own home page, where readers type things like `example.com`.
 */
import { CommentsError } from './errors.js';
import { attempt, defined, readDate, readId, readLang, readObject, readText, readUrl, readWord } from './fields.js';
import type {
  Author,
  Body,
  Cite,
  Comment,
  CommentKind,
  CommentState,
  Count,
  Need,
  Page,
  Provider,
  ReplyPolicy,
} from './types.js';

const KINDS: readonly CommentKind[] = ['comment', 'pingback', 'trackback'];
const STATES: readonly CommentState[] = ['published', 'pending', 'deleted'];
const ROLES: readonly NonNullable<Author['role']>[] = ['author', 'moderator', 'member', 'guest'];
const STATUSES: readonly Provider['status'][] = ['active', 'renamed', 'retired'];
const ACCESS: readonly ReplyPolicy['access'][] = ['open', 'login', 'closed', 'none'];
const NEEDS: readonly Need[] = ['no', 'optional', 'required'];
/** Longest title in graphemes. */
export const MAX_TITLE = 300;

/**
 * Reads a list of comments. Items that cannot be read are left out and counted in `skipped`. A comment without an id gets
 * one that begins with `~` (see {@link isMadeUpId}).
 * @throws CommentsError `bad-data` when `raw` is not an array
 */
export function readComments(raw: unknown, base?: string): { comments: Comment[]; skipped: number } {
  const items = readItems(raw, (item) => readCommentItem(item, base));
  const madeUp = new Set<string>();
  const comments = items.values.map((comment) => {
    if (!isMadeUpId(comment.id)) return comment;
    let { id } = comment;
    while (madeUp.has(id)) id += '~';
    madeUp.add(id);
    return { ...comment, id };
  });
  return { comments, skipped: items.skipped };
}

/** Reads one comment; undefined when there is nothing to show or its state is unknown. */
export function readComment(raw: unknown, base?: string): Comment | undefined {
  return attempt(() => readCommentItem(raw, base));
}

/** True for the id of a comment whose source gave it none: it can be shown and linked to, but not answered. */
export function isMadeUpId(id: string): boolean {
  return id.startsWith('~');
}

/** Reads a count; undefined without a whole `total`. Negative numbers count as 0. */
export function readCount(raw: unknown): Count | undefined {
  return attempt(() => {
    const count = readObject(raw);
    const total = readNumber(count?.['total']);
    if (!count || total === undefined) return undefined;
    return defined<Count>({
      total,
      comments: readNumber(count['comments']),
      pings: readNumber(count['pings']),
      roots: readNumber(count['roots']),
    });
  });
}

/** Reads who may answer; undefined without a known `access`. A detail that is not mentioned is not asked for. */
export function readPolicy(raw: unknown): ReplyPolicy | undefined {
  return attempt(() => {
    const policy = readObject(raw);
    const access = readWord(policy?.['access'], ACCESS);
    if (!policy || !access) return undefined;
    const need = (field: string): Need => readWord(policy[field], NEEDS) ?? 'no';
    return defined<ReplyPolicy>({
      access,
      name: need('name'),
      email: need('email'),
      url: need('url'),
      maxLength: readNumber(policy['maxLength']) || undefined,
    });
  });
}

/**
 * Reads one page of a list answer.
 * @throws CommentsError `bad-data` when it is not an object with a list of comments
 */
export function readPage(raw: unknown, base?: string): Page {
  return strictly(() => {
    const page = readObject(raw);
    const { comments, skipped } = readComments(page?.['comments'], base);
    const providers = readProviders(page?.['providers']);
    return defined<Page>({
      comments,
      next: readId(page?.['next']),
      count: readCount(page?.['count']),
      policy: readPolicy(page?.['policy']),
      title: readText(page?.['title'], MAX_TITLE),
      providers: providers.length > 0 ? providers : undefined,
      skipped: skipped || undefined,
    });
  });
}

/** Reads sign-in providers; whatever is not one is left out. A provider without `status` is active. */
export function readProviders(raw: unknown): Provider[] {
  return attempt(() => readOptionalList(raw, readProvider)) ?? [];
}

function readCommentItem(raw: unknown, base?: string): Comment | undefined {
  const item = readObject(raw);
  const state = readWord(item?.['state'] ?? 'published', STATES);
  if (!item || !state) return undefined;
  const given = readId(item['id']);
  const parentId = readId(item['parentId']);
  const deleted = state === 'deleted';
  const comment = {
    // WordPress and others write 0 for "answers the post".
    parentId: parentId === '0' ? undefined : parentId,
    kind: readWord(item['kind'], KINDS) ?? 'comment',
    state,
    author: deleted ? {} : readAuthor(item['author'], base),
    body: deleted ? undefined : readBody(item['body']),
    cite: deleted ? undefined : readCite(item['cite'], base),
    publishedAt: readDate(item['publishedAt']),
    editedAt: readDate(item['editedAt']),
    url: readUrl(item['url'], base),
    lang: readLang(item['lang']),
  };
  if (given === undefined && !comment.body && !comment.author.name) return undefined;
  return defined<Comment>({
    id: given ?? makeUpId([comment.author.name, comment.body, comment.publishedAt]),
    ...comment,
  });
}

export function readAuthor(raw: unknown, base?: string): Author {
  const author = readObject(raw) ?? {};
  return defined<Author>({
    name: readText(author['name']),
    url: readUrl(author['url']),
    avatarUrl: readUrl(author['avatarUrl'], base),
    role: readWord(author['role'], ROLES),
    provider: readText(author['provider']),
  });
}

export function readBody(raw: unknown): Body | undefined {
  const body = readObject(raw);
  const value = body ? body['value'] : raw;
  if (typeof value !== 'string' || value === '') return undefined;
  return { kind: body?.['kind'] === 'html' ? 'html' : 'text', value };
}

export function readCite(raw: unknown, base?: string): Cite | undefined {
  const item = readObject(raw);
  const cite = defined<Cite>({
    title: readText(item?.['title'], MAX_TITLE),
    source: readText(item?.['source']),
    url: readUrl(item?.['url'], base),
    dateText: readText(item?.['dateText']),
    date: readDate(item?.['date']),
  });
  return Object.keys(cite).length > 0 ? cite : undefined;
}

function readProvider(raw: unknown): Provider | undefined {
  const item = readObject(raw);
  const id = readText(item?.['id']);
  const label = readText(item?.['label']);
  const status = readWord(item?.['status'] ?? 'active', STATUSES);
  if (id === undefined || label === undefined || !status) return undefined;
  return defined<Provider>({ id, label, status, successor: readText(item?.['successor']) });
}

function readNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? Math.max(0, value as number) : undefined;
}

/** Reads by index: holes, throwing getters and items that are no good cost one item each. */
function readItems<T>(raw: unknown, read: (item: unknown) => T | undefined): { values: T[]; skipped: number } {
  return strictly(() => {
    if (!Array.isArray(raw)) throw new CommentsError('bad-data', 'The source did not deliver a list.');
    const values: T[] = [];
    const { length } = raw;
    for (let index = 0; index < length; index++) {
      const value = attempt(() => read(raw[index]));
      if (value !== undefined) values.push(value);
    }
    return { values, skipped: length - values.length };
  });
}

export function readOptionalList<T>(raw: unknown, read: (item: unknown) => T | undefined): T[] {
  return Array.isArray(raw) ? readItems(raw, read).values : [];
}

export function strictly<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof CommentsError) throw thrown;
    throw new CommentsError('bad-data', 'The data could not be read.', { cause: thrown });
  }
}

/** The same words get the same id on every page and every visit (FNV-1a, 32 bits). */
function makeUpId(words: unknown): string {
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify(words)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return `~${(hash >>> 0).toString(36)}`;
}
