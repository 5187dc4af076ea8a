import type { LitElement } from 'lit';
import { toCommentsError } from '../core/errors.js';
import { ArticleErrorEvent } from './article-events.js';
import { CommentErrorEvent } from './events.js';
import { page } from './page.js';

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
