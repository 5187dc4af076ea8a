import type { CSSResult, LitElement } from 'lit';
import { extend } from './extras.js';
import { sheetFor } from './sheets.js';

/** An element has gone to another document, where the browser takes its sheets away: it is given copies of them. */
export async function dress(element: LitElement): Promise<void> {
  // What comes later to the sheets of a thread would not come to their copies.
  await import('./thread-extras.js').then(extend, () => {});
  const root = element.renderRoot as ShadowRoot;
  const { styles } = element.constructor as unknown as { styles: readonly CSSResult[] };
  const own = styles.flatMap((each) => sheetFor(root.ownerDocument, each) ?? []);
  root.adoptedStyleSheets = [...own, ...root.adoptedStyleSheets.filter((sheet) => !own.includes(sheet))];
}
