import type { ThreadMarks } from './thread-controls.js';

/** Buttons by the name that they were drawn with, each in the place of its number. */
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
  const places = known.get(label) ?? [];
  known.set(label, places);
  const isFree = (holder: Element) => !holder.isConnected || names.get(holder)?.drawn !== label;
  const free = places.findIndex(isFree);
  const place = free < 0 ? places.length : free;
  places[place] = button;
  const given = place > 0 ? `${label} (${place + 1})` : label;
  names.set(button, { drawn: label, given });
  if (place > 0) button.setAttribute('aria-label', given);
}
