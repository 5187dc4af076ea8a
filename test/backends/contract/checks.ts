/** What the cases of the contract look at. Ships in the package: nothing here needs Node or a test runner. */
import { ERROR_CODES } from '../../../src/core/error-codes.js';
import type { CommentsError, ErrorCode } from '../../../src/core/errors.js';
import type { Backend, Comment, Count, Draft, Page, Sort, ThreadRef } from '../../../src/core/types.js';

const COMMENT_FIELDS = 'id parentId kind state author body cite publishedAt editedAt url lang'.split(' ');
const AUTHOR_FIELDS = 'name url avatarUrl role provider'.split(' ');
const TIMESTAMP = /^[+-]?\d{4,6}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$/;
/** Far more than any case seeds: a backend that never ends its pages is stopped here. */
const MAX_PAGES = 100;

export function check(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function same(actual: unknown, expected: unknown, message: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  check(is === should, `${message}: expected ${should}, got ${is}`);
}

/** Waits for a rejection with one of the codes and returns the error. */
export async function fails(work: Promise<unknown>, ...codes: ErrorCode[]): Promise<CommentsError> {
  let thrown: unknown;
  try {
    await work;
  } catch (error) {
    thrown = error;
  }
  check(thrown !== undefined, `expected a rejection with ${codes.join(' or ')}`);
  // Not by `instanceof`: the adapter may come with a copy of the package of its own.
  const error = thrown as CommentsError;
  check(error.name === 'CommentsError', `rejected with something else than a CommentsError: ${error.message}`);
  check(ERROR_CODES.includes(error.code), `unknown error code ${error.code}`);
  check(codes.includes(error.code), `expected ${codes.join(' or ')}, got ${error.code}: ${error.message}`);
  return error;
}

/** All pages of a thread. Each comment is looked at, and so is the way from page to page. */
export async function readAll(
  backend: Backend,
  thread: ThreadRef,
  { sort = 'oldest', limit = 50 }: { sort?: Sort; limit?: number } = {},
): Promise<Page[]> {
  const pages: Page[] = [];
  const cursors = new Set<string>();
  let after: string | undefined;
  do {
    const query = { sort, limit, ...(after !== undefined && { after }) };
    const page = await backend.list(thread, query, { fresh: after === undefined });
    page.comments.forEach(checkComment);
    if (page.count) checkCount(page.count);
    pages.push(page);
    after = page.next;
    check(after === undefined || !cursors.has(after), 'a page names a cursor for a second time');
    if (after !== undefined) cursors.add(after);
  } while (after !== undefined && pages.length < MAX_PAGES);
  check(after === undefined, `no end after ${MAX_PAGES} pages`);
  return pages;
}

export async function readComments(backend: Backend, thread: ThreadRef): Promise<Comment[]> {
  return (await readAll(backend, thread)).flatMap((page) => page.comments);
}

/** The mark that the contract wrote into a comment, whatever the source made of its text. */
export function markOf({ body }: Comment): string {
  return /mark\d+/.exec(body?.value ?? '')?.[0] ?? '';
}

export function byMark(comments: readonly Comment[], mark: string): Comment {
  const found = comments.find((comment) => markOf(comment) === mark);
  check(found, `the comment ${mark} is missing`);
  return found;
}

export function draftOf(text: string, more: Partial<Draft> = {}): Draft {
  return { key: crypto.randomUUID(), text, guest: { name: 'Ken Example', email: 'ken@example.com' }, ...more };
}

export function checkComment(comment: Comment): void {
  const { id, parentId, kind, state, author, body, cite, publishedAt, editedAt, url } = comment;
  checkFields(comment, COMMENT_FIELDS, 'comment');
  checkFields(author, AUTHOR_FIELDS, 'author');
  check(typeof id === 'string' && id !== '', 'an id is not a string or empty');
  check(parentId === undefined || (typeof parentId === 'string' && parentId !== ''), `parentId of ${id}`);
  check(['comment', 'pingback', 'trackback'].includes(kind), `unknown kind of ${id}`);
  check(['published', 'pending', 'deleted'].includes(state), `unknown state of ${id}`);
  check(!body || (/^(text|html)$/.test(body.kind) && typeof body.value === 'string'), `body of ${id}`);
  check(author.name === undefined || !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(author.name), `name of ${id}`);
  for (const date of [publishedAt, editedAt, cite?.date])
    check(!date || TIMESTAMP.test(date), `date of ${id}: ${date}`);
  for (const link of [url, author.url, author.avatarUrl, cite?.url]) checkLink(link);
}

export function checkCount(count: Count): void {
  checkFields(count, ['total', 'comments', 'pings', 'roots'], 'count');
  for (const value of Object.values(count) as unknown[]) {
    check(Number.isSafeInteger(value) && (value as number) >= 0, `not a count: ${String(value)}`);
  }
}

export function checkLink(link: string | undefined): void {
  check(link === undefined || /^https?:\/\//.test(link), `a link that is not http or https, or relative: ${link}`);
}

/** Fields beyond the model could carry what nobody was meant to see. An absent value must be an absent property. */
function checkFields(object: object, allowed: readonly string[], what: string): void {
  for (const [field, value] of Object.entries(object)) {
    check(allowed.includes(field), `the ${what} has a field "${field}" that the model lacks`);
    check(value !== undefined, `the ${what} has an undefined "${field}"`);
  }
}
