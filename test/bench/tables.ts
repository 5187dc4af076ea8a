/** Tables of the report. Figures are medians; what was not measured is left empty. */
import { labelOf } from './contenders.js';
import type { Load } from './load.js';
import { changeOf, distinct, loadOf, medianOf, scrollOf, type Figure, type Results } from './results.js';
import { growthExponent, spread } from './statistics.js';
import { isMet, type Target } from './targets.js';
import type { Work } from './trace.js';

/** Rows of cells, the first row being the heads. */
type Table = readonly (readonly string[])[];

/** A number with as many digits as readers need to compare it. */
export function write(value: number): string {
  if (Number.isNaN(value)) return '';
  const size = Math.abs(value);
  if (size !== 0 && size < 0.005) return value.toPrecision(1);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2).replace(/^-(?=0\.?0*$)/, '');
}

/** Writes a table so that it can be read as it is, and as Markdown. */
export function layOut(table: Table): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (column === 0 ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join(' | ')} |`;
  const [head = [], ...rows] = table;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Each target beside what was found. */
export function targetTable(targets: readonly Target[]): Table {
  const rows = targets.map((target) => {
    const met = isMet(target);
    const goal = `${target.side} ${write(target.goal)} ${target.unit}`.trim();
    return [target.what, write(target.found), goal, met === undefined ? 'not measured' : met ? 'met' : 'NOT MET'];
  });
  return [['target', 'found', 'goal', ''], ...rows];
}

const LOAD_COLUMNS: readonly (readonly [head: string, figure: Figure<Load>])[] = [
  ['first ms', ({ first }) => first],
  ['all ms', ({ all }) => all],
  ['CPU first', ({ cpuFirst }) => cpuFirst],
  ['CPU all', ({ span }) => span.cpu],
  ['+3 s', ({ span, settled }) => settled.cpu - span.cpu],
  ['blocking', ({ span }) => span.blocking],
  ['longest', ({ span }) => span.longest],
  ['on the wall', ({ span }) => span.longestWall],
  ['heap MB', ({ heap }) => heap],
  ['nodes', ({ nodes }) => nodes],
  ['process MB', ({ memory }) => memory],
  ['script kB', ({ code }) => code / 1000],
  ['data kB', ({ data }) => data / 1000],
  ['shift', ({ shift }) => shift],
];

/** Loading, by number of comments and contender, with the CPU as a multiple of the floor's. */
export function loadTable(results: Results): Table {
  const rows = distinct(results.loads, ({ count }) => count).flatMap((count) => {
    const here = results.loads.filter((load) => load.count === count);
    return distinct(here, ({ contender }) => contender).map((contender) => {
      const of = (figure: Figure<Load>) => loadOf(results, contender, count, figure);
      const times = of(({ span }) => span.cpu) / loadOf(results, 'floor', count, ({ span }) => span.cpu);
      const off = spread(here.filter((load) => load.contender === contender).map(({ span }) => span.cpu));
      const cells = LOAD_COLUMNS.map(([, figure]) => write(of(figure)));
      return [`${count} ${labelOf(contender)}`, ...cells.slice(0, 4), write(times), write(off), ...cells.slice(4)];
    });
  });
  const heads = LOAD_COLUMNS.map(([head]) => head);
  return [['', ...heads.slice(0, 4), 'x floor', '±', ...heads.slice(4)], ...rows];
}

const WORKS: readonly Work[] = ['script', 'gc', 'parse', 'style', 'layout', 'paint', 'other'];

/** Which work the CPU until all comments went into. */
export function splitTable(results: Results): Table {
  const rows = distinct(results.loads, ({ count }) => count).flatMap((count) => {
    const contenders = distinct(
      results.loads.filter((load) => load.count === count),
      ({ contender }) => contender,
    );
    return contenders.map((contender) => [
      `${count} ${labelOf(contender)}`,
      ...WORKS.map((work) => write(loadOf(results, contender, count, ({ span }) => span.split[work]))),
    ]);
  });
  return [['CPU ms', ...WORKS], ...rows];
}

/** How costs grow with the number of comments. */
export function growthTable(results: Results): Table {
  const rows = distinct(results.loads, ({ contender }) => contender).flatMap((contender) => {
    const counts = distinct(
      results.loads.filter((load) => load.contender === contender && load.count >= 100),
      ({ count }) => count,
    );
    if (counts.length < 2) return [];
    const grows = (figure: Figure<Load>) =>
      write(growthExponent(counts.map((count) => [count, loadOf(results, contender, count, figure)] as const)));
    const columns = [
      ({ first }: Load) => first,
      ({ all }: Load) => all,
      ({ span }: Load) => span.cpu,
      ({ nodes }: Load) => nodes,
    ];
    return [[`${labelOf(contender)}, ${counts.join(', ')}`, ...columns.map(grows)]];
  });
  return [['', 'first', 'all', 'CPU', 'nodes'], ...rows];
}

/** Frames while scrolling. */
export function scrollTable(results: Results): Table {
  const heads = [
    'CPU p50',
    'p95',
    'worst',
    'wall p50',
    'p95',
    'worst',
    'late',
    'longest task',
    'blank ms',
    'blank',
    'shift',
  ];
  const rows = distinct(
    results.scrolls,
    ({ contender, count, manner }) => `${count} ${labelOf(contender)}, ${manner}`,
  ).map((name) => {
    const same = results.scrolls.filter((s) => `${s.count} ${labelOf(s.contender)}, ${s.manner}` === name);
    const [{ contender, count, manner } = { contender: 'floor', count: 0, manner: 'wheel' } as const] = same;
    const of = (figure: Figure<(typeof same)[number]>) => write(scrollOf(results, contender, count, manner, figure));
    const shown = (kind: 'cpu' | 'wall') => [of((s) => s[kind].p50), of((s) => s[kind].p95), of((s) => s[kind].worst)];
    const rest = [
      of((s) => s.dropped),
      of((s) => s.span.longest),
      of((s) => s.blank),
      of((s) => s.blankShare),
      of((s) => s.shift),
    ];
    return [name, ...shown('cpu'), ...shown('wall'), ...rest];
  });
  return [['ms a frame', ...heads], ...rows];
}

/** Changes to a thread that is there. */
export function changeTable(results: Results): Table {
  const heads = ['CPU', 'script', 'style', 'layout', 'paint', 'boxes', 'wall'];
  const keys = distinct(results.changes, ({ contender, count, what }) => JSON.stringify([contender, count, what]));
  const rows = keys.map((key) => {
    const [contender, count, what] = JSON.parse(key) as [Parameters<typeof labelOf>[0], number, string];
    const of = (figure: Parameters<typeof changeOf>[4]) => write(changeOf(results, contender, count, what, figure));
    return [
      `${count} ${labelOf(contender)}: ${what}`,
      of(({ span }) => span.cpu),
      ...(['script', 'style', 'layout', 'paint'] as const).map((work) => of(({ span }) => span.split[work])),
      of(({ span }) => span.dirtyBoxes),
      of(({ span }) => span.wall),
    ];
  });
  return [['ms', ...heads], ...rows];
}

/** Jumps, searches and links. */
export function reachTable({ reaches }: Results): Table {
  const rows = distinct(reaches, ({ contender, count }) => `${count} ${labelOf(contender)}`).map((name) => {
    const same = reaches.filter(({ contender, count }) => `${count} ${labelOf(contender)}` === name);
    const all = () => true;
    const said = (found: boolean | undefined) => (found === undefined ? 'cannot search' : found ? 'yes' : 'no');
    return [
      `${name}: to comment ${same[0]?.id ?? ''}`,
      write(medianOf(same, all, ({ jump }) => jump.cpu)),
      write(medianOf(same, all, ({ jump }) => jump.wall)),
      said(same.every(({ isFound }) => isFound !== false) ? same[0]?.isFound : false),
      same.every(({ isShown }) => isShown) ? 'yes' : 'no',
      same.every(({ isLinked }) => isLinked) ? 'yes' : 'no',
      write(medianOf(same, all, ({ shift }) => shift)),
    ];
  });
  return [
    ['', 'CPU ms', 'wall ms', 'search finds the last', 'and shows it', 'its link shows it', 'shift of a click'],
    ...rows,
  ];
}

/** Pages that nobody touches. */
export function idleTable({ idles }: Results): Table {
  const rows = distinct(idles, ({ contender, count }) => `${count} ${labelOf(contender)}`).map((name) => {
    const same = idles.filter(({ contender, count }) => `${count} ${labelOf(contender)}` === name);
    const all = () => true;
    return [name, write(medianOf(same, all, ({ cpu }) => cpu)), write(medianOf(same, all, ({ growth }) => growth))];
  });
  return [['', 'CPU ms a second', 'heap bytes a second'], ...rows];
}

/** Trees, and how their cost grows. */
export function treeTable({ trees }: Results): Table {
  const counts = distinct(trees, ({ count }) => count);
  const rows = distinct(trees, ({ shape }) => shape).map((shape) => {
    const points = counts.map((count) => {
      return [
        count,
        medianOf(
          trees,
          (tree) => tree.shape === shape && tree.count === count,
          ({ cpu }) => cpu,
        ),
      ] as const;
    });
    return [shape, ...points.map(([, cost]) => write(cost)), counts.length > 1 ? write(growthExponent(points)) : ''];
  });
  return [['CPU ms', ...counts.map((count) => count.toLocaleString('en')), 'growth'], ...rows];
}
