/** Buttons of a thread by the name that they were drawn with, and the one that they were given here. */
const names = new WeakMap<Element, { readonly drawn: string; readonly given: string }>();

/**
 * Numbers buttons that are called alike, since one author may have written several comments on one day: "Reply to Ken, March 4,
 * 2012 (2)" (WCAG 2.4.6).
 */
export function tellApart(root: ParentNode): void {
  const seen = new Map<string, number>();
  for (const button of root.querySelectorAll('.actions [aria-label]')) {
    const label = button.getAttribute('aria-label') ?? '';
    const known = names.get(button);
    const drawn = known?.given === label ? known.drawn : label;
    const count = (seen.get(drawn) ?? 0) + 1;
    const given = count > 1 ? `${drawn} (${count})` : drawn;
    seen.set(drawn, count);
    names.set(button, { drawn, given });
    if (given !== label) button.setAttribute('aria-label', given);
  }
}
