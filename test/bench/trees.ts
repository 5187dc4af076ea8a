/** What it costs to make a thread of a flat list, in Node, without a page. */
import { buildThread } from '../../src/core/tree.js';
import type { Comment } from '../../src/core/types.js';
import { randomFrom } from './random.js';
import { median } from './statistics.js';

/** Small trees are built so often that this many comments are in one measurement. */
const AT_LEAST = 200_000;
const SIZES = [1_000, 10_000, 100_000, 1_000_000];

/** Shapes that trees may have: parents anywhere before, one long chain, no replies, and children before their parents. */
const SHAPES = {
  random: (index: number, chance: () => number) => (chance() < 0.4 ? undefined : Math.floor(chance() * index)),
  chain: (index: number) => index - 1,
  wide: () => undefined,
} as const;

export interface Tree {
  readonly shape: keyof typeof SHAPES | 'backwards';
  readonly count: number;
  /** ms of CPU. */
  readonly cpu: number;
}

/** Builds trees of every shape and size up to `most` comments. */
export function measureTrees(runs: number, most: number): Tree[] {
  const shapes = Object.keys(SHAPES) as (keyof typeof SHAPES)[];
  const sizes = SIZES.filter((size) => size <= most);
  return sizes.flatMap((count) => [
    ...shapes.map((shape) => ({ shape, count, cpu: cost(listOf(count, shape), runs) })),
    { shape: 'backwards', count, cpu: cost(listOf(count, 'random').reverse(), runs) },
  ]);
}

function listOf(count: number, shape: keyof typeof SHAPES): Comment[] {
  const { next } = randomFrom(count);
  return Array.from({ length: count }, (_, index) => {
    const parent = index === 0 ? undefined : SHAPES[shape](index, next);
    return {
      id: `${index + 1}`,
      ...(parent !== undefined && { parentId: `${parent + 1}` }),
      kind: 'comment',
      state: 'published',
      author: { name: 'Ann' },
      publishedAt: new Date(1.7e12 + index * 1000).toISOString(),
    };
  });
}

function cost(comments: readonly Comment[], runs: number): number {
  const rounds = Math.ceil(AT_LEAST / comments.length);
  const costs = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) {
      const { byId } = buildThread(comments);
      if (byId.size !== comments.length) throw new Error(`A tree of ${comments.length} comments has ${byId.size}.`);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / rounds;
  });
  return median(costs);
}
