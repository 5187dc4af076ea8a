/**
 * What the product promises to people who use it with other means than a mouse and good eyes, and which check has shown each
 * promise to hold in this run: docs/accessibility.md is written from it.
 */
import { test } from 'node:test';

/** A promise, with the success criteria of WCAG 2.2 that it comes from. */
export interface Criterion {
  readonly promise: string;
  readonly wcag: string;
  /** What only a person can judge about it. */
  readonly byPerson?: string;
}

/** By number. */
export const CRITERIA: Readonly<Record<number, Criterion>> = {
  1: {
    promise: 'No rule of axe-core is broken in any state: light, dark, forced colors, left to right, right to left',
    wcag: 'many',
  },
  2: { promise: 'Every control has a name, and no two Reply buttons share one', wcag: '4.1.2, 2.4.6' },
  3: { promise: 'The visible label is part of the name', wcag: '2.5.3' },
  4: { promise: 'A comment is an article, named by its author and date', wcag: '1.3.1' },
  5: { promise: 'Replies are nested lists, as deep as the discussion is, up to the cap', wcag: '1.3.1' },
  6: { promise: 'Levels of headings follow the attribute, and none is skipped', wcag: '1.3.1' },
  7: { promise: 'The order of reading is the order on the screen', wcag: '1.3.2' },
  8: { promise: 'Fields about the reader say so to the browser: name, email, url', wcag: '1.3.5' },
  9: { promise: 'Contrast is at least 4.5 for texts, 3 for borders and the focus', wcag: '1.4.3, 1.4.11' },
  10: {
    promise: 'Text of twice the size and a window of 320 pixels lose nothing and scroll one way',
    wcag: '1.4.4, 1.4.10',
  },
  11: { promise: 'More space between letters, words and lines cuts nothing off', wcag: '1.4.12' },
  12: { promise: 'Everything works by keyboard, nothing traps it, Escape closes', wcag: '2.1.1, 2.1.2' },
  13: { promise: 'No key does anything by itself', wcag: '2.1.4' },
  14: {
    promise: 'The focus can be seen, two pixels strong, and no sticky part of the page hides it',
    wcag: '2.4.7, 2.4.11',
  },
  15: { promise: 'The focus goes where the work goes on, and comes back', wcag: '2.4.3' },
  16: { promise: 'Targets measure 24 pixels or keep their distance, 44 pixels for fingers', wcag: '2.5.8' },
  17: { promise: 'Languages of the element and of comments are told where they are known', wcag: '3.1.1, 3.1.2' },
  18: {
    promise: 'Focus and input change nothing else, and a window is announced before it opens',
    wcag: '3.2.1, 3.2.2',
  },
  19: {
    promise: 'Mistakes are told in words, tied to their fields, in a summary that gets the focus',
    wcag: '3.3.1, 3.3.3',
  },
  20: { promise: 'Fields have labels, and the mark of those that are needed is explained', wcag: '3.3.2' },
  21: { promise: 'Nothing is asked for twice', wcag: '3.3.7' },
  22: {
    promise: 'Signing in asks for no puzzle, and everything can be pasted',
    wcag: '3.3.8',
    byPerson: 'the sign-in pages of providers',
  },
  23: {
    promise: 'What happens is announced without moving the focus, by one polite live region for each element',
    wcag: '4.1.3',
    byPerson: 'how it sounds',
  },
  24: { promise: 'Nothing moves for those who want it so', wcag: '2.3.3' },
  25: {
    promise: 'In forced colors, borders, the focus and what is pressed can be seen',
    wcag: '1.4.11',
    byPerson: 'how it looks in the palettes of Windows',
  },
  26: { promise: 'Nothing changes by itself that is being read', wcag: '2.2.2' },
  27: { promise: 'A session that ends takes no text with it', wcag: '2.2.1, 2.2.6' },
  28: { promise: 'Names of one direction leave texts of the other in order', wcag: '1.3.2' },
  29: { promise: 'Pictures have a text, or are not told of', wcag: '1.1.1' },
  30: { promise: 'Zoomed in four times, ten thousand comments work as ten do', wcag: '1.4.10' },
  31: { promise: 'No id stands twice in a root', wcag: '4.1.2' },
  32: { promise: 'Reading a thread with NVDA and VoiceOver', wcag: '–', byPerson: 'all of it' },
};

/** A check that has passed. */
export interface Passed {
  readonly name: string;
  readonly criteria: readonly number[];
  /** Keys that were pressed, for a journey by keyboard. */
  readonly keys?: readonly string[];
}

/** In the order in which they ran. */
export const passed: Passed[] = [];
/** Checks that this run has. */
export const declared: string[] = [];

/** A test of one or more criteria, by their numbers. */
export function check(
  criteria: readonly number[],
  name: string,
  run: () => Promise<Pick<Passed, 'keys'> | void>,
): void {
  declared.push(name);
  void test(name, async () => {
    const more = await run();
    passed.push({ name, criteria, ...more });
  });
}
