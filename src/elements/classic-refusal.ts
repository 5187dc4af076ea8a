/**
 * Why WordPress refused a comment. Its error pages are in the language of the site and in words that plugins change, so that
 * nothing of them is read or shown: status, fields and the page itself tell.
 */
import { CommentsError, type FieldProblem, type FieldProblems, type ReplyField } from '../core/errors.js';
import type { Draft, ReplyPolicy } from '../core/types.js';
import type { FoundComment } from './dom-items.js';
import { codeOf, isOk, type FetchedPage } from './dom-request.js';

/** WordPress' own flood control: seconds between two comments of one writer. */
const FLOOD = 15;
/** What its tables hold: characters, of the text bytes. */
const LONGEST = { name: 245, email: 100, url: 200 } as const;
const LONGEST_TEXT = 65_525;
/** What WordPress takes for an address, at least six characters long. */
const EMAIL = /^(?=.{6})[\w!#$%&'*+/=?^`{|}~.-]+@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;

/**
 * Reads an answer that is not a redirect to the comment.
 * @param policy what the form asked for.
 */
export function refusalOf(
  { status, header, document }: FetchedPage,
  draft: Draft,
  policy: ReplyPolicy | undefined,
): CommentsError {
  const fail = (code: CommentsError['code'], more = {}) =>
    new CommentsError(code, `${status} from the form.`, { status, ...more });
  if (status === 429) return fail('rate-limited', { retryAfter: Number(header('retry-after')) || FLOOD });
  if (status >= 500) return fail('server', { maybeStored: true });
  const code = codeOf(status);
  if (code) return fail(code);
  // It says nothing at all where the post is gone, or asks for a password.
  if (isOk(status) && !document.body?.textContent.trim()) return fail('closed');
  const fields = problemsOf(draft, policy);
  return Object.keys(fields).length > 0 ? fail('invalid', { fields }) : fail('rejected');
}

/**
 * Why a comment was forbidden, from what the page says now.
 * @param comments all that the page shows; undefined where there may be more.
 */
export function refusalWithout(
  policy: ReplyPolicy | undefined,
  { parentId }: Draft,
  comments: readonly (FoundComment | null)[] | undefined,
): CommentsError {
  const fail = (code: CommentsError['code']) => new CommentsError(code, 'Forbidden by the form.', { status: 403 });
  if (policy?.access === 'login') return fail('login-required');
  if (policy?.access !== 'open') return fail('closed');
  const parent = comments?.find((comment) => comment?.id === parentId);
  const isGone = comments && parentId !== undefined && parent?.state !== 'published';
  return fail(isGone ? 'parent-gone' : 'rejected');
}

/** What WordPress would find wrong, in case it was that. */
function problemsOf({ guest = {}, text }: Draft, policy: ReplyPolicy | undefined): FieldProblems {
  const { name = '', email = '', url = '' } = guest;
  const found: readonly (readonly [ReplyField, FieldProblem | false | undefined])[] = [
    ['name', policy?.name !== 'no' && (name ? name.length > LONGEST.name && 'too-long' : 'required')],
    ['email', policy?.email !== 'no' && emailProblem(email)],
    ['url', url.length > LONGEST.url && 'too-long'],
    ['text', new TextEncoder().encode(text).length > LONGEST_TEXT && 'too-long'],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem));
}

function emailProblem(email: string): FieldProblem | undefined {
  if (email.length > LONGEST.email) return 'too-long';
  return EMAIL.test(email) ? undefined : email ? 'invalid' : 'required';
}
