import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { CommentsError } from '../../src/core/errors.js';
import { bringRare } from '../../src/core/fields.js';
import { isMadeUpId, readComments } from '../../src/core/parse.js';
import * as rare from '../../src/core/parse-rare.js';
import type { ThreadNode, ThreadOptions } from '../../src/core/tree.js';
import type { Comment } from '../../src/core/types.js';
import { dice } from '../support/dice.js';
import { shape, threadOf } from '../support/threads.js';

bringRare(rare);

type Row = readonly [id: unknown, parent?: unknown, extra?: unknown];

interface Recipe {
  readonly n?: number;
  readonly parent?: 'none' | 'chain' | 'ring' | 'first' | 'random';
  readonly seed?: number;
  readonly date?: 'same' | 'random';
  readonly count?: number;
  readonly list?: readonly Row[];
  readonly pages?: readonly (readonly Row[])[];
  readonly raw?: unknown;
}

interface Item {
  readonly name: string;
  readonly recipe: Recipe;
  readonly expect: string;
}

// Ids beyond 2^53 are put in quotes before JSON.parse would round them, as backends that have them send strings.
const text = readFileSync(new URL('../corpora/trees.json', import.meta.url), 'utf8');
const { items } = JSON.parse(text.replace(/(?<=\[)\d{16,}/g, '"$&"')) as { items: Item[] };

function wireOf([id, parentId, extra]: Row): Record<string, unknown> {
  const details = typeof extra === 'object' ? (extra as { deleted?: boolean; status?: string; type?: string }) : {};
  const date = typeof extra === 'string' && extra.startsWith('20') ? extra : undefined;
  return {
    id,
    parentId,
    kind: details.type,
    state: details.deleted ? 'deleted' : details.status === 'hold' ? 'pending' : 'published',
    body: date === undefined && typeof extra === 'string' ? extra : `comment ${String(id)}`,
    publishedAt: date,
  };
}

function rowsOf({ n = 0, parent = 'none', seed = 7, date }: Recipe): Row[] {
  const roll = dice(seed);
  const parents = {
    none: () => 0,
    chain: (id: number) => id - 1,
    ring: (id: number) => (id === 1 ? n : id - 1),
    first: (id: number) => (id === 1 ? 0 : 1),
    random: (id: number) => roll(id),
  };
  return Array.from({ length: n }, (_, index) => {
    const day = date === 'same' ? '2012-02-02' : `20${10 + roll(15)}-0${1 + roll(9)}-1${roll(10)}`;
    return [index + 1, parents[parent](index + 1), date && day];
  });
}

function commentsOf(recipe: Recipe): Comment[] {
  return readComments((recipe.list ?? recipe.pages?.flat() ?? rowsOf(recipe)).map(wireOf)).comments;
}

const shapeOf = (recipe: Recipe, options?: ThreadOptions) => shape(threadOf(commentsOf(recipe), options).roots);
const idsOf = (nodes: readonly ThreadNode[]) => nodes.map(({ comment }) => comment.id);

function chainOf(length: number): (recipe: Recipe) => void {
  return (recipe) => {
    const { roots, byId } = threadOf(commentsOf(recipe));
    assert.deepEqual([roots.length, roots[0]?.descendants], [1, length - 1]);
    assert.equal(byId.get(String(length))?.depth, length - 1);
  };
}

/** What each item of the corpus expects, as far as a tree can know it. */
const CASES: Record<string, (recipe: Recipe) => void> = {
  empty: (recipe) => assert.deepEqual(threadOf(commentsOf(recipe)), { roots: [], pings: [], byId: new Map() }),
  one: (recipe) => assert.equal(shapeOf(recipe), '1'),
  'flat-8': (recipe) => assert.equal(shapeOf(recipe), '1 2 3 4 5 6 7 8'),
  orphan: (recipe) => assert.equal(shapeOf(recipe), '2?'),
  'orphan-chain': (recipe) => assert.equal(shapeOf(recipe), '3?(4)'),
  'self-parent': (recipe) => assert.equal(shapeOf(recipe), '1?'),
  'two-cycle': (recipe) => assert.equal(shapeOf(recipe), '1?(2)'),
  'three-cycle-plus-child': (recipe) => assert.equal(shapeOf(recipe), '1?(3(2) 4)'),
  'long-cycle': (recipe) => {
    const { roots, byId } = threadOf(commentsOf(recipe));
    assert.deepEqual(idsOf(roots), ['1']);
    assert.equal(roots[0]?.orphan, true);
    assert.equal(byId.get('10000')?.depth, 9999);
  },
  'duplicate-id-same': (recipe) => assert.equal(shapeOf(recipe), '1'),
  'duplicate-id-different': (recipe) => {
    const { roots } = threadOf(commentsOf(recipe));
    assert.deepEqual(
      roots.map(({ comment }) => comment.body?.value),
      ['b'],
    );
  },
  'duplicate-across-pages': (recipe) => assert.equal(shapeOf(recipe), '1 2 3'),
  'child-before-parent': (recipe) => assert.equal(shapeOf(recipe), '1(2)'),
  'parent-on-later-page': ({ pages = [] }) => {
    assert.equal(shapeOf({ pages: pages.slice(0, 1) }), '2?');
    assert.equal(shapeOf({ pages }), '1(2)');
  },
  'parent-string-vs-number': (recipe) => assert.equal(shapeOf(recipe), '1(2 3)'),
  'parent-null-zero-empty-missing': (recipe) => assert.equal(shapeOf(recipe), '1 2 3 4'),
  'id-missing': (recipe) => {
    const { roots } = threadOf(commentsOf(recipe));
    assert.deepEqual(idsOf(roots).map(isMadeUpId), [true]);
  },
  'id-zero': (recipe) => assert.equal(shapeOf(recipe), '0 1'),
  'id-negative': (recipe) => assert.equal(shapeOf(recipe), '-1'),
  'id-float-nan': (recipe) => assert.equal(shapeOf(recipe), '1.5 NaN'),
  'id-huge': (recipe) => assert.equal(shapeOf(recipe), '9007199254740993 9007199254740992'),
  'id-proto': (recipe) => {
    assert.equal(shapeOf(recipe), '__proto__(constructor) toString');
    assert.deepEqual(Object.keys(Object.prototype), []);
  },
  'id-uri': (recipe) =>
    assert.deepEqual(
      idsOf(threadOf(commentsOf(recipe)).roots),
      recipe.list?.map(([id]) => id),
    ),
  'deep-100': chainOf(100),
  'deep-1000': chainOf(1000),
  'deep-10000': chainOf(10_000),
  'deep-100000': chainOf(100_000),
  'wide-10000': (recipe) => {
    const { roots } = threadOf(commentsOf(recipe));
    assert.deepEqual([roots.length, roots[0]?.children.length], [1, 9999]);
    assert.deepEqual(idsOf(roots[0]?.children.slice(0, 3) ?? []), ['2', '3', '4']);
  },
  'flat-100000': (recipe) => {
    const { roots } = threadOf(commentsOf(recipe));
    assert.deepEqual([roots.length, roots.at(-1)?.number], [100_000, 100_000]);
  },
  'random-10000': (recipe) => {
    const comments = commentsOf(recipe);
    const places = new Map(comments.map(({ id }, index) => [id, index]));
    const { roots, byId } = threadOf(comments);
    for (const siblings of [roots, ...[...byId.values()].map(({ children }) => children)]) {
      const order = idsOf(siblings).map((id) => places.get(id) ?? -1);
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      );
    }
  },
  'count-mismatch-more': (recipe) => {
    assert.equal(threadOf(commentsOf(recipe), { roots: recipe.count ?? 0 }).roots[0]?.number, 1);
    assert.equal(threadOf(commentsOf(recipe), { sort: 'newest', roots: recipe.count ?? 0 }).roots[0]?.number, 8);
  },
  'count-negative': (recipe) => {
    assert.deepEqual(threadOf(commentsOf(recipe), { sort: 'newest', roots: recipe.count ?? 0 }).roots, []);
    const [root] = threadOf(commentsOf({ n: 1 }), { sort: 'newest', roots: recipe.count ?? 0 }).roots;
    assert.equal(root?.number, 1);
  },
  'count-huge': (recipe) => {
    const [root] = threadOf(commentsOf(recipe), { sort: 'newest', roots: recipe.count ?? 0 }).roots;
    assert.equal(root?.number, 999_999_999);
  },
  'same-date': (recipe) => {
    const comments = commentsOf(recipe);
    const expected = Array.from({ length: 50 }, (_, index) => String(index + 1));
    assert.deepEqual(idsOf(threadOf(comments).roots), expected);
    assert.deepEqual(idsOf(threadOf(comments.toReversed()).roots), expected);
  },
  'date-disorder': (recipe) => {
    const dates = threadOf(commentsOf(recipe)).roots.map(({ comment }) => comment.publishedAt);
    assert.ok(new Set(dates).size > 30);
    assert.deepEqual(dates, dates.toSorted());
  },
  'reply-earlier-than-parent': (recipe) => assert.equal(shapeOf(recipe), '1(2)'),
  'deleted-parent': (recipe) => {
    assert.equal(shapeOf(recipe), '1(2)');
    assert.equal(threadOf(commentsOf(recipe)).roots[0]?.comment.state, 'deleted');
  },
  'pending-parent': (recipe) => assert.equal(shapeOf(recipe), '1(2)'),
  pingback: (recipe) => {
    const { roots, pings, byId } = threadOf(commentsOf(recipe));
    assert.deepEqual([roots.length, byId.size, pings.map(({ id }) => id)], [0, 0, ['1']]);
  },
  'not-array': ({ raw }) => assert.throws(() => readComments(raw), isBadData),
  'null-item': ({ raw }) => assert.deepEqual(readComments(raw), { comments: [], skipped: 5 }),
  sparse: () => assert.deepEqual(readComments(new Array(5)), { comments: [], skipped: 5 }),
  'getter-throws': () => {
    const trap = Object.defineProperty({ body: 'b' }, 'id', { get: () => assert.fail('trap'), enumerable: true });
    assert.throws(() => readComments(trap), isBadData);
    const { comments, skipped } = readComments([wireOf([1]), trap, wireOf([2])]);
    assert.deepEqual([shape(threadOf(comments).roots), skipped], ['1 2', 1]);
  },
  frozen: () => {
    const raw = [wireOf([3, 1]), wireOf([1, 0]), wireOf([3, 1, '2012-02-02']), wireOf([4, 4]), wireOf([5, 9])];
    const { comments } = readComments(deepFreeze(raw));
    const before = structuredClone(comments);
    for (const sort of ['oldest', 'newest', 'replies'] as const) {
      assert.equal(threadOf(deepFreeze(comments), { sort }).byId.size, 4);
    }
    assert.deepEqual(comments, before);
  },
  'mutated-later': () => {
    const raw = [wireOf([1]), wireOf([2, 1]), wireOf([3])];
    const { comments } = readComments(raw);
    const thread = threadOf(comments);
    raw.forEach((item) => Object.assign(item, { id: 9, parentId: 9, body: 'changed' }));
    comments.reverse();
    comments.length = 1;
    assert.equal(shape(thread.roots), '1(2) 3');
    assert.equal(thread.byId.get('2')?.comment.body?.value, 'comment 2');
  },
};

const isBadData = (thrown: unknown) => thrown instanceof CommentsError && thrown.code === 'bad-data';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

describe('trees of the corpus', () => {
  for (const { name, recipe, expect } of items) {
    test(`${name}: ${expect}`, () => {
      const check = CASES[name];
      assert.ok(check, 'no check is written for this item');
      check(recipe);
    });
  }

  test('is all there', () => {
    assert.equal(items.length, 45);
    assert.deepEqual(Object.keys(CASES).toSorted(), items.map(({ name }) => name).toSorted());
  });
});
