import { domId } from './permalinks.js';
import type { ThreadInside } from './thread-controls.js';

/** Finds the drawn nodes of comments; all of it inside one root, nothing by ids of the page. */

/** What takes the focus for a comment. */
export function headingOf(root: ParentNode, id: string): HTMLElement | null {
  return root.querySelector(`#${CSS.escape(domId('h', id))}`);
}

/** Gives the first comment that can be seen and fits the focus. */
export function focusFirst({ marks, thread }: ThreadInside, fits: (id: string) => boolean): void {
  const items = [...thread.renderRoot.querySelectorAll<HTMLElement>('.item')];
  const id = items.find((item) => item.checkVisibility() && fits(item.dataset['id'] ?? ''))?.dataset['id'] ?? '';
  marks.far?.bring(id);
  headingOf(thread.renderRoot, id)?.focus();
}

/** The comments after and before one, as they are read. */
export function neighboursOf(root: ParentNode, id: string): string[] {
  const ids = [...root.querySelectorAll<HTMLElement>('.item')].map(({ dataset }) => dataset['id'] ?? '');
  const place = ids.indexOf(id);
  return [...ids.slice(place + 1, place + 2), ...ids.slice(Math.max(0, place - 1), place)];
}

/** A comment's own button, such as its Reply. */
export function actionOf(root: ParentNode, id: string | undefined, action: string): HTMLElement | null {
  if (id === undefined) return null;
  const item = root.querySelector(`[data-id="${CSS.escape(id)}"]`);
  return item?.querySelector<HTMLElement>(`:scope > article [data-action="${action}"]`) ?? null;
}
