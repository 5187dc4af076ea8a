/**
 * Of a long thread, the comments that are far from the reader: they have all of their words, so that searches, screen readers and
 * copies reach them, but the rest comes as the reader does. Brought by far.ts for threads that are long.
 */
import type { ReactiveController } from 'lit';
import type { ThreadNode } from '../core/tree.js';
import { blockOf, isBeyond, itemsInWindow, putInBlock, show, sizeBlocks } from './blocks.js';
import type { ThreadView } from './comment.js';
import { extend, extras } from './extras.js';
import { farStyles } from './far-comments.styles.js';
import { commentsOf, drawWords, heightOf } from './far-words.js';
import { itemIn, type Put } from './keyed-list.js';
import { page } from './page.js';
import { addSheet } from './sheets.js';
import { drawInSlices } from './slices.js';
import type { ThreadInside } from './thread-controls.js';
import * as threadExtras from './thread-extras.js';
import { drawAll, drawItem, rowsOf } from './thread-list.js';

// Hardly any long thread does without.
extend(threadExtras);

/** What a whole list was drawn from. */
interface DrawnList {
  readonly view: ThreadView;
  /** Comments at top level in whose branches the reader has done anything. */
  readonly marked: ReadonlySet<ThreadNode | undefined>;
  readonly extras: typeof extras;
}

/** So many windows, filled with text of ordinary size, are near from the start. */
const NEAR = 1.5;
const EM = 16;

/** The event by which a browser tells that something comes near (CSS Containment 2, 4.4). */
const NEARNESS = 'contentvisibilityautostatechange';

/** So often at most, what is in the window is looked at again, because something in it has got another height. */
const PASSES = 8;
/** So many comments of a branch that comes into the window are drawn at once, so that it does not grow there. */
const ARRIVING = 100;
/** So many pixels around the window are always looked at. */
const AROUND = 50;
/** After so many milliseconds the reader no longer flies by. */
const CALM = 100;
/** Scrolling of the window and of anything in it. */
const SCROLL = { capture: true, passive: true };

/** Gives a thread one who looks after what is far in it. */
export function lookAfter(inside: ThreadInside): void {
  inside.marks.far ??= new FarComments(inside);
}

export class FarComments implements ReactiveController {
  readonly #inside: ThreadInside;
  readonly #reached = new Set<string>();
  /** What the words in items of the top level were drawn from. */
  readonly #words = new WeakMap<Element, readonly object[]>();
  /** How high, in em, comments of the top level will be. */
  readonly #heights = new WeakMap<Element, number>();
  /** Blocks that are shown because they are in the window. */
  readonly #open = new Set<HTMLElement>();
  /** What has come near while the reader was flying by. */
  readonly #waiting = new Set<HTMLElement>();
  #top = 0;
  #calm: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;
  /** What the whole list was drawn from last; nothing while it is being drawn. */
  #drawn: DrawnList | undefined;
  #all = !(`on${NEARNESS}` in page.documentElement);

  constructor(inside: ThreadInside) {
    this.#inside = inside;
    inside.thread.addController(this);
    inside.thread.renderRoot.addEventListener(NEARNESS, this.#onNear);
    addSheet(inside.thread.renderRoot, farStyles);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.#onPrint);
    addEventListener('scroll', this.#onScroll, SCROLL);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#onPrint);
    removeEventListener('scroll', this.#onScroll, SCROLL);
    clearTimeout(this.#calm);
    this.#calm = undefined;
    cancelAnimationFrame(this.#frame ?? 0);
    this.#frame = undefined;
  }

  /** Whether the words of a comment of the top level and of its replies are enough. */
  isFar({ comment, parent }: ThreadNode): boolean {
    // In a list that does not nest, a branch has no place of its own.
    return !parent && !this.#all && !!this.#inside.marks.view?.maxDepth && !this.#reached.has(comment.id);
  }

  /** What belongs to these comments of the top level is no longer far. */
  reach(roots: Iterable<ThreadNode | undefined>): void {
    for (const root of roots) if (root) this.#reached.add(root.comment.id);
  }

  /** The reader is brought to a comment: it is drawn, and what it stands in takes its place, before the page scrolls. */
  bring(id: string): void {
    const { list, view } = this.#inside.marks;
    const root = rootOf(view?.state.thread.byId.get(id));
    const item = root && list && itemIn(list, root.comment.id);
    if (!item) return;
    this.#show(blockOf(item) as HTMLElement);
    this.#arrive(show(item));
  }

  /** Where only some branches can look different from before, the others are not even looked at. */
  readonly drawThread = (list: HTMLElement, roots: readonly ThreadNode[], view: ThreadView): Iterable<void> =>
    this.#drawThread(list, roots, view);

  *#drawThread(list: HTMLElement, roots: readonly ThreadNode[], view: ThreadView): Generator<void> {
    const before = this.#drawn;
    this.#drawn = undefined;
    const marked = markedRoots(view);
    this.reach(marked);
    if (before && isLike(before, view)) {
      const grown = rootOf(view.state.thread.grown?.at);
      for (const root of new Set([...before.marked, ...marked, grown])) if (root) yield* drawRoot(root, view);
    } else {
      this.#reachFirst(roots);
      yield* drawAll(list, roots, view);
      sizeBlocks(list, this.#heights);
    }
    this.#drawn = { view, marked, extras };
  }

  /** What the reader sees first. */
  #reachFirst(roots: readonly ThreadNode[]): void {
    let room = (NEAR * innerHeight) / EM;
    for (const root of roots) {
      if (room < 0) return;
      this.reach([root]);
      room -= heightOf(commentsOf(root));
    }
  }

  /** Fills an item of the top level with the words of its comment and of all replies to it. False where nothing has changed. */
  draw(item: HTMLElement, root: ThreadNode, view: ThreadView): boolean {
    const comments = commentsOf(root);
    const from = [view.look, ...comments];
    const before = this.#words.get(item);
    if (before?.length === from.length && from.every((part, index) => part === before[index])) return false;
    this.#words.set(item, from);
    drawWords(item, root, view);
    const height = heightOf(comments);
    this.#heights.set(item, height);
    // It keeps this height until it is drawn in full, so that nothing moves where the reader is not.
    item.style.blockSize = `${height}em`;
    return true;
  }

  /** Makes room in an item for all of its comment. What was the list of replies to it is given back, to be filled in turn. */
  clear(item: HTMLElement): HTMLElement | undefined {
    const { lastElementChild: last } = item;
    item.replaceChildren();
    // Asked first, since Chromium leaves an empty attribute where nobody has seen that there is one.
    if (item.hasAttribute('style')) item.removeAttribute('style');
    return last?.localName === 'ol' ? (last as HTMLElement) : undefined;
  }

  /** Comments of the top level stand in blocks, each of which keeps those it has as long as it can. */
  readonly put: Put = (list, item, before) => {
    putInBlock(list, item, before);
    // What is near from the start has its own height from the start.
    if (this.#reached.has(item.dataset['id'] ?? '')) show(item);
  };

  /** Ahead of the reader, a screen or more: the browser says so. */
  readonly #onNear = (event: Event): void => {
    const { skipped } = event as ContentVisibilityAutoStateChangeEvent;
    const item = event.target as HTMLElement;
    if (skipped) this.#waiting.delete(item);
    else if (this.#calm) this.#waiting.add(item);
    else if (this.#arrive(item)) this.#lookAgain();
  };

  /** What has come near may have got another height, and have brought others into the window. */
  #lookAgain(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#onScroll();
    });
  }

  /**
   * What is in the window now, in the frame that shows it: by itself the browser would show nothing of what is new until the
   * next one. It is laid out as it is found, since only then is known what else is in the window.
   */
  readonly #onScroll = (): void => {
    const { list } = this.#inside.marks;
    if (!list?.getClientRects().length || isBeyond(list, innerHeight)) return;
    const { top } = list.getBoundingClientRect();
    const isFlying = Math.abs(top - this.#top) > innerHeight;
    this.#top = top;
    if (isFlying) this.#fly();
    const beyond = isFlying ? AROUND : innerHeight;
    for (let passes = 0; passes < PASSES && this.#settle(list, beyond); passes += 1);
    for (const block of this.#open) if (isBeyond(block, 3 * innerHeight)) this.#close(block);
  };

  /** Whatever is passed by so fast needs no more than is seen of it. */
  #fly(): void {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      this.#calm = undefined;
      for (const item of this.#waiting) this.#arrive(item);
      this.#waiting.clear();
      this.#lookAgain();
    }, CALM);
  }

  /** Shows what is in the window or so many pixels beyond. True where there was anything new. */
  #settle(list: HTMLElement, beyond: number): boolean {
    let isNew = false;
    for (const each of itemsInWindow(list, beyond)) isNew = this.#arrive(this.#show(each)) || isNew;
    return isNew;
  }

  #show(element: HTMLElement): HTMLElement {
    if (element.dataset['id'] === undefined) this.#open.add(element);
    return show(element);
  }

  #close(block: HTMLElement): void {
    this.#open.delete(block);
    delete block.dataset['near'];
  }

  /** Draws an item in full. False where it was so before. */
  #arrive(item: HTMLElement): boolean {
    const root = this.#inside.store.state?.thread.byId.get(item.dataset['id'] ?? '');
    if (!root || this.#reached.has(root.comment.id)) return false;
    this.reach([root]);
    const { failed, view } = this.#inside.marks;
    // Beside the drawing of the whole thread, which may be under way and would have to begin again.
    if (view) drawInSlices(drawRoot(root, view), { failed }, ARRIVING);
    return true;
  }

  /** On paper there is no reader who comes near. */
  readonly #onPrint = (): void => {
    this.#all = true;
    const { failed, view } = this.#inside.marks;
    for (const root of view?.state.thread.roots ?? [])
      if (view && !this.#reached.has(root.comment.id)) drawInSlices(drawRoot(root, view), { failed }, Infinity);
  };
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
    maxDepth &&
    drawnWith === extras &&
    before.look === look &&
    before.minute === minute &&
    (old === thread || (old === thread.grown?.from && thread.grown.at.parent))
  );
}

/** The branches in which the reader has done anything, or may do more than elsewhere. */
function markedRoots({ marks, state }: ThreadView): Set<ThreadNode | undefined> {
  const { collapsed, fresh, own, parent, target } = marks;
  const ids = [...collapsed, ...(own?.ids() ?? []), fresh, parent?.id, target];
  return new Set(ids.map((id) => rootOf(state.thread.byId.get(id ?? ''))));
}

function rootOf(node: ThreadNode | undefined): ThreadNode | undefined {
  let root = node;
  while (root?.parent) root = root.parent;
  return root;
}
