import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Load } from './load.js';
import { writeReport } from './report.js';
import type { Results } from './results.js';
import { layOut, write } from './tables.js';
import { isMet, targetsOf } from './targets.js';

const EMPTY: Results = { loads: [], scrolls: [], changes: [], reaches: [], idles: [], trees: [], broken: [] };

function visit(contender: Load['contender'], count: number, cpu: number, first = 100): Load {
  const split = { script: cpu, gc: 0, parse: 0, style: 0, layout: 0, paint: 0, other: 0 };
  const span = { wall: cpu, cpu, longest: 20, longestWall: 30, blocking: 0, split, dirtyBoxes: 0 };
  const held = { heap: 1, nodes: 100, memory: 40 };
  return {
    contender,
    count,
    first,
    all: first,
    cpuFirst: cpu,
    span,
    settled: span,
    shift: 0,
    code: 9000,
    data: 5000,
    ...held,
  };
}

function found(results: Results, what: string) {
  const target = targetsOf(results).find((one) => one.what === what);
  assert.ok(target, what);
  return { value: target.found, met: isMet(target) };
}

test('A target is a ratio of medians', () => {
  const loads = [10, 30, 20].flatMap((cpu) => [visit('commentariat', 1000, cpu), visit('floor', 1000, 100)]);
  assert.deepEqual(found({ ...EMPTY, loads }, '1,000: CPU to all comments'), { value: 0.2, met: true });
});

test('From the peers and from us the empty page is taken off', () => {
  const times = { empty: 100, commentariat: 200, waline: 1100 } as const;
  const loads = Object.entries(times).map(([name, first]) => visit(name as Load['contender'], 1000, 50, first));
  assert.deepEqual(found({ ...EMPTY, loads }, '1,000: waline, time to the first comments'), { value: 10, met: true });
});

test('What was not measured is neither met nor missed', () => {
  assert.ok(targetsOf(EMPTY).every((target) => isMet(target) === undefined));
});

test('The report has a row for each contender and says what is broken', () => {
  const report = writeReport({ ...EMPTY, loads: [visit('floor', 10, 8)], broken: ['it fell over'] }, [
    'Machine: mine.',
  ]);
  assert.match(report, /^\| 10 floor +\|/m);
  assert.match(report, /^- it fell over$/m);
  assert.match(report, /^- Machine: mine\.$/m);
  assert.doesNotMatch(report, /NaN|undefined|## Scrolling/);
});

test('Numbers have as many digits as one needs to compare them', () => {
  assert.deepEqual([0, 0.0004, 0.129, 9.99, 12.34, 1234.5, -0.0, NaN].map(write), [
    '0.00',
    '0.0004',
    '0.13',
    '9.99',
    '12.3',
    '1235',
    '0.00',
    '',
  ]);
});

test('Columns of a table are as wide as their widest cell', () => {
  const table = layOut([
    ['what', 'ms'],
    ['a long name', '1.00'],
  ]);
  assert.equal(table, ['| what        |   ms |', '|-------------|-----:|', '| a long name | 1.00 |'].join('\n'));
});
