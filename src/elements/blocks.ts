/**
 * Comments of a long thread stand in blocks, which browsers look at as one: thousands of boxes to watch would cost more than all
 * the rest. To assistive technology a block is nothing.
 */
import { page } from './page.js';

/** So many comments of the top level stand in a block. */
const BLOCK = 24;
/** Room between two comments, and the height of one of which nothing is known, in em. */
const GAP = { root: 0.75, reply: 1.25 };
const ORDINARY = 20;

/**
 * Puts an item behind the one before it: into its own block, unless what is before it stands behind that already; else into the
 * block of that, or a new one where that is full. What stood in the list before there were blocks stays where it is: it would lose
 * the focus.
 */
export function putInBlock(list: HTMLElement, item: HTMLElement, before: HTMLElement | undefined): void {
  const isFree = item.parentElement === list && !(before && isInBlock(before) && before.nextSibling);
  const home = isFree ? list : blockFor(list, item, before);
  const anchor = before && home === list ? blockOf(before) : before;
  const place = anchor?.parentElement === home ? anchor.nextSibling : home.firstChild;
  if (place !== item) home.insertBefore(item, place);
  if (home !== list && item.role === null) item.role = 'listitem';
}

function blockFor(list: HTMLElement, item: HTMLElement, before: HTMLElement | undefined): Element {
  const current = before ? blockOf(before) : list.firstElementChild;
  const own = item.parentElement;
  if (own && own !== list && (!current || own === current || isBehind(own, current))) return own;
  // Between two others there is room for more, since those behind would have to move.
  const room = before?.nextSibling ? 2 * BLOCK : BLOCK;
  if (current && isBlock(current) && current.childElementCount < room) return current;
  const block = page.createElement('div');
  block.className = 'block';
  block.role = 'presentation';
  list.insertBefore(block, before && current ? current.nextSibling : list.firstChild);
  return block;
}

export function isBlock(element: Element): boolean {
  return element.className === 'block';
}

/** Whether an item stands in a block, so that browsers need not draw it as long as it is far. */
export function isInBlock({ parentElement }: Element): boolean {
  return parentElement !== null && isBlock(parentElement);
}

/** What stands in the list itself: a block, or a free item. */
export function blockOf(item: Element): Element {
  return (isInBlock(item) && item.parentElement) || item;
}

function isBehind(block: Element, other: Element): boolean {
  return (other.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
}

/**
 * Gives blocks the height that their items will have, for as long as nobody has seen them: scroll bars tell the truth, and the
 * last comment is where a jump to the end of the page leads.
 * @param heights in em; of items that are drawn in full, they have their own.
 */
export function sizeBlocks({ children }: Element, heights: WeakMap<Element, number>): void {
  for (const block of children as HTMLCollectionOf<HTMLElement>) {
    if (!isBlock(block)) continue;
    // The first of all replies has its room above the block.
    let sum = block.matches('.replies > :first-child') ? -GAP.reply : 0;
    for (const item of block.children)
      sum += (item.matches('.root') ? GAP.root : GAP.reply) + (heights.get(item) ?? ORDINARY);
    block.style.containIntrinsicBlockSize = `auto ${sum}em`;
  }
}

/** Shows an element wherever the browser takes it to be. */
export function show(element: HTMLElement): HTMLElement {
  element.dataset['near'] ??= '';
  return element;
}

/** So many pixels around the window. */
export interface Margin {
  readonly above: number;
  readonly below: number;
}

/** The children of an element that are in the window or near it; found by halving, since they stand below each other. */
export function inWindow({ children }: Element, { above, below }: Margin): HTMLElement[] {
  let [low, high] = [0, children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.getBoundingClientRect().bottom ?? 0) < -above) low = middle + 1;
    else high = middle;
  }
  const found: HTMLElement[] = [];
  for (let at = low; at < children.length; at += 1) {
    const child = children[at] as HTMLElement;
    if (child.getBoundingClientRect().top > innerHeight + below) break;
    found.push(child);
  }
  return found;
}

export function isBeyond(element: HTMLElement, distance: number): boolean {
  const { bottom, top } = element.getBoundingClientRect();
  return bottom < -distance || top > innerHeight + distance;
}
