/** What is left of a discussion that has more comments than WordPress sends at once; few have. */
import { CommentsError, toCommentsError } from '../errors.js';
import { readId, readObject } from '../fields.js';
import { askComments, MOST, type Part } from './comments.js';
import { eachOf } from './four.js';
import type { Item, Thread } from './item.js';
import { askPart, type Plan } from './list.js';
import type { Site } from './site.js';

/** Comments for one page of results. */
export interface Pages extends Part {
  readonly next: string | undefined;
}

/** One reading of a thread, from the first page to the last. */
interface Reading {
  readonly name: string;
  /** Comments that were delivered, or looked for in vain. */
  readonly seen: Set<string>;
}

/** Readings that can still be continued without a repetition. */
const MOST_READINGS = 4;
const readings = new WeakMap<Thread, Reading[]>();
let begun = 0;

/**
 * Reads a page of results: all comments there are, where one page holds them.
 *
 * Where a request fails, what came before it is delivered, and the cursor leads to what did not come. A comment that slips
 * onto the next page of WordPress while new ones are written is not delivered twice.
 * @param from the first part where it is here, else a cursor
 * @throws CommentsError when there is nothing to deliver
 */
export async function readPages(
  site: Site,
  thread: Thread,
  item: Item,
  plan: Plan,
  from: Part | string,
): Promise<Pages> {
  const [page, reading] = typeof from === 'string' ? continued(thread, from) : [1, start(thread)];
  const first = typeof from === 'string' ? await askPart(site, item, plan, page) : from;
  let parts = await readParts(site, item, plan, page, first);
  // One that was deleted meanwhile has moved another one from a part not read yet to one that was read.
  if ((parts.at(-1)?.total ?? 0) < (first.total ?? 0)) {
    parts = await readParts(site, item, plan, page, await askPart(site, item, plan, page));
  }
  const { total, raw: ending = [] } = parts.at(-1) ?? {};
  const after = page + parts.length;
  const ended = total === undefined ? ending.length < plan.size : (after - 1) * plan.size >= total;
  const raw = parts.flatMap((part) => part.raw).filter(isNew(reading));
  if (!ended || page > 1) raw.unshift(...(await readParents(site, item, plan, reading, raw)));
  return { raw, total, next: ended ? undefined : `${after}.${reading.name}` };
}

function start(thread: Thread): Reading {
  const reading = { name: String(++begun), seen: new Set<string>() };
  readings.set(thread, [reading, ...(readings.get(thread) ?? [])].slice(0, MOST_READINGS));
  return reading;
}

/** A reading that is forgotten is begun anew at the same place: what was delivered before may come again. */
function continued(thread: Thread, cursor: string): [number, Reading] {
  const [, page, name] = /^([1-9]\d{0,8})\.(\d+)$/.exec(cursor) ?? [];
  if (!page) throw new CommentsError('invalid', `There is no page ${cursor}.`);
  return [Number(page), readings.get(thread)?.find((reading) => reading.name === name) ?? start(thread)];
}

/** The parts up to the end, the bound, or a request that failed; whatever came after that one is left out. */
async function readParts(site: Site, item: Item, plan: Plan, from: number, first: Part): Promise<Part[]> {
  const { size, parts, request } = plan;
  let last = Math.min(from + parts - 1, Math.ceil((first.total ?? Infinity) / size));
  let broken = false;
  const ask = async (page: number): Promise<Part | undefined> => {
    if (broken || page > last) return undefined;
    try {
      const known = page === from ? first : await askPart(site, item, plan, page);
      const part = isShort(known, page, first, size) ? await askPart(site, item, plan, page) : known;
      if (part.total === undefined && part.raw.length < size) last = Math.min(last, page);
      return part;
    } catch (thrown) {
      broken = true;
      if (request.signal?.aborted || page === from) throw toCommentsError(thrown);
      return undefined;
    }
  };
  const numbers = Array.from({ length: parts }, (_, index) => from + index);
  const results = await eachOf(numbers, ask);
  const gap = results.indexOf(undefined);
  return (gap < 0 ? results : results.slice(0, gap)) as Part[];
}

/** Under load a database may answer with an empty list and status 200 (measured with SQLite). */
function isShort({ raw, total = 0 }: Part, page: number, first: Part, size: number): boolean {
  return raw.length < Math.min(size, Math.max(total, first.total ?? 0) - (page - 1) * size);
}

function isNew({ seen }: Reading): (raw: unknown) => boolean {
  return (raw) => {
    const id = readId(readObject(raw)?.['id']);
    if (id === undefined) return true;
    return !seen.has(id) && Boolean(seen.add(id));
  };
}

/** What the comments answer and no page has brought yet, up to the top; held and deleted ones are not to be had. */
async function readParents(
  site: Site,
  item: Item,
  plan: Plan,
  reading: Reading,
  replies: readonly unknown[],
): Promise<unknown[]> {
  const parents = new Set(replies.map((reply) => String(readId(readObject(reply)?.['parent']) ?? 0)));
  const missing = [...parents].filter((id) => id !== '0' && !reading.seen.has(id));
  const batches = Array.from({ length: Math.ceil(missing.length / MOST) }, (_, index) =>
    missing.slice(index * MOST, (index + 1) * MOST).join(),
  );
  const found = await eachOf(batches, (include) => askComments(site, item, { include, per_page: MOST }, plan.request));
  const raw = found.flatMap((part) => part.raw).filter(isNew(reading));
  for (const id of missing) reading.seen.add(id);
  return raw[0] ? [...(await readParents(site, item, plan, reading, raw)), ...raw] : [];
}
