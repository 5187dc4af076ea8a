/** Finds articles by addresses: in the REST API, with the number of plain permalinks, or with a slug at the end of a path. */
import { toCommentsError } from '../errors.js';
import { attempt, readObject } from '../fields.js';
import type { RequestOptions, ThreadRef } from '../types.js';
import { eachOf } from './four.js';
import { askById, ITEM_FIELDS, readKey, toItem, TYPES, type Item } from './item.js';
import type { Site } from './site.js';

/** Slugs in one request: they may be 200 bytes each, and servers refuse addresses of about 8,000. */
const MOST_SLUGS = 20;
/** What follows a slug on the later pages of an article or of its comments. */
const PAGE_NUMBER = /^(?:comment-page-)?\d+$/;

/** A thread as an address tells it. */
interface Place {
  /** Where the REST API has it, when the address says so. */
  readonly resources: readonly string[] | undefined;
  readonly path: string;
  readonly slugs: readonly string[];
  /** The last number in the path, for permalinks like `/archives/123`. */
  readonly number: string | undefined;
}

/**
 * Finds the articles of many threads in few requests, in the order asked; undefined for those that are not there. An article
 * whose address has the same path wins over others with the slug.
 */
export async function search(
  site: Site,
  threads: readonly ThreadRef[],
  request?: RequestOptions,
): Promise<(Item | undefined)[]> {
  const places = threads.map(({ key }) => placeOf(key));
  const items = new Map<Place, Item>();
  await eachOf(places, async (place) => {
    const item = place.resources && (await askFirst(site, place.resources, request));
    if (item) items.set(place, item);
  });
  const look = async (type: string, name: 'slug' | 'include', wanted: (place: Place) => readonly string[]) => {
    const missing = places.filter((place) => !items.has(place));
    const values = [...new Set(missing.flatMap(wanted))];
    for (let index = 0; index < values.length; index += MOST_SLUGS) {
      const some = values.slice(index, index + MOST_SLUGS);
      const found = await askFor(site, type, { [name]: some.join() }, request);
      for (const place of missing) {
        const item = choose(place, found, name === 'slug');
        if (item) items.set(place, item);
      }
    }
  };
  for (const type of TYPES) await look(type, 'slug', ({ slugs }) => slugs);
  for (const type of TYPES) await look(type, 'include', ({ number }) => (number ? [number] : []));
  return places.map((place) => items.get(place));
}

function placeOf(key: string): Place {
  const { resources } = readKey(key) ?? readKey(shortKey(key) ?? '') ?? {};
  if (resources) return { resources, path: '', slugs: [], number: undefined };
  const path = pathOf(key) ?? key;
  const names = path.split('/').filter(Boolean);
  const last = names.at(-1) ?? '';
  const slugs = [last, PAGE_NUMBER.test(last) ? (names.at(-2) ?? '') : ''].map((name) => name.replace(/\.\w+$/, ''));
  return {
    resources,
    path,
    slugs: slugs.filter((slug) => slug && !slug.includes(',')),
    number: /^\d+$/.exec(last)?.[0],
  };
}

/** The short key that an address amounts to: `…/wp/v2/pages/2` is `pages/2`, `/?p=4` is `4`. */
function shortKey(address: string): string | undefined {
  const [, ofApi] = /\/wp\/v2\/(?:sites\/[^/]+\/)?([\w-]+\/\d+)/.exec(decode(address)) ?? [];
  return ofApi?.replace(/^posts\//, '') ?? /[?&](?:p|page_id)=(\d+)/.exec(address)?.[1];
}

async function askFirst(site: Site, resources: readonly string[], request?: RequestOptions): Promise<Item | undefined> {
  try {
    return (await askById(site, resources, { _fields: ITEM_FIELDS }, request)).item;
  } catch (thrown) {
    if (toCommentsError(thrown).code === 'not-found') return undefined;
    throw thrown;
  }
}

/** A path without what may differ between two ways to write it. */
function pathOf(value: unknown): string | undefined {
  const url = typeof value === 'string' ? attempt(() => new URL(value, 'http://base/')) : undefined;
  return url && decode(url.pathname).replace(/\/+$/, '');
}

/** WordPress writes the letters of other scripts as `%d1%80`; a slug that it cut may end within one. */
function decode(text: string): string {
  return attempt(() => decodeURIComponent(text)) ?? text.toLowerCase();
}

async function askFor(
  site: Site,
  type: string,
  query: Record<string, string>,
  request?: RequestOptions,
): Promise<Found[]> {
  const { data } = await site.ask(type, { ...query, per_page: 100, _fields: ITEM_FIELDS }, request);
  return (Array.isArray(data) ? data : []).map((raw: unknown) => {
    const item = toItem(raw, type);
    return { item, path: pathOf(item.link), slug: decode(String(readObject(raw)?.['slug'])) };
  });
}

interface Found {
  readonly item: Item;
  readonly path: string | undefined;
  readonly slug: string;
}

/** A number is no proof of an article: only one that has this very path is meant, or the path before the number of a page. */
function choose({ path, slugs: [slug, before] }: Place, found: readonly Found[], bySlug: boolean): Item | undefined {
  const exact = found.find((one) => one.path === path);
  const named = bySlug ? found.find((one) => one.slug === slug) : undefined;
  const above = before ? found.find((one) => one.slug === before && path.startsWith(`${one.path}/`)) : undefined;
  return (exact ?? named ?? above)?.item;
}
