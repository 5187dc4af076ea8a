import { domId } from './permalinks.js';

/** Finds and moves to the drawn nodes of comments; all of it inside one root, nothing by ids of the page. */

/** Scrolls to a comment and gives its heading the focus. Does nothing when it is not drawn. */
export function focusComment(root: ParentNode, id: string): void {
  const heading = headingOf(root, id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

/** What takes the focus for a comment. */
export function headingOf(root: ParentNode, id: string): HTMLElement | null {
  return root.querySelector(`#${CSS.escape(domId('h', id))}`);
}

/** A comment's own button, such as its Reply. */
export function actionOf(root: ParentNode, id: string | undefined, action: string): HTMLElement | null {
  if (id === undefined) return null;
  const item = root.querySelector(`[data-id="${CSS.escape(id)}"]`);
  return item?.querySelector<HTMLElement>(`:scope > article [data-action="${action}"]`) ?? null;
}
