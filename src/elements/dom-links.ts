/**
 * Links into markup that the thread has taken over: `#comments` and `#respond` of WordPress, or the ids that other markup
 * gives its comments. The browser cannot scroll there, because hidden elements have no place. `#comment-5` is the thread's own.
 */
import type { CommentThread } from './comment-thread.js';
import { idOf } from './dom-items.js';
import { linkedId } from './permalinks.js';

const FORM = '#respond,form';

const kept = new WeakSet<Element>();

/** Sees to such links for as long as the element is there. */
export function keepLinks(host: Element): void {
  if (kept.has(host)) return;
  kept.add(host);
  const held = new WeakRef(host);
  const follow = () => {
    const element = held.deref();
    if (element) followLink(element);
    else removeEventListener('hashchange', follow);
  };
  addEventListener('hashchange', follow);
  host.addEventListener('comment-load', follow, { once: true });
}

function followLink(host: Element): void {
  const target = linkedId() === undefined ? targetIn(host) : null;
  if (!target || target.checkVisibility()) return;
  const thread = host as Partial<CommentThread>;
  const id = commentAt(target, thread);
  if (id !== undefined) void thread.scrollToComment?.(id);
  else if (target.closest(FORM)) void thread.reply?.();
  else host.scrollIntoView();
}

/** The comment that an element belongs to, if it is shown. */
function commentAt(target: Element, thread: Partial<CommentThread>): string | undefined {
  const shown = new Set(thread.toJSON?.().map(({ id }) => id));
  for (let element: Element | null = target; element && element !== thread; element = element.parentElement) {
    const ids = [idOf(element), /^(?:li|div)-comment-(\d+)$/.exec(element.id)?.[1]];
    const id = ids.find((each) => each !== undefined && shown.has(each));
    if (id !== undefined) return id;
  }
  return undefined;
}

function targetIn(host: Element): Element | null {
  try {
    const id = decodeURIComponent(location.hash.slice(1));
    return id ? host.querySelector(`#${CSS.escape(id)}`) : null;
  } catch {
    return null;
  }
}
