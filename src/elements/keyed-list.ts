import { page } from './page.js';

/** The items of each list by their keys: asking the nodes themselves would cost more than all the rest. */
const itemsOf = new WeakMap<HTMLElement, Map<string, HTMLElement>>();

/** Puts an item right behind the one before it, or first in its list, if it does not stand there already. */
export type Put = (list: HTMLElement, item: HTMLElement, before: HTMLElement | undefined) => void;

const putItem: Put = (list, item, before) => {
  const place = before ? before.nextSibling : list.firstChild;
  if (place !== item) list.insertBefore(item, place);
};

/** The item of a list with this key. */
export function itemIn(list: HTMLElement, key: string): HTMLElement | undefined {
  return itemsOf.get(list)?.get(key);
}

/** Takes over items that were put into a list by other means. */
export function adopt(list: HTMLElement, items: Iterable<HTMLElement>): void {
  itemsOf.set(list, new Map(Array.from(items, (item) => [item.dataset['id'] ?? '', item])));
}

/**
 * Gives a list one `li` for each row, in the order of the rows. An item keeps its nodes, and with them the focus and what was
 * typed; it is moved only where it does not follow the item before it. lit's own `repeat` would be four times as large.
 *
 * It stops where `draw` does, so that its caller can let the browser breathe; items that come later in the list are as they
 * were until then.
 * @param list holds nothing else, and nobody else changes its children.
 * @param keyOf tells rows apart; it is the item's `data-id`.
 * @param draw fills a new item, or one that is drawn again.
 * @param put brings an item to its place.
 */
export function* drawItems<T>(
  list: HTMLElement,
  rows: readonly T[],
  keyOf: (row: T) => string,
  draw: (item: HTMLElement, row: T) => Iterable<void>,
  put: Put = putItem,
): Generator<void> {
  const items = itemsOf.get(list) ?? new Map<string, HTMLElement>();
  itemsOf.set(list, items);
  // The ones that go make way first, so that the others need not be moved past them.
  const keys = new Set(rows.map(keyOf));
  for (const [key, item] of items) {
    if (keys.has(key)) continue;
    item.remove();
    items.delete(key);
  }
  let before: HTMLElement | undefined;
  for (const row of rows) {
    const key = keyOf(row);
    const item = items.get(key) ?? newItem(key);
    items.set(key, item);
    put(list, item, before);
    before = item;
    yield* draw(item, row);
  }
}

export function newItem(key: string): HTMLElement {
  const item = page.createElement('li');
  item.dataset['id'] = key;
  return item;
}
