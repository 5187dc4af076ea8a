import { headingOf } from './comment-nodes.js';
import { page } from './page.js';

/** Brings comments into view, and keeps them there. */

/** For so long, in milliseconds, what comes late may still push a comment out of sight. */
const SETTLING = 5_000;

/** Scrolls to a comment and gives its heading the focus. Does nothing when it is not drawn. */
export function focusComment(root: ParentNode, id: string): void {
  const heading = headingOf(root, id);
  if (!heading) return;
  scrollTo(heading);
  heading.focus({ preventScroll: true });
  keepInView(heading);
}

/** As the page scrolls, but at once for readers who want nothing to move. */
function scrollTo(heading: HTMLElement): void {
  const { matches } = matchMedia('(prefers-reduced-motion: reduce)');
  heading.scrollIntoView({ block: 'start', behavior: matches ? 'instant' : 'auto' });
}

/**
 * Tab has led here: out from under a sticky header or footer of the page (WCAG 2.4.11). Browsers scroll to what is outside of the
 * window only, whatever lies over the rest of it.
 */
export function uncover(thread: Element, event: KeyboardEvent): void {
  const [target] = event.composedPath();
  if (event.key === 'Tab' && target instanceof Element && isCovered(thread, target))
    target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
}

function isCovered(thread: Element, target: Element): boolean {
  const around = thread.getRootNode();
  const root = around instanceof ShadowRoot ? around : page;
  const { left, top, bottom, width } = target.getBoundingClientRect();
  return [top + 2, bottom - 2].some((y) => {
    const hit = root.elementFromPoint(left + Math.min(8, width / 2), y);
    return hit !== null && !thread.contains(hit);
  });
}

/**
 * Scrolls again when the page grows above, such as by an article or pictures that come later, until the reader does
 * anything, or is brought elsewhere, as by a search. Some browsers anchor what is in view by themselves; then nothing is left
 * to do.
 */
function keepInView(heading: HTMLElement): void {
  const ended = endedFor(heading);
  const { signal } = ended;
  const { top } = heading.getBoundingClientRect();
  const look = () => {
    if (!heading.isConnected) ended.abort();
    else if (!signal.aborted && Math.abs(heading.getBoundingClientRect().top - top) > 1) scrollTo(heading);
  };
  // In a long thread not at once: what scrolls there is laid out anew, and the browser would report an observer without an end.
  const observer = new ResizeObserver(() => void (heading.closest('.block') ? requestAnimationFrame(look) : look()));
  observer.observe(page.body);
  signal.addEventListener('abort', () => observer.disconnect());
}

/** Fires when the reader does anything or is brought elsewhere, and after a while; or whoever has it makes it fire. */
function endedFor(heading: HTMLElement): AbortController {
  const ended = new AbortController();
  const { signal } = ended;
  const timer = setTimeout(() => ended.abort(), SETTLING);
  signal.addEventListener('abort', () => clearTimeout(timer));
  let isSeen = false;
  const onScroll = () => {
    const { bottom, top } = heading.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) isSeen = true;
    else if (isSeen) ended.abort();
  };
  addEventListener('scroll', onScroll, { signal, capture: true, passive: true });
  for (const type of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
    addEventListener(type, () => ended.abort(), { signal, passive: true });
  return ended;
}
