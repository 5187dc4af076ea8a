/**
 * Of a long thread, the comments that are far from the reader: they have all of their words, so that searches, screen readers and
 * copies reach them, but the rest comes as the reader does. Brought by far.ts for threads that are long.
 */
import type { ThreadNode } from '../core/tree.js';
import { isInBlock, putInBlock, show, sizeBlocks } from './blocks.js';
import type { ThreadView } from './comment.js';
import { extend, extras } from './extras.js';
import { FarReader } from './far-reader.js';
import { commentsOf, drawWords, heightOf, inReadingOrder } from './far-words.js';
import { adopt, itemIn, newItem, type Put } from './keyed-list.js';
import { drawInSlices } from './slices.js';
import type { ThreadInside } from './thread-controls.js';
import * as threadExtras from './thread-extras.js';
import { drawAll, drawItem, rowsOf, type Row } from './thread-list.js';

// Hardly any long thread does without.
extend(threadExtras);

/** What a whole list was drawn from. */
interface DrawnList {
  readonly view: ThreadView;
  /** Comments at top level in whose branches the reader has done anything. */
  readonly marked: ReadonlySet<ThreadNode | undefined>;
  readonly extras: typeof extras;
}

/** An item that holds words alone: where it stands, and what they were drawn from. */
interface FarItem {
  readonly row: Row;
  readonly level: number;
  readonly from: readonly unknown[];
}

/** Lists with more comments, replies to these included, are long: each of their items is far or near by itself. */
const LONG = 8;
/** So many windows, filled with text of ordinary size, are near from the start. */
const NEAR = 1.5;
const EM = 16;
/** So many comments of a branch that comes into the window are drawn at once, so that it does not grow there. */
const ARRIVING = 100;

/** Gives a thread one who looks after what is far in it. */
export function lookAfter(inside: ThreadInside): void {
  inside.marks.far ??= new FarComments(inside);
}

export class FarComments {
  readonly #inside: ThreadInside;
  readonly #reader: FarReader;
  readonly #reached = new Set<string>();
  readonly #far = new WeakMap<Element, FarItem>();
  /** How high, in em, items of long lists will be. */
  readonly #heights = new WeakMap<Element, number>();
  /** What the whole thread was drawn from last; nothing while it is being drawn. */
  #drawn: DrawnList | undefined;
  #all: boolean;
  /** Long lists whose blocks have not been measured. */
  readonly #unsized = new Set<HTMLElement>();
  /** The long list of replies in an item that is drawn in full. */
  readonly lists = new WeakMap<Element, HTMLElement>();

  constructor(inside: ThreadInside) {
    this.#inside = inside;
    this.#reader = new FarReader(inside, this);
    this.#all = !this.#reader.isTold;
  }

  /** The top level is long, and so is each list of many replies. A list in one that is not long is not long either. */
  isLong(level: number, nodes: readonly ThreadNode[], { maxDepth }: ThreadView): boolean {
    if (!level) return true;
    let count = nodes.length;
    if (level < maxDepth) for (const { descendants } of nodes) count += descendants;
    return count > LONG;
  }

  /** Whether words are enough for an item of a long list, and for the replies in it. */
  isFar(item: Element, id: string): boolean {
    return !this.#all && isInBlock(item) && !this.#reached.has(id);
  }

  /** The reader is brought to a comment: it is drawn, and what it stands in takes its place, before the page scrolls. */
  bring(id: string): void {
    const { list, view } = this.#inside.marks;
    const node = view?.state.thread.byId.get(id);
    const root = list && (itemIn(list, id) ?? itemIn(list, rootOf(node)?.comment.id ?? ''));
    const item = root?.dataset['id'] === id ? root : root?.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const around: HTMLElement[] = [];
    for (let each = item; each && each !== list; each = each.parentElement)
      if (each.matches('.root, .block > .item')) around.unshift(each as HTMLElement);
    for (const each of around) this.#reader.show(each);
  }

  /** Where only some branches can look different from before, the others are not even looked at. */
  readonly drawThread = (list: HTMLElement, roots: readonly ThreadNode[], view: ThreadView): Iterable<void> =>
    this.#drawThread(list, roots, view);

  *#drawThread(list: HTMLElement, roots: readonly ThreadNode[], view: ThreadView): Generator<void> {
    const before = this.#drawn;
    this.#drawn = undefined;
    const nodes = markedNodes(view);
    for (const node of nodes) this.#reach(node);
    const marked = new Set(nodes.map(rootOf));
    if (before && isLike(before, view)) {
      const grown = rootOf(view.state.thread.grown?.at);
      for (const root of new Set([...before.marked, ...marked, grown])) if (root) yield* drawRoot(root, view);
    } else {
      this.#reachFirst(roots);
      yield* drawAll(list, roots, view);
    }
    this.#sizeLists();
    this.#drawn = { view, marked, extras };
  }

  /** What the reader sees first. */
  #reachFirst(roots: readonly ThreadNode[]): void {
    let room = (NEAR * innerHeight) / EM;
    for (const { comment } of inReadingOrder(roots)) {
      if (room < 0) return;
      this.#reached.add(comment.id);
      room -= heightOf([comment]);
    }
  }

  /** A comment is no longer far, nor is what it stands in. */
  #reach(node: ThreadNode | undefined): void {
    for (let each = node; each; each = each.parent) this.#reached.add(each.comment.id);
  }

  /** Fills a long list, of a branch that is far as a whole. */
  putMany(list: HTMLElement, nodes: readonly ThreadNode[], level: number, view: ThreadView): void {
    let before: HTMLElement | undefined;
    for (const node of nodes) {
      const item = newItem(node.comment.id);
      putInBlock(list, item, before);
      this.draw(item, { node, hidden: false, place: undefined }, level, view);
      before = item;
    }
    sizeBlocks(list, this.#heights);
  }

  /** Fills an item of a long list with the words of its comment and of all replies in it. False where nothing has changed. */
  draw(item: HTMLElement, row: Row, level: number, view: ThreadView): boolean {
    const { hidden, node } = row;
    const comments = level < view.maxDepth ? commentsOf(node) : [node.comment];
    const from = [view.look, hidden, ...comments];
    const before = this.#far.get(item)?.from;
    this.#far.set(item, { row, level, from });
    if (before?.length === from.length && from.every((part, index) => part === before[index])) return false;
    drawWords(item, node, level, view);
    if (hidden) item.setAttribute('hidden', 'until-found');
    else item.removeAttribute('hidden');
    const height = hidden ? 0 : heightOf(comments);
    this.#heights.set(item, height);
    // It keeps this height until it is drawn in full, so that nothing moves where the reader is not.
    item.style.blockSize = `${height}em`;
    return true;
  }

  /** Makes room in an item for all of its comment. What was the list of replies to it is given back, to be filled in turn. */
  clear(item: HTMLElement): HTMLElement | undefined {
    const { lastElementChild: last } = item;
    this.#far.delete(item);
    item.replaceChildren();
    // Asked first, since Chromium leaves an empty attribute where nobody has seen that there is one.
    if (item.hasAttribute('style')) item.removeAttribute('style');
    if (last?.localName !== 'ol') return undefined;
    adopt(last as HTMLElement, last.querySelectorAll<HTMLElement>(':scope > li, :scope > .block > li'));
    return last as HTMLElement;
  }

  /** How items come to their places in a list that is long. */
  putFor(list: HTMLElement, level: number, rows: readonly Row[], view: ThreadView): Put | undefined {
    const nodes = rows.map(({ node }) => node);
    if (!this.isLong(level, nodes, view)) return undefined;
    const item = list.closest('.item');
    if (item) this.lists.set(item, list);
    this.#unsized.add(list);
    return this.#put;
  }

  /** Items stand in blocks, each of which keeps those it has as long as it can. */
  readonly #put: Put = (list, item, before) => {
    putInBlock(list, item, before);
    // What is near from the start has its own height from the start.
    if (this.#all || this.#reached.has(item.dataset['id'] ?? '')) show(item);
  };

  /** Gives blocks their heights once all is in them. */
  #sizeLists(): void {
    for (const list of this.#unsized) sizeBlocks(list, this.#heights);
    this.#unsized.clear();
  }

  /**
   * Draws an item in full. False where it was so before.
   * @param isAbove it is above the window: it stays at least as high as it was, so that nothing moves
   */
  arrive(item: HTMLElement, isAbove = false): boolean {
    const far = this.#far.get(item);
    const { failed, view } = this.#inside.marks;
    if (!far || !view) return false;
    const { level, row } = far;
    const { node } = row;
    this.#reached.add(node.comment.id);
    // Beside the drawing of the whole thread, which may be under way and would have to begin again.
    drawInSlices(drawItem(item, { ...row, place: placeOf(node, view) }, level, view), { failed }, ARRIVING);
    if (isAbove) item.style.minBlockSize = `${this.#heights.get(item)}em`;
    return true;
  }

  /** On paper there is no reader who comes near. */
  drawEverything(): void {
    const { failed, list, view } = this.#inside.marks;
    this.#all = true;
    if (list && view) drawInSlices(drawAll(list, view.state.thread.roots, view), { failed }, Infinity);
  }
}

/** One comment of the top level and its replies, where it is in the list. */
function* drawRoot(root: ThreadNode, view: ThreadView): Generator<void> {
  const { list } = view.marks;
  const item = list && itemIn(list, root.comment.id);
  const [row] = rowsOf([root], [], false, view);
  if (item && row) yield* drawItem(item, row, 0, view);
}

function isLike(
  { view: before, extras: drawnWith }: DrawnList,
  { look, maxDepth, minute, state }: ThreadView,
): unknown {
  const { thread } = state;
  const old = before.state.thread;
  return (
    // In a list that does not nest, the branch of a comment is no part of its item.
    maxDepth &&
    drawnWith === extras &&
    before.look === look &&
    before.minute === minute &&
    (old === thread || (old === thread.grown?.from && thread.grown.at.parent))
  );
}

/** The comments with which the reader has done anything, or may do more than with others. */
function markedNodes({ marks, state }: ThreadView): (ThreadNode | undefined)[] {
  const { collapsed, fresh, own, parent, target } = marks;
  const ids = [...collapsed, ...(own?.ids() ?? []), fresh, parent?.id, target];
  return ids.map((id) => state.thread.byId.get(id ?? ''));
}

function rootOf(node: ThreadNode | undefined): ThreadNode | undefined {
  let root = node;
  while (root?.parent) root = root.parent;
  return root;
}

/** The place of a comment by levels, as `rowsOf()` counts for all. */
function placeOf(node: ThreadNode, { numbers }: ThreadView): Row['place'] {
  const place: number[] = [];
  for (let each: ThreadNode | undefined = node; each; each = each.parent) {
    const own = each.number ?? (numbers === 'all' && each.parent && each.parent.children.indexOf(each) + 1);
    if (!own || numbers === 'none') return undefined;
    place.unshift(own);
  }
  return place;
}
