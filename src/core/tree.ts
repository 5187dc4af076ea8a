/**
 * Makes a thread of a flat list of comments, in linear time apart from the sort, without recursion, so that a chain of a
 * hundred thousand replies is no danger. The list is only read; the thread keeps its comments but not the list itself.
 *
 * Every comment is in the thread exactly once, whatever its links say. The steps: collect the comments by id, bring them
 * in order, link them to their parents, cut the cycles, grow the branches, measure them, number and arrange the top level.
 */
import type { Comment, Sort } from './types.js';

/** A comment in its place. */
export interface ThreadNode {
  readonly comment: Comment;
  /** The comment it stands under; `undefined` at top level. */
  readonly parent: ThreadNode | undefined;
  /** Its direct replies, oldest first. */
  readonly children: readonly ThreadNode[];
  /** 0 at top level. */
  readonly depth: number;
  /** Its place among the top-level comments when these are counted from the oldest, from 1; `undefined` for replies. */
  readonly number: number | undefined;
  /**
   * True when it stands at top level although it answers something: the parent is not here (deleted, held, a pingback, on
   * a page not loaded yet) or is its own reply.
   */
  readonly orphan: boolean;
  /** Replies under it at any depth. */
  readonly descendants: number;
}

/** The discussion of one post as readers see it. */
export interface Thread {
  /** Top-level comments in the order asked for. */
  readonly roots: readonly ThreadNode[];
  /** Pingbacks and trackbacks in the order in which they came. */
  readonly pings: readonly Comment[];
  /** Every comment of the tree by its id, at whatever depth; without the pings. */
  readonly byId: ReadonlyMap<string, ThreadNode>;
}

/** How {@link buildThread} arranges the top level. */
export interface ThreadOptions {
  /**
   * `oldest` (the default) goes by `publishedAt`; comments without a date follow in the order in which they came. Equal
   * dates go by id when every id is a number, otherwise by the order in which they came. `newest` is exactly the reverse;
   * `replies` puts the longest branches first.
   */
  readonly sort?: Sort;
  /**
   * Top-level comments that exist at the backend. With `newest` and fewer of them here, the first one gets this number,
   * because the oldest are the ones still missing. Smaller or senseless figures are ignored.
   */
  readonly roots?: number;
}

interface Growing extends ThreadNode {
  /** Its place in the order of arrival. */
  readonly place: number;
  /** Milliseconds since 1970; infinite without a date. */
  readonly time: number;
  readonly children: Growing[];
  parent: Growing | undefined;
  /** While cycles are looked for: the number of the climb that came here, or 0. */
  depth: number;
  number: number | undefined;
  orphan: boolean;
  descendants: number;
}

/** Of comments with the same id the last one counts, in the place of the first. */
export function buildThread(comments: readonly Comment[], { sort, roots: known = 0 }: ThreadOptions = {}): Thread {
  const all = [...new Map(comments.map((comment) => [comment.id, comment])).values()];
  const pings = all.filter(isPing);
  const nodes = all.filter((comment) => !isPing(comment)).map(newNode);
  sortByAge(nodes);
  const byId = new Map(nodes.map((node) => [node.comment.id, node]));
  for (const node of nodes) {
    const { parentId } = node.comment;
    if (parentId !== undefined) node.parent = byId.get(parentId);
  }
  cutCycles(nodes);
  const roots: Growing[] = [];
  for (const node of nodes) (node.parent?.children ?? roots).push(node);
  measure(roots);
  let number = sort === 'newest' && Number.isSafeInteger(known) ? Math.max(0, known - roots.length) : 0;
  for (const root of roots) root.number = ++number;
  if (sort === 'newest') roots.reverse();
  // The sort is stable, so that equally long branches stay oldest first.
  if (sort === 'replies') roots.sort((a, b) => b.descendants - a.descendants);
  return { roots, pings, byId };
}

function isPing({ kind }: Comment): boolean {
  return kind === 'pingback' || kind === 'trackback';
}

function newNode(comment: Comment, place: number): Growing {
  const time = comment.publishedAt === undefined ? Infinity : Date.parse(comment.publishedAt);
  const none = undefined;
  return { comment, place, time, parent: none, children: [], depth: 0, number: none, orphan: false, descendants: 0 };
}

/** Equals stay as they came, since the sort is stable. */
function sortByAge(nodes: Growing[]): void {
  const numeric = nodes.every(({ comment }) => /^\d+$/.test(comment.id));
  nodes.sort(
    (a, b) => a.time - b.time || (numeric && a.time < Infinity ? compareNumbers(a.comment.id, b.comment.id) : 0),
  );
}

function compareNumbers(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/**
 * Frees the member of each cycle that came first; the others hang below it. A cycle is found by climbing from every
 * comment until the top or a comment seen before.
 */
function cutCycles(nodes: readonly Growing[]): void {
  let climb = 0;
  for (const start of nodes) {
    let node: Growing | undefined = start;
    for (climb++; node?.depth === 0; node = node.parent) node.depth = climb;
    if (node?.depth !== climb) continue;
    let first = node;
    for (let other = node.parent; other && other !== node; other = other.parent) {
      if (other.place < first.place) first = other;
    }
    first.parent = undefined;
  }
}

function measure(roots: readonly Growing[]): void {
  const fromTop = [...roots];
  // The list grows while it is walked: parents come before their replies.
  for (const node of fromTop) {
    const { parent, comment, children } = node;
    node.depth = parent ? parent.depth + 1 : 0;
    node.orphan = !parent && comment.parentId !== undefined;
    for (const child of children) fromTop.push(child);
  }
  for (const { parent, descendants } of fromTop.reverse()) if (parent) parent.descendants += descendants + 1;
}
