/**
 * Draws long lists a little at a time, so that the first comments are painted at once, however many there are, and nothing
 * that a reader does has to wait.
 */

import { page } from './page.js';

/** So many comments are drawn at once: more than fit most windows. */
const AT_ONCE = 12;
/** Milliseconds of a slice. */
const SLICE = 8;

/** Where the drawing of one list is kept. */
export interface Sliced {
  /** What is drawn now. */
  steps?: Iterator<void> | undefined;
  /** Resolves when all is drawn. */
  drawing?: Promise<void> | undefined;
  /** Hears what goes wrong after the first ones. */
  readonly failed: (thrown: unknown) => void;
}

/**
 * @param steps stops after each comment that it has drawn. Takes the place of an earlier drawing of the same list.
 * @param atOnce how many of them come without a pause.
 */
export function drawInSlices(steps: Iterable<void>, sliced: Sliced, atOnce = AT_ONCE): void {
  const drawing = steps[Symbol.iterator]();
  sliced.steps = drawing;
  sliced.drawing = draw(drawing, () => atOnce-- > 0) ? undefined : drawRest(drawing, sliced).catch(sliced.failed);
}

async function drawRest(steps: Iterator<void>, sliced: Sliced): Promise<void> {
  await nextFrame();
  while (sliced.steps === steps && !draw(steps, until(performance.now() + SLICE))) await nextTask();
  // Another drawing has taken over.
  if (sliced.steps !== steps) await sliced.drawing;
}

const until = (end: number) => () => performance.now() < end;

/** Draws while it may; true when nothing is left. */
function draw(steps: Iterator<void>, may: () => boolean): boolean {
  while (may()) if (steps.next().done) return true;
  return false;
}

/** After what is there has been painted. Hidden pages paint nothing. */
function nextFrame(): Promise<unknown> {
  return page.hidden
    ? nextTask()
    : new Promise((resolve) => requestAnimationFrame(() => void nextTask().then(resolve)));
}

/** Behind what waits already, which `scheduler.yield()` would go before: the page's own work, and the painting of the first comments. */
function nextTask(): Promise<unknown> {
  return (globalThis as Scheduling).scheduler?.postTask?.(() => {}) ?? new Promise((resolve) => setTimeout(resolve));
}

/** The Prioritized Task Scheduling API (WICG), which not every browser has. */
interface Scheduling {
  readonly scheduler?: { readonly postTask?: (task: () => void) => Promise<unknown> };
}
