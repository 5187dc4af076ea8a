/** Counts of many threads, for the lists of articles that front pages are. */
import { notLoaded, toCommentsError } from '../errors.js';
import { readCount, readOptionalList } from '../parse.js';
import type { Count, RequestOptions, ThreadRef } from '../types.js';
import { askComments, MOST } from './comments.js';
import { eachOf } from './four.js';
import { ITEM_FIELDS, toItem, TYPES, type Item } from './item.js';
import { countOf } from './policy.js';
import type { Site } from './site.js';

/**
 * Counts threads in the order asked: one request where all are posts named by their ids and the plugin of docs/wordpress.md
 * tells the numbers, else one more for each thread. Undefined for what is not there or not to be read.
 */
export async function readCounts(
  site: Site,
  threads: readonly ThreadRef[],
  request?: RequestOptions,
): Promise<(Count | undefined)[]> {
  const items = await findAll(site, threads, request);
  const counts = await eachOf(
    new Set(items.values()),
    async (item) => [item, await countOne(site, item, request)] as const,
  );
  const known = new Map(counts);
  return threads.map(({ key }) => known.get(items.get(key) as Item));
}

async function findAll(
  site: Site,
  threads: readonly ThreadRef[],
  request?: RequestOptions,
): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  const ids = new Map(threads.map(({ key }) => [key, /^\d+$/.exec(key)?.[0]]));
  for (const type of TYPES) {
    const missing = [...ids].filter(([key, id]) => id && !found.has(key));
    const items = await askByIds(site, type, new Set(missing.map(([, id]) => id ?? '')), request);
    for (const [key, id] of missing) {
      const item = items.get(id ?? '');
      if (item) found.set(key, item);
    }
  }
  const places = threads.filter(({ key }) => !ids.get(key));
  if (places[0]) {
    const { search } = await import('./search.js').catch(notLoaded);
    const items = await search(site, places, request);
    items.forEach((item, index) => item && found.set(places[index]?.key ?? '', item));
  }
  return found;
}

async function askByIds(
  site: Site,
  type: string,
  wanted: ReadonlySet<string>,
  request?: RequestOptions,
): Promise<Map<string, Item>> {
  const ids = [...wanted];
  const batches = Array.from({ length: Math.ceil(ids.length / MOST) }, (_, index) =>
    ids.slice(index * MOST, (index + 1) * MOST),
  );
  const answers = await eachOf(batches, (some) =>
    site.ask(type, { include: some.join(), per_page: MOST, _fields: ITEM_FIELDS }, request),
  );
  const items = answers.flatMap(({ data }) => readOptionalList(data, (raw) => toItem(raw, type)));
  return new Map(items.map((item) => [item.id, item]));
}

async function countOne(site: Site, item: Item, request?: RequestOptions): Promise<Count | undefined> {
  const told = readCount(item.told['count']);
  if (told) return told;
  try {
    const { total } = await askComments(site, item, { per_page: 1, _fields: 'id' }, request);
    return total === undefined ? undefined : countOf(site, item, total);
  } catch (thrown) {
    if (toCommentsError(thrown).code === 'forbidden') return undefined;
    throw thrown;
  }
}
