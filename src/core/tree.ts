/**
 * Makes a thread of a flat list of comments, in linear time apart from the sort, without recursion, so that a chain of a
 * hundred thousand replies is no danger. The list is only read; the thread keeps its comments but not the list itself.
 *
 * Every comment is in the thread exactly once, whatever its links say. The steps: collect the comments by id, link them
 * to their parents, cut the cycles, bring them in order, grow the branches, measure them, number and arrange the top level.
 */
import type { Comment, Sort, Timestamp } from './types.js';

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
  /** Where it is another thread with one more comment, which stands there; all others are where they were. */
  readonly grown?: { readonly from: Thread; readonly at: ThreadNode };
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

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A node while its thread is made, or grows. */
export interface Growing extends Writable<Omit<ThreadNode, 'parent' | 'children'>> {
  parent: Growing | undefined;
  children: Growing[];
}

/** What {@link link} has not come to yet. */
type Unlinked = Omit<Growing, 'parent' | 'number' | 'orphan'>;

/** Of comments with the same id the last one counts, in the place of the first. */
export function buildThread(comments: readonly Comment[], { sort, roots: existing = 0 }: ThreadOptions = {}): Thread {
  const byId = new Map(comments.map((comment) => [comment.id, newNode(comment) as Growing]));
  const pings = [...byId.values()].map(({ comment }) => comment).filter(({ kind }) => /back$/.test(kind));
  for (const { id } of pings) byId.delete(id);
  const nodes = [...byId.values()];
  nodes.forEach((node, index) => link(node, index, byId));
  nodes.forEach(cutCycle);
  const roots: Growing[] = [];
  for (const node of oldestFirst(nodes)) (node.parent?.children ?? roots).push(node);
  measure(roots);
  const missing = sort === 'newest' && Number.isSafeInteger(existing) ? existing - roots.length : 0;
  roots.forEach((root, index) => (root.number = Math.max(0, missing) + index + 1));
  if (sort === 'newest') roots.reverse();
  // The sort is stable, so that equally long branches stay oldest first.
  if (sort === 'replies') roots.sort((a, b) => b.descendants - a.descendants);
  return { roots, pings, byId };
}

function newNode(comment: Comment): Unlinked {
  return { comment, children: [], depth: 0, descendants: 0 };
}

/** `number` holds the place in the order of arrival until `measure()`. */
function link(node: Growing, index: number, byId: ReadonlyMap<string, Growing>): void {
  const { parentId } = node.comment;
  node.number = index;
  node.parent = parentId === undefined ? undefined : byId.get(parentId);
  node.orphan = parentId !== undefined && !node.parent;
}

/**
 * Climbs from a comment until the top or one seen before; `depth` holds the number of the climb until `measure()`. Who is
 * seen in the same climb is in a cycle: of its members the one that came first is freed, and the others hang below it.
 */
function cutCycle(start: Growing, index: number): void {
  let node: Growing | undefined = start;
  for (; node && !node.depth; node = node.parent) node.depth = index + 1;
  if (node?.depth !== index + 1) return;
  let first = node;
  for (let member = node.parent; member && member !== node; member = member.parent) {
    if (Number(member.number) < Number(first.number)) first = member;
  }
  first.parent = undefined;
  first.orphan = true;
}

function measure(roots: readonly Growing[]): void {
  const fromTop = [...roots];
  // The list grows while it is walked: parents come before their replies.
  for (const node of fromTop) {
    node.number = undefined;
    node.depth = node.parent ? node.parent.depth + 1 : 0;
    for (const child of node.children) fromTop.push(child);
  }
  for (const { parent, descendants } of fromTop.reverse()) if (parent) parent.descendants += descendants + 1;
}

/** A list that is in order already, as most are, is sorted in linear time. */
function oldestFirst(nodes: Growing[]): readonly Growing[] {
  const numeric = nodes.every(({ comment }) => /^\d+$/.test(comment.id));
  return nodes.sort((a, b) => compareAges(a.comment, b.comment, numeric));
}

/** Negative when `a` is the older one. 0 leaves them as they came, since the sort is stable. */
function compareAges(a: Comment, b: Comment, numeric: boolean): number {
  if (!a.publishedAt || !b.publishedAt) return Number(!a.publishedAt) - Number(!b.publishedAt);
  return compareTimes(a.publishedAt, b.publishedAt) || (numeric ? compareNumbers(a.id, b.id) : 0);
}

/** Timestamps of the years 0 to 9999 sort as text; a year outside of them begins with a sign. */
function compareTimes(a: Timestamp, b: Timestamp): number {
  return /^\d/.test(a) && /^\d/.test(b) ? compareTexts(a, b) : Date.parse(a) - Date.parse(b);
}

function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
