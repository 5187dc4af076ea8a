/** Pages of comments, where a theme does not put all of them on one. */

/** What a page tells of the others; addresses by number. */
export interface Neighbours {
  /** Number of this page, where that is certain. */
  readonly here?: number | undefined;
  /** The pages that it links to, all of this origin. */
  readonly pages: Readonly<Record<number, string>>;
}

/** The opaque cursor of a page is made of this. */
interface Ahead {
  readonly next: number;
  /** Every page that is known of. */
  readonly pages: Readonly<Record<number, string>>;
  /** The pages that were read, the one that the reader came by first. */
  readonly read: readonly number[];
}

/** WordPress marks the addresses of these pages itself, with and without permalinks; nothing else tells old themes' links. */
const COMMENT_PAGE = /\/comment-page-(\d+)\b|[?&]cpage=(\d+)/;
const LINKS = 'a[href*="comment-page-"],a[href*="cpage="]';
const COMMENT_ANCHOR = /#(?:li-|div-)?comment-\d+$/;
const OLDER =
  '.nav-previous,.nav-older,.previous,.prev,.alignleft,.wp-block-comments-pagination-previous,[rel~="prev"]';
const NEWER = '.nav-next,.nav-newer,.next,.alignright,.wp-block-comments-pagination-next,[rel~="next"]';

/** Finds the links to other pages of comments. */
export function readNeighbours(root: Element, base: string): Neighbours {
  const pages: Record<number, string> = {};
  let here: number | undefined;
  for (const link of root.querySelectorAll(LINKS)) {
    const url = pageAt(link, base);
    if (!url) continue;
    const number = numberOf(url);
    pages[number] = url;
    here ??= link.closest(OLDER) ? number + 1 : link.closest(NEWER) ? number - 1 : undefined;
  }
  return { here, pages };
}

/** The cursor of the next page: from where the reader came by back to the oldest one, then on to the newest. */
export function cursorAfter({ here, pages }: Neighbours, cursor?: string): string | undefined {
  const before = cursor === undefined ? undefined : parse(cursor);
  const read = [...(before?.read ?? []), ...(before ? [before.next] : here === undefined ? [] : [here])];
  const known = { ...before?.pages, ...pages };
  const unread = Object.keys(known)
    .map(Number)
    .filter((number) => !read.includes(number));
  const older = unread.filter((number) => number < (read[0] ?? Infinity));
  const next = older.length > 0 ? Math.max(...older) : Math.min(...unread);
  return Number.isFinite(next) ? JSON.stringify({ next, pages: known, read } satisfies Ahead) : undefined;
}

/** The address that a cursor stands for. */
export function pageOf(cursor: string): string {
  const { next, pages } = parse(cursor);
  return pages[next] ?? '';
}

function parse(cursor: string): Ahead {
  return JSON.parse(cursor) as Ahead;
}

function pageAt(link: Element, base: string): string | undefined {
  const href = link.getAttribute('href') ?? '';
  const url = URL.canParse(href, base) ? new URL(href, base) : undefined;
  if (url?.origin !== new URL(base).origin || !COMMENT_PAGE.test(url.href) || COMMENT_ANCHOR.test(url.hash))
    return undefined;
  url.hash = '';
  return url.href;
}

function numberOf(url: string): number {
  const [, path, query] = COMMENT_PAGE.exec(url) ?? [];
  return Number(path ?? query);
}
