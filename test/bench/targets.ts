/** What the project wants to reach, and whether it does. Slowness never fails a run: it is only said. */
import type { Contender } from './contenders.js';
import type { Load } from './load.js';
import { changeOf, loadOf, medianOf, scrollOf, type Figure, type Results } from './results.js';
import { growthExponent } from './statistics.js';

export interface Target {
  readonly what: string;
  /** NaN where it was not measured. */
  readonly found: number;
  readonly goal: number;
  /** `at least` where more is better. */
  readonly side: 'at most' | 'at least';
  readonly unit: string;
}

const cpu: Figure<Load> = ({ span }) => span.cpu;
const OURS = 'commentariat';
const ALL_OURS: readonly Contender[] = [OURS, 'text', 'http'];

/** True, false, or undefined where it was not measured. */
export function isMet({ found, goal, side }: Target): boolean | undefined {
  if (Number.isNaN(found)) return undefined;
  return side === 'at most' ? found <= goal : found >= goal;
}

/** All targets, in the order of the parts. */
export function targetsOf(results: Results): Target[] {
  return [
    ...loadTargets(results),
    ...peerTargets(results),
    ...growthTargets(results),
    ...byteTargets(results),
    ...scrollTargets(results),
    ...changeTargets(results),
    ...restTargets(results),
  ];
}

function loadTargets(results: Results): Target[] {
  const ours = (count: number, figure: Figure<Load>) => loadOf(results, OURS, count, figure);
  const ratio = (count: number, figure: Figure<Load>, other: Contender = 'floor') =>
    ours(count, figure) / loadOf(results, other, count, figure);
  return [
    most('1,000: CPU to all comments', ratio(1000, cpu), 0.4, 'x floor'),
    most(
      '1,000: first comments painted',
      ratio(1000, ({ first }) => first, 'empty'),
      1.3,
      'x empty page',
    ),
    most(
      '1,000: longest task',
      ours(1000, ({ span }) => span.longest),
      50,
      'ms',
    ),
    most('10,000: CPU to all comments', ratio(10_000, cpu), 0.3, 'x floor'),
    most(
      '10,000: memory of the process',
      ratio(10_000, ({ memory }) => memory),
      0.4,
      'x floor',
    ),
    most(
      '10,000: longest task',
      ours(10_000, ({ span }) => span.longest),
      100,
      'ms',
    ),
    most(
      'Layout shift while loading',
      worst(results.loads.filter(({ contender }) => ALL_OURS.includes(contender))),
      0,
      '',
    ),
  ];
}

/** What a page costs that shows nothing is taken off both sides. */
function peerTargets(results: Results): Target[] {
  const net = (contender: Contender, figure: Figure<Load>) =>
    loadOf(results, contender, 1000, figure) - loadOf(results, 'empty', 1000, figure);
  const times = (peer: Contender, figure: Figure<Load>) => net(peer, figure) / net(OURS, figure);
  return (['waline', 'artalk'] as const).flatMap((peer) => [
    least(
      `1,000: ${peer}, time to the first comments`,
      times(peer, ({ first }) => first),
      8,
      'x ours',
    ),
    least(
      `1,000: ${peer}, time to all comments`,
      times(peer, ({ all }) => all),
      4,
      'x ours',
    ),
    least(`1,000: ${peer}, CPU to all comments`, times(peer, cpu), 4, 'x ours'),
  ]);
}

function growthTargets(results: Results): Target[] {
  const between = (from: number, figure: Figure<Load>) =>
    growthExponent([from, 10_000].map((count) => [count, loadOf(results, OURS, count, figure)] as const));
  return [
    most(
      'Growth of the time to the first comments, 100 to 10,000',
      between(100, ({ first }) => first),
      0.1,
      '',
    ),
    most('Growth of the CPU to all comments, 1,000 to 10,000', between(1000, cpu), 1.1, ''),
  ];
}

function byteTargets({ loads }: Results): Target[] {
  const code = (contender: Contender) =>
    medianOf(
      loads,
      (load) => load.contender === contender,
      ({ code: bytes }) => bytes / 1000,
    );
  return [
    most('Script to read a thread without markup, gzip', code('text'), 14, 'kB'),
    most('Script to read a thread with markup, gzip', code(OURS), 26, 'kB'),
    most('Script to read and write without markup, gzip', code('http'), 24, 'kB'),
  ];
}

function scrollTargets(results: Results): Target[] {
  const manners = ['wheel', 'drag', 'at once'] as const;
  const { scrolls } = results;
  const most95 = Math.max(
    ...(['wheel', 'drag'] as const).map((manner) => {
      const p95 = (contender: Contender) =>
        scrollOf(results, contender, 10_000, manner, ({ cpu: { p95: value } }) => value);
      return p95(OURS) / p95('floor');
    }),
  );
  const ours = scrolls.filter(({ contender }) => contender === OURS);
  const blank = Math.max(...manners.map((manner) => scrollOf(results, OURS, 10_000, manner, (scroll) => scroll.blank)));
  return [
    most('10,000: CPU of a frame (p95) while scrolling, after 3 idle seconds', most95, 1.5, 'x floor'),
    most(
      '10,000: worst frame of a fast scroll right after loading, CPU',
      scrollOf(results, OURS, 10_000, 'at once', ({ cpu: { worst: value } }) => value),
      100,
      'ms',
    ),
    most('10,000: longest blank time while scrolling', blank, 100, 'ms'),
    most('Layout shift while scrolling', worst(ours), 0, ''),
  ];
}

function changeTargets(results: Results): Target[] {
  const script = (count: number, what: string) =>
    changeOf(results, 'writable', count, what, ({ span }) => span.split.script);
  return [
    most('10,000: script for one reply', script(10_000, 'reply'), 5, 'ms'),
    most(
      '10,000: boxes laid out again for one reply',
      changeOf(results, 'writable', 10_000, 'reply', ({ span }) => span.dirtyBoxes),
      200,
      '',
    ),
    most('1,000: script to collapse the longest branch', script(1000, 'collapse'), 16, 'ms'),
    most('1,000: script to sort', script(1000, 'newest'), 16, 'ms'),
  ];
}

function restTargets({ reaches, idles }: Results): Target[] {
  const idle = (figure: 'cpu' | 'growth') =>
    medianOf(
      idles,
      ({ contender }) => contender === OURS,
      (page) => page[figure],
    );
  const ours = reaches.filter(({ contender, count }) => contender === OURS && count === 10_000);
  const found = ours.map(({ isFound }) => isFound).filter((isFound) => isFound !== undefined);
  return [
    most(
      '10,000: a jump to comment 7,777, CPU',
      medianOf(
        ours,
        () => true,
        ({ jump }) => jump.cpu,
      ),
      300,
      'ms',
    ),
    least(
      '10,000: searches that find the last comment',
      found.length ? found.filter(Boolean).length / found.length : NaN,
      1,
      '',
    ),
    least('10,000: its link opens a page that shows it', share(ours.map(({ isLinked }) => isLinked)), 1, ''),
    most('Layout shift of a click that collapses and expands', worst(ours), 0, ''),
    most('CPU of an idle page', idle('cpu'), 1, 'ms a second'),
    most('Heap growth of an idle page', idle('growth'), 1000, 'bytes a second'),
  ];
}

function worst(entries: readonly { readonly shift: number }[]): number {
  return entries.length ? Math.max(...entries.map(({ shift }) => shift)) : NaN;
}

function share(passed: readonly boolean[]): number {
  return passed.length ? passed.filter(Boolean).length / passed.length : NaN;
}

function most(what: string, found: number, goal: number, unit: string): Target {
  return { what, found, goal, unit, side: 'at most' };
}

function least(what: string, found: number, goal: number, unit: string): Target {
  return { what, found, goal, unit, side: 'at least' };
}
