/**
 * Makes a thread of a flat list of comments, in linear time apart from the sort, without recursion, so that a chain of a
 * hundred thousand replies is no danger. The list is only read; the thread keeps its comments but not the list itself.
 *
 * Every comment is in the thread exactly once, whatever its links say. The steps: collect the comments by id, link them
 * to their parents, cut the cycles, bring them in order, grow the branches, measure them, number the top level.
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
  comment: Comment;
  parent: Growing | undefined;
  readonly children: Growing[];
  depth: number;
  number: number | undefined;
  orphan: boolean;
  descendants: number;
}

/** Of comments with the same id the last one counts, in the place of the first. */
export function buildThread(comments: readonly Comment[], options: ThreadOptions = {}): Thread {
  const { byId, pings } = collect(comments);
  const nodes = [...byId.values()];
  link(nodes, byId);
  cutCycles(nodes);
  const roots = grow(oldestFirst(nodes));
  measure(roots);
  assignNumbers(roots, options);
  return { roots: arrange(roots, options.sort), pings, byId };
}

function collect(comments: readonly Comment[]): { byId: Map<string, Growing>; pings: Comment[] } {
  const byId = new Map<string, Growing>();
  for (const comment of comments) {
    const known = byId.get(comment.id);
    if (known) known.comment = comment;
    else byId.set(comment.id, newNode(comment));
  }
  const pings: Comment[] = [];
  for (const { comment } of byId.values()) {
    if (comment.kind !== 'pingback' && comment.kind !== 'trackback') continue;
    pings.push(comment);
    byId.delete(comment.id);
  }
  return { byId, pings };
}

function newNode(comment: Comment): Growing {
  return { comment, parent: undefined, children: [], depth: 0, number: undefined, orphan: false, descendants: 0 };
}

function link(nodes: readonly Growing[], byId: ReadonlyMap<string, Growing>): void {
  for (const node of nodes) {
    const { parentId } = node.comment;
    if (parentId === undefined) continue;
    node.parent = byId.get(parentId);
    node.orphan = node.parent === undefined;
  }
}

/** Frees the member of each cycle that came first; the others hang below it. */
function cutCycles(nodes: readonly Growing[]): void {
  const members = findCycles(nodes);
  if (members.length === 0) return;
  const arrival = new Map(nodes.map((node, index) => [node, index]));
  for (const member of members) {
    const first = firstOfCycle(member, arrival);
    first.parent = undefined;
    first.orphan = true;
  }
}

/**
 * One member of each cycle, found by climbing from every comment until the top or a comment seen before. `depth` holds the
 * number of the climb meanwhile; `measure()` sets it right.
 */
function findCycles(nodes: readonly Growing[]): Growing[] {
  const members: Growing[] = [];
  let climb = 0;
  for (const start of nodes) {
    climb += 1;
    let node: Growing | undefined = start;
    while (node?.depth === 0) {
      node.depth = climb;
      node = node.parent;
    }
    if (node !== undefined && node.depth === climb) members.push(node);
  }
  return members;
}

function firstOfCycle(member: Growing, arrival: ReadonlyMap<Growing, number>): Growing {
  const place = (node: Growing) => arrival.get(node) ?? 0;
  let first = member;
  for (let node = member.parent; node !== undefined && node !== member; node = node.parent) {
    if (place(node) < place(first)) first = node;
  }
  return first;
}

/** Hangs every comment under its parent, in the order given, and returns those that have none. */
function grow(nodes: readonly Growing[]): Growing[] {
  const roots: Growing[] = [];
  for (const node of nodes) (node.parent?.children ?? roots).push(node);
  return roots;
}

function measure(roots: readonly Growing[]): void {
  const fromTop = [...roots];
  // The list grows while it is walked: parents come before their replies.
  for (const node of fromTop) {
    node.depth = node.parent ? node.parent.depth + 1 : 0;
    for (const child of node.children) fromTop.push(child);
  }
  for (const node of fromTop.reverse()) {
    if (node.parent) node.parent.descendants += node.descendants + 1;
  }
}

/** @param roots Oldest first. */
function assignNumbers(roots: readonly Growing[], { sort, roots: existing = 0 }: ThreadOptions): void {
  const known = sort === 'newest' && Number.isSafeInteger(existing) ? existing : 0;
  let number = Math.max(0, known - roots.length);
  for (const root of roots) root.number = number += 1;
}

/** @param roots Oldest first. */
function arrange(roots: Growing[], sort: Sort = 'oldest'): Growing[] {
  if (sort === 'newest') return roots.reverse();
  // The sort is stable, so that equally long branches stay oldest first.
  return sort === 'replies' ? roots.sort((a, b) => b.descendants - a.descendants) : roots;
}

function oldestFirst(nodes: readonly Growing[]): readonly Growing[] {
  const numeric = nodes.every(({ comment }) => /^\d+$/.test(comment.id));
  const compare = (a: Growing, b: Growing) => compareAges(a.comment, b.comment, numeric);
  const sorted = nodes.every((node, index) => {
    const previous = nodes[index - 1];
    return !previous || compare(previous, node) <= 0;
  });
  return sorted ? nodes : [...nodes].sort(compare);
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
  return a < b ? -1 : a > b ? 1 : 0;
}
