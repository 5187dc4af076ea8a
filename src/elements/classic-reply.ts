/**
 * Posting as the theme's form does it: to `wp-comments-post.php`, with everything that stands in the form. What became of it
 * is read from the page that comes back.
 */
import { CommentsError } from '../core/errors.js';
import type { Draft, Posted } from '../core/types.js';
import { arrivalIn, awaitingApproval, type Arrival } from './classic-arrival.js';
import { fieldsOf } from './classic-fields.js';
import { formIn, isOfAccount, policyIn } from './classic-form.js';
import { submitNatively } from './classic-native.js';
import { refusalOf, refusalWithout } from './classic-refusal.js';
import type { Origin } from './dom-items.js';
import { readMarkup } from './dom-markup.js';
import { regionIn } from './dom-region.js';
import { fetchPage, isOk, requestPage, type FetchedPage } from './dom-request.js';

/** The page that a reply is written on. */
export interface ClassicPage {
  readonly host: Element;
  readonly form: HTMLFormElement;
  readonly origin: Origin;
  /** Address of the page. */
  readonly address: string;
}

export interface ClassicRequest {
  readonly page: ClassicPage;
  /** Ids of comments that were here before. */
  readonly known: ReadonlySet<string>;
  /** Keys of replies that may have been stored although nothing came back. */
  readonly unsure: Set<string>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a reply. Where the form leads to another origin, whose answer no script may read, the browser itself sends it and
 * leaves the page.
 * @throws CommentsError
 */
export async function postClassic(draft: Draft, request: ClassicRequest): Promise<Posted> {
  const { page, unsure, signal } = request;
  const action = new URL(page.form.getAttribute('action') ?? '', page.origin.base);
  const fields = fieldsOf(page.form, draft);
  if (action.origin !== location.origin) return submitNatively(page.host, action.href, fields);
  try {
    // What is there already need not be sent again, whether WordPress would know it again or not.
    const stored = unsure.has(draft.key) ? await lookFor(draft, seeing(request)) : undefined;
    if (stored) return stored;
    const answer = await requestPage(action.href, { fields, signal });
    const posted = await readAnswer(answer, action, draft, request);
    unsure.delete(draft.key);
    return posted;
  } catch (thrown) {
    if (thrown instanceof CommentsError && thrown.maybeStored) unsure.add(draft.key);
    throw thrown;
  }
}

/** WordPress answers a comment that it has stored with a redirect to it, and refuses one with a page of its own. */
async function readAnswer(answer: FetchedPage, action: URL, draft: Draft, request: ClassicRequest): Promise<Posted> {
  const wasSent = answer.url !== action.href;
  if (isOk(answer.status)) {
    const posted = await arrivalIn(arrivalOf(answer, request), draft);
    if (posted) return posted;
  }
  if (wasSent) return findOut(answer, draft, request);
  if (answer.status === 409) return ifDuplicate(draft, request);
  if (answer.status === 403) throw await explain(draft, request);
  const refusal = refusalOf(answer, draft, policyIn(request.page.host));
  const isOver = refusal.code === 'rejected' && (await hasLoggedOut(request));
  throw isOver ? new CommentsError('login-required', 'The session has ended.', { status: answer.status }) : refusal;
}

/** Whether the form was made for an account, and the page is no longer. */
async function hasLoggedOut({ page, signal }: ClassicRequest): Promise<boolean> {
  if (!isOfAccount(page.form)) return false;
  const now = await fetchPage(page.address, { fresh: true, signal }).catch(() => undefined);
  const form = now && formIn(regionIn(now.document, page.host));
  return form !== undefined && !isOfAccount(form);
}

/**
 * The same has been stored before. Where an earlier answer was lost, or the browser has sent it twice by itself, as browsers
 * do when a connection dies, that is this reply: it has arrived.
 */
async function ifDuplicate(draft: Draft, request: ClassicRequest): Promise<Posted> {
  const wasLost = request.unsure.has(draft.key);
  const looking = lookFor(draft, wasLost ? seeing(request) : request);
  const found = await (wasLost ? looking : looking.catch(() => undefined));
  if (found) return found;
  if (wasLost) return awaitingApproval(draft, policyIn(request.page.host)?.as);
  throw new CommentsError('duplicate', 'Stored before.', { status: 409 });
}

/** The comment is not on the page that came: that page may be an old copy, one that thanks, or broken. */
async function findOut(answer: FetchedPage, draft: Draft, request: ClassicRequest): Promise<Posted> {
  const url = new URL(answer.url);
  if (/\/wp-login\.php$/.test(url.pathname)) throw new CommentsError('login-required', `Sent to ${url.href}`);
  const found = await lookFor(draft, request);
  if (found) return found;
  // A held comment is shown to its writer, or at least named in the address; where WordPress does neither, it is spam. Of
  // writers without an address it keeps no such trace, and a page elsewhere tells nothing.
  const isNamed = url.searchParams.has('unapproved');
  const isHere = threadOf(url.href) === threadOf(request.page.address);
  const isTraced = draft.guest?.email !== undefined || policyIn(request.page.host)?.as !== undefined;
  if (isOk(answer.status) && isHere && isTraced && !isNamed)
    throw new CommentsError('rejected', 'Stored, but not shown.');
  return awaitingApproval(draft, policyIn(request.page.host)?.as);
}

/** A reply whose fate was unknown may have been seen by the reader in the meantime. */
function seeing(request: ClassicRequest): ClassicRequest {
  return { ...request, known: new Set() };
}

/** Looks for the comment on a new copy of the page. */
async function lookFor(draft: Draft, request: ClassicRequest): Promise<Posted | undefined> {
  try {
    const page = await fetchPage(request.page.address, { fresh: true, signal: request.signal });
    return await arrivalIn(arrivalOf(page, request), draft);
  } catch (thrown) {
    const { code } = thrown as CommentsError;
    throw new CommentsError(code, 'What became of the reply is not known.', { cause: thrown, maybeStored: true });
  }
}

function arrivalOf({ document, url }: FetchedPage, { page, known }: ClassicRequest): Arrival {
  const origin = { ...page.origin, base: url };
  const writer = policyIn(page.host)?.as;
  return { markup: readMarkup(regionIn(document, page.host), origin), url, known, writer };
}

/** WordPress says "forbidden" for several reasons, in words of its own language; the page as it is now tells them apart. */
async function explain(draft: Draft, { page, signal }: ClassicRequest): Promise<CommentsError> {
  try {
    const now = await fetchPage(page.address, { fresh: true, signal });
    const region = regionIn(now.document, page.host);
    const policy = policyIn(region);
    const { comments, pages } = readMarkup(region, { ...page.origin, base: now.url });
    const isWhole = Object.keys(pages).length === 0;
    return refusalWithout(policy, draft, isWhole ? comments : undefined);
  } catch (cause) {
    return new CommentsError('rejected', 'Refused without a reason.', { status: 403, cause });
  }
}

/** The same for every page of the comments of a post. */
function threadOf(address: string): string {
  const { pathname, searchParams } = new URL(address);
  const post = ['p', 'page_id', 'attachment_id'].map((name) => searchParams.get(name)).join();
  return `${pathname.replace(/\/comment-page-\d+/, '').replace(/\/+$/, '')}?${post}`;
}
