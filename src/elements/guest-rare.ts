import type { CSSResult, LitElement } from 'lit';
import { toCommentsError } from '../core/errors.js';
import { ArticleErrorEvent } from './article-events.js';
import { CommentErrorEvent } from './events.js';
import { extend } from './extras.js';
import { page } from './page.js';
import { sheetFor } from './sheets.js';

const told = new WeakSet<Element>();

/**
 * An element could not be drawn, because something on the page has changed what it is made of, or a backend does not keep to the
 * types. What was loaded and drawn before stays; without that the element shows what the page has put into it. Told once: the
 * next redraw may well fail, too.
 */
export function showFailed(element: LitElement, thrown: unknown): void {
  if (told.has(element)) return;
  told.add(element);
  console.error(`commentariat: <${element.localName}> could not be drawn.`, thrown);
  const base = element.renderRoot.querySelector<HTMLElement>('.base');
  if (!base || base.ariaBusy === 'true') showContent(element, base);
  const FailedEvent = element.localName === 'article-view' ? ArticleErrorEvent : CommentErrorEvent;
  element.dispatchEvent(new FailedEvent(toCommentsError(thrown)));
}

/** Until it can be drawn after all. */
function showContent(element: LitElement, base: HTMLElement | null): void {
  const slot = page.createElement('slot');
  element.renderRoot.prepend(slot);
  base?.toggleAttribute('hidden', true);
  element.addController({
    hostUpdated: () => {
      slot.remove();
      base?.toggleAttribute('hidden', false);
    },
  });
}

/** An element has gone to another document, where the browser takes its sheets away: it is given copies of them. */
export async function dress(element: LitElement): Promise<void> {
  // What comes later to the sheets of a thread would not come to their copies.
  await import('./thread-extras.js').then(extend, () => {});
  const root = element.renderRoot as ShadowRoot;
  const { styles } = element.constructor as unknown as { styles: readonly CSSResult[] };
  const own = styles.flatMap((each) => sheetFor(root.ownerDocument, each) ?? []);
  root.adoptedStyleSheets = [...own, ...root.adoptedStyleSheets.filter((sheet) => !own.includes(sheet))];
}
