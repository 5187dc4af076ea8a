import type { ThreadMarks } from './thread-controls.js';

/** Buttons of a thread by the name that they were drawn with. */
type Names = Map<string, Element[]>;

const namesIn = new WeakMap<ThreadMarks, Names>();
/** The names that buttons were drawn with and given here. */
const names = new WeakMap<Element, { readonly drawn: string; readonly given: string }>();

/**
 * Numbers buttons that are called alike, since one author may have written several comments on one day: "Reply to Ken, March 4,
 * 2012 (2)" (WCAG 2.4.6). Only comments that were drawn since the last time are looked at.
 */
export function tellApart(marks: ThreadMarks): void {
  const known = namesIn.get(marks) ?? new Map<string, Element[]>();
  namesIn.set(marks, known);
  const items = marks.redrawn ?? marks.list?.querySelectorAll<HTMLElement>('.item') ?? [];
  marks.redrawn = new Set();
  for (const item of items)
    for (const button of item.querySelectorAll(':scope > article .actions [aria-label]')) tell(button, known);
}

/** A button keeps the number that it has as long as it is called so. */
function tell(button: Element, known: Names): void {
  const label = button.getAttribute('aria-label') ?? '';
  const before = names.get(button);
  if (before?.given === label && button.isConnected) return;
  const others = (known.get(label) ?? []).filter((other) => other.isConnected && names.get(other)?.drawn === label);
  const taken = new Set(others.map((other) => names.get(other)?.given));
  let given = label;
  for (let number = 2; taken.has(given); number += 1) given = `${label} (${number})`;
  known.set(label, [...others, button]);
  names.set(button, { drawn: label, given });
  if (given !== label) button.setAttribute('aria-label', given);
}
