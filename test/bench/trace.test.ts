import assert from 'node:assert/strict';
import { test } from 'node:test';
import { framesOf, spanOf, type TraceEvent } from './trace.js';

const MAIN = { pid: 7, tid: 7 };
const TASK = 'ThreadControllerImpl::RunTask';
const MICROTASKS = 'BlinkScheduler_PerformMicrotaskCheckpoint';

const mark = (name: string, ts: number, tts: number): TraceEvent => ({ ...MAIN, name, ph: 'I', ts, tts });
const work = (name: string, ts: number, dur: number, tdur: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  ...MAIN,
  name,
  ph: 'X',
  ts,
  dur,
  tdur,
  ...more,
});

/** A task of 200 ms on the wall and 80 ms of CPU, in which a script of 60 ms makes a layout of 40 ms. */
const EVENTS: readonly TraceEvent[] = [
  mark('from', 0, 1_000),
  work(TASK, 1_000, 200_000, 80_000),
  work('FunctionCall', 2_000, 150_000, 60_000),
  work('Layout', 10_000, 100_000, 40_000, { args: { beginData: { dirtyObjects: 12 } } }),
  work('UpdateLayoutTree', 170_000, 9_000, 5_000),
  work(TASK, 300_000, 10_000, 10_000, { tid: 8 }),
  work(TASK, 400_000, 20_000, 20_000),
  mark('to', 500_000, 111_000),
  work(TASK, 600_000, 900_000, 900_000),
];

test('Tasks of the main thread between the marks count, by CPU and by the clock on the wall', () => {
  const span = spanOf(EVENTS, 'from', 'to');
  assert.equal(span.wall, 500);
  assert.equal(span.cpu, 110);
  assert.equal(span.longest, 80);
  assert.equal(span.longestWall, 200);
  assert.equal(span.blocking, 30);
  assert.equal(span.dirtyBoxes, 12);
});

test('Microtasks belong to the task that they follow, whether they are traced inside or behind it', () => {
  const events = [
    mark('from', 0, 0),
    work(TASK, 1_000, 10_000, 10_000),
    work(MICROTASKS, 5_000, 6_000, 6_000),
    work(MICROTASKS, 12_000, 60_000, 55_000),
    work(TASK, 80_000, 30_000, 30_000),
    mark('to', 200_000, 95_000),
  ];
  const { longest, longestWall, blocking } = spanOf(events, 'from', 'to');
  assert.deepEqual({ longest, longestWall, blocking }, { longest: 65, longestWall: 70, blocking: 15 });
});

test('Each kind of work has its own time alone, and all of them make the whole', () => {
  const { split, cpu } = spanOf(EVENTS, 'from', 'to');
  assert.deepEqual(split, { script: 20, gc: 0, parse: 0, style: 5, layout: 40, paint: 0, other: 45 });
  assert.equal(
    Object.values(split).reduce((sum, part) => sum + part, 0),
    cpu,
  );
});

test('A mark that is missing is an error, not a figure', () => {
  assert.throws(() => spanOf(EVENTS, 'from', 'never'), /never/);
});

test('Frames are what lies between two marks', () => {
  const frames = [mark('frame', 30, 9_000), mark('frame', 10, 1_000), mark('frame', 20, 4_000)];
  assert.deepEqual(framesOf(frames, 'frame', ['look', 'looked']), [3, 5]);
});

test('What the bench itself does between them is taken off', () => {
  const own = [mark('look', 22, 5_000), mark('looked', 25, 7_500), mark('look', 32, 9_000), mark('looked', 33, 9_900)];
  const frames = [mark('frame', 10, 1_000), mark('frame', 20, 4_000), mark('frame', 30, 9_000), ...own];
  assert.deepEqual(framesOf(frames, 'frame', ['look', 'looked']), [3, 2.5]);
});
