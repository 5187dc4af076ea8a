/** Everything that was measured, and the medians that tables and targets are made of. */
import type { Change } from './change.js';
import type { Contender } from './contenders.js';
import type { Idle } from './idle.js';
import type { Load } from './load.js';
import type { Reach } from './reach.js';
import type { Manner, Scroll } from './scroll.js';
import { median } from './statistics.js';
import type { Tree } from './trees.js';

/** One entry for each time that something was measured. */
export interface Results {
  readonly loads: Load[];
  readonly scrolls: Scroll[];
  readonly changes: Change[];
  readonly reaches: Reach[];
  readonly idles: Idle[];
  readonly trees: Tree[];
  /** What did not work at all. */
  readonly broken: string[];
}

/** Picks one figure out of what was measured. */
export type Figure<T> = (measured: T) => number;

/** Median of a figure over the entries that pass; NaN where there are none. */
export function medianOf<T>(entries: readonly T[], passes: (entry: T) => boolean, figure: Figure<T>): number {
  return median(entries.filter(passes).map(figure));
}

/** Median over the visits of one contender with so many comments. */
export function loadOf({ loads }: Results, contender: Contender, count: number, figure: Figure<Load>): number {
  return medianOf(loads, (load) => load.contender === contender && load.count === count, figure);
}

/** The same for scrolling. */
export function scrollOf(
  { scrolls }: Results,
  contender: Contender,
  count: number,
  manner: Manner,
  figure: Figure<Scroll>,
): number {
  return medianOf(
    scrolls,
    (scroll) => scroll.contender === contender && scroll.count === count && scroll.manner === manner,
    figure,
  );
}

/** The same for a change whose name begins so. */
export function changeOf(
  { changes }: Results,
  contender: Contender,
  count: number,
  what: string,
  figure: Figure<Change>,
): number {
  return medianOf(
    changes,
    (change) => change.contender === contender && change.count === count && change.what.startsWith(what),
    figure,
  );
}

/** Different values of something, in the order in which they came. */
export function distinct<T, V>(entries: readonly T[], value: (entry: T) => V): V[] {
  return [...new Set(entries.map(value))];
}
