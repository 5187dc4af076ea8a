import { html, render } from 'lit';
import { reportOnce } from '../core/messages.js';
import { page } from './page.js';

/**
 * Registers an element class under its tag. Where the tag is taken, by a stranger or by a second copy of this package,
 * the page keeps what it has and the class gets a tag of its own, so that it can still be used by this copy's other elements.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined' || !canDraw()) return;
  let own = tag;
  while (customElements.get(own)) own = `commentariat-${own}`;
  // Every element class of this package carries `static readonly commentariat = true`. The first that gives way says so.
  if (own === `commentariat-${tag}` && !('commentariat' in Object(customElements.get(tag))))
    reportOnce(`<${tag}> is registered by other code.`);
  customElements.define(own, element);
}

/** Lit makes nodes of its templates by a Trusted Types policy. Where the page allows none, it keeps what stands in the tags. */
function canDraw(): boolean {
  try {
    render(html`<!---->`, page.createDocumentFragment());
    return true;
  } catch {
    reportOnce('"lit-html" must be in the trusted-types list.');
    return false;
  }
}
