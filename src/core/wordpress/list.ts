/**
 * Pages of comments. WordPress cuts its list by dates, across threads: a page of it may hold replies without what they
 * answer. So a discussion is read as a whole, 100 comments at a time and four requests in flight, up to 1,000 comments
 * (measured on two cores with 4 PHP processes: 17 comments in 1 request and 0.1 s, 1,000 in 10 and 0.4 s; 5,000 would take
 * 50, 1.4 s and 3.7 MB). Longer ones come in pages of 1,000 in the order of dates, with what their replies answer.
 */
import { notLoaded } from '../errors.js';
import { defined } from '../defined.js';
import type { ListQuery, Page, RequestOptions } from '../types.js';
import { askComments, MOST, readThread, type Part } from './comments.js';
import { readKey, type Item, type Thread } from './item.js';
import { countOf, policyOf } from './policy.js';
import type { Site } from './site.js';

const PAGE_SIZE = 1000;

/** How the comments of a page of results are asked for. */
export interface Plan {
  readonly newest: boolean;
  /** Comments in one request. */
  readonly size: number;
  /** Requests for one page of results. */
  readonly parts: number;
  readonly request: RequestOptions;
}

/** One page of results. The `limit` of the query does not count: one request costs a start of WordPress. */
export async function readList(
  site: Site,
  thread: Thread,
  query: ListQuery,
  request: RequestOptions = {},
): Promise<Page> {
  const pageSize = Math.max(1, site.options.pageSize ?? PAGE_SIZE);
  const size = Math.min(MOST, pageSize);
  const plan = { newest: query.sort === 'newest', size, parts: Math.ceil(pageSize / size), request };
  const first = (item: Pick<Item, 'id'>) => (query.after === undefined ? askPart(site, item, plan, 1) : undefined);
  const found = thread.item(request);
  const known = readKey(thread.ref.key);
  const [item, part, user] = await Promise.all([
    found,
    known ? first(known) : found.then(first),
    // A thread can be read by those who cannot be told apart.
    site
      .session(thread.refused === 'login')
      .then((session) => session?.user())
      .catch(() => undefined),
  ]);
  const { raw, total, next } = isWhole(part, size)
    ? { ...part, next: undefined }
    : await (
        await import('./pages.js').catch(notLoaded)
      ).readPages(site, thread, item, plan, part ?? query.after ?? '');
  const { comments, skipped } = await readThread(site, item, raw);
  return defined<Page>({
    comments,
    next,
    skipped: skipped || undefined,
    count: countOf(site, item, total ?? comments.length),
    policy: await policyOf(site, thread, item, user),
    title: item.title,
  });
}

/** Asks for comments in the order of dates. @param page from 1; those past the end are empty */
export function askPart(site: Site, item: Pick<Item, 'id'>, plan: Plan, page: number): Promise<Part> {
  const order = plan.newest ? 'desc' : 'asc';
  return askComments(site, item, { page, per_page: plan.size, order }, plan.request);
}

function isWhole(part: Part | undefined, size: number): part is Part {
  return part !== undefined && part.raw.length >= (part.total ?? (part.raw.length < size ? 0 : Infinity));
}
