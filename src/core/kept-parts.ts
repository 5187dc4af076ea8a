/** Parts of the package that keep something in the reader's browser; forget.ts has them erase it. */

/** Erases what one part keeps. May fail; the others are erased all the same. */
export type Erase = () => void | Promise<void>;

/** The parts by their names. */
export const parts = new Map<string, Erase>();

/** Adds a part that keeps something; a second one of the same name takes its place. */
export function keep(name: string, erase: Erase): void {
  parts.set(name, erase);
}
