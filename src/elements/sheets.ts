import type { CSSResult } from 'lit';

/** Copies of sheets for other documents than ours, such as that of a frame: a sheet serves one document only. */
const copies = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/** Gives a root a sheet that comes later than its own. */
export function addSheet(root: Node, styles: CSSResult): void {
  const sheet = root instanceof ShadowRoot && sheetFor(root.ownerDocument, styles);
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** The sheet as a document can use it; nothing where the document is not shown. */
export function sheetFor(target: Document, styles: CSSResult): CSSStyleSheet | undefined {
  const { styleSheet } = styles;
  if (target === document || !styleSheet) return styleSheet;
  const known = copies.get(target) ?? new Map<CSSResult, CSSStyleSheet>();
  copies.set(target, known);
  const copy = known.get(styles) ?? copyOf(styleSheet, target.defaultView);
  if (copy) known.set(styles, copy);
  return copy;
}

/** What is in it now, which may be more than it was made with. */
function copyOf(sheet: CSSStyleSheet, view: (Window & typeof globalThis) | null): CSSStyleSheet | undefined {
  const copy = view && new view.CSSStyleSheet();
  copy?.replaceSync(Array.from(sheet.cssRules, ({ cssText }) => cssText).join('\n'));
  return copy ?? undefined;
}
