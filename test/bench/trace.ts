/**
 * What the browser's own trace says about the main thread of a page. Its clock of the thread (`tts`, `tdur`) counts only
 * the time in which the thread was running, so that other programs on the machine do not spoil the figures.
 */

/** One event of the trace, times in microseconds (Trace Event Format). */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tts?: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly beginData?: { readonly dirtyObjects?: number; readonly totalObjects?: number } };
}

/** Kinds of work that CPU time is split into; what is none of them is `other`. */
export type Work = 'script' | 'gc' | 'parse' | 'style' | 'layout' | 'paint' | 'other';

/** What the main thread did between two marks; times in ms. */
export interface Span {
  readonly wall: number;
  readonly cpu: number;
  /** CPU of the longest task. */
  readonly longest: number;
  /** The longest task by the clock on the wall: what a reader felt on this machine at this hour. */
  readonly longestWall: number;
  /** Sum of what each task took beyond 50 ms of CPU. */
  readonly blocking: number;
  /** CPU by kind of work, without the kinds inside. */
  readonly split: Readonly<Record<Work, number>>;
  /** Boxes that had to be laid out again, over all layouts. */
  readonly dirtyBoxes: number;
}

const TASK = 'ThreadControllerImpl::RunTask';
const MICROTASKS = 'BlinkScheduler_PerformMicrotaskCheckpoint';
const LONG = 50;

const WORK: Readonly<Record<string, Work>> = {
  EvaluateScript: 'script',
  'v8.evaluateModule': 'script',
  'v8.compile': 'script',
  'v8.compileModule': 'script',
  FunctionCall: 'script',
  RunMicrotasks: 'script',
  [MICROTASKS]: 'script',
  FireAnimationFrame: 'script',
  FireIdleCallback: 'script',
  TimerFire: 'script',
  EventDispatch: 'script',
  MinorGC: 'gc',
  MajorGC: 'gc',
  ParseHTML: 'parse',
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
  Commit: 'paint',
};

/** A mark that a page made, with the thread that made it. */
type Mark = TraceEvent & { readonly tts: number };

/** The marks of this name, in order of time. */
export function marksOf(events: readonly TraceEvent[], name: string): Mark[] {
  const isMark = (event: TraceEvent): event is Mark => event.name === name && event.tts !== undefined;
  return events.filter(isMark).sort((a, b) => a.ts - b.ts);
}

/**
 * What the main thread did between two marks of a page.
 * @throws Error where a mark is missing, or the page went to another process
 */
export function spanOf(events: readonly TraceEvent[], fromName: string, toName: string): Span {
  const [from] = marksOf(events, fromName);
  const to = marksOf(events, toName).at(-1);
  if (!from || !to || from.pid !== to.pid) throw new Error(`The trace does not go from ${fromName} to ${toName}.`);
  const inside = events.filter(({ pid, tid, ts, ph }) => {
    return ph === 'X' && pid === from.pid && tid === from.tid && ts >= from.ts && ts < to.ts;
  });
  const tasks = tasksOf(inside);
  const cpu = (to.tts - from.tts) / 1000;
  return {
    wall: (to.ts - from.ts) / 1000,
    cpu,
    longest: Math.max(0, ...tasks.map((task) => task.cpu)),
    longestWall: Math.max(0, ...tasks.map((task) => task.wall)),
    blocking: tasks.reduce((sum, task) => sum + Math.max(0, task.cpu - LONG), 0),
    split: splitOf(inside, cpu),
    dirtyBoxes: inside.reduce((sum, { args }) => sum + (args?.beginData?.dirtyObjects ?? 0), 0),
  };
}

/**
 * Each task with the microtasks after it, which Chromium traces behind it and not as a part of it: the page does nothing else before
 * both are done. In ms.
 */
function tasksOf(events: readonly TraceEvent[]): { cpu: number; wall: number }[] {
  const tasks: { cpu: number; wall: number }[] = [];
  let end = 0;
  for (const { name, ts, dur = 0, tdur = 0 } of events.toSorted((a, b) => a.ts - b.ts)) {
    if (ts < end || (name !== TASK && name !== MICROTASKS)) continue;
    end = ts + dur;
    const before = name === MICROTASKS ? tasks.pop() : undefined;
    tasks.push({ cpu: (before?.cpu ?? 0) + tdur / 1000, wall: (before?.wall ?? 0) + dur / 1000 });
  }
  return tasks;
}

/**
 * CPU between each two neighbours of a mark that is made every frame, in ms. What the bench itself looks up between marks
 * of the names in `own` is taken off: in a long page that can cost more than the frame.
 */
export function framesOf(
  events: readonly TraceEvent[],
  name: string,
  own: readonly [from: string, to: string],
): number[] {
  const marks = marksOf(events, name);
  const [looks, looked] = own.map((mark) => marksOf(events, mark));
  return marks.slice(1).map((mark, index) => {
    const before = marks[index] ?? mark;
    const at = looks?.findIndex(({ ts }) => ts >= before.ts && ts < mark.ts) ?? -1;
    return (mark.tts - before.tts - ownTime(looks?.[at], looked?.[at])) / 1000;
  });
}

function ownTime(from: Mark | undefined, to: Mark | undefined): number {
  return from && to ? to.tts - from.tts : 0;
}

/** Takes the time of what is nested off what is around it. */
function splitOf(events: readonly TraceEvent[], cpu: number): Record<Work, number> {
  const split: Record<Work, number> = { script: 0, gc: 0, parse: 0, style: 0, layout: 0, paint: 0, other: cpu };
  const open: { end: number; work: Work }[] = [];
  const known = events.filter(({ name }) => name in WORK);
  for (const { name, ts, dur = 0, tdur = 0 } of known.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    while ((open.at(-1)?.end ?? Infinity) <= ts) open.pop();
    const work = WORK[name] ?? 'other';
    split[work] += tdur / 1000;
    split[open.at(-1)?.work ?? 'other'] -= tdur / 1000;
    open.push({ end: ts + dur, work });
  }
  return split;
}
