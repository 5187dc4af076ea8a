/** The comments of a page in whatever markup it has them, read into the model. */
import { countComments } from '../core/count.js';
import { withRare } from '../core/fields.js';
import { readPage } from '../core/parse.js';
import type { Page } from '../core/types.js';
import { readHeading } from './dom-heading.js';
import type { FoundComment, Origin, Reader } from './dom-items.js';
import { microdata } from './dom-microdata.js';
import { microformats } from './dom-microformats.js';
import { readNeighbours, type Neighbours } from './dom-neighbours.js';
import { wordPress } from './dom-wordpress.js';

/** Themes often print several kinds at once; what the earlier ones tell is more exact. */
const READERS: readonly Reader[] = [wordPress, microformats, microdata];

/** What stands in a piece of a page, unchecked. */
export interface Markup extends Neighbours {
  readonly comments: readonly (FoundComment | null)[];
  readonly title?: string | undefined;
  /** What the theme's heading counts. */
  readonly total?: number | undefined;
}

/** Reads a copy (see dom-items.ts) and takes it apart. */
export function readMarkup(root: Element, origin: Origin): Markup {
  const neighbours = readNeighbours(root, origin.base);
  const found = readerFor(root).read(root, origin);
  const heading = readHeading(root);
  return { ...neighbours, ...found, title: heading.title ?? found.title, total: heading.total };
}

/** Of several that have something to read, the one that has most. */
function readerFor(root: Element): Reader {
  return READERS.map((reader) => ({ reader, count: reader.count(root) })).reduce((best, next) =>
    next.count > best.count ? next : best,
  ).reader;
}

/**
 * The checked page. The heading's count holds unless more are here than it counts; where nothing is missing, what is here is
 * counted.
 */
export async function toPage({ comments, title, total, pages }: Markup, base: string): Promise<Page> {
  const page = await withRare(() => readPage({ comments, title }, base));
  const here = countComments(page.comments);
  const isWhole = Object.keys(pages).length === 0;
  if (total === undefined || total < here.total) return isWhole ? { ...page, count: here } : page;
  return { ...page, count: isWhole && total === here.total ? here : { total } };
}
