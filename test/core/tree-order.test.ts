import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildThread, type ThreadNode, type ThreadOptions } from '../../src/core/tree.js';
import type { Comment, Sort } from '../../src/core/types.js';
import { dice } from '../support/dice.js';
import { shape, threadOf } from '../support/threads.js';

function comment(id: string, details: Partial<Comment> = {}): Comment {
  return { id, kind: 'comment', state: 'published', author: {}, ...details };
}

const at = (id: string, publishedAt: string, parentId?: string) =>
  comment(id, { publishedAt, ...(parentId !== undefined && { parentId }) });
const under = (parentId: string, id: string) => comment(id, { parentId });
const order = (comments: readonly Comment[], options?: ThreadOptions) => shape(threadOf(comments, options).roots);
const numbers = (nodes: readonly ThreadNode[]) => nodes.map((node) => `${node.comment.id}#${node.number}`).join(' ');

const SORTS: readonly Sort[] = ['oldest', 'newest', 'replies'];

describe('the order of a thread', () => {
  const branches = [
    at('a', '2012-01-01T10:00:00.000Z'),
    at('b', '2012-01-02T10:00:00.000Z'),
    at('c', '2012-01-03T10:00:00.000Z'),
    at('d', '2012-01-09T10:00:00.000Z', 'b'),
    at('e', '2012-01-08T10:00:00.000Z', 'b'),
    at('f', '2012-01-07T10:00:00.000Z', 'c'),
    at('g', '2012-01-06T10:00:00.000Z', 'f'),
  ];

  test('goes by date at top level, and always oldest first below it', () => {
    assert.equal(order(branches), 'a b(e d) c(f(g))');
    assert.equal(order(branches, { sort: 'newest' }), 'c(f(g)) b(e d) a');
  });

  test('puts the longest branches first, the older of equal ones before the other', () => {
    assert.equal(order(branches, { sort: 'replies' }), 'b(e d) c(f(g)) a');
    assert.equal(order([...branches, under('g', 'h')], { sort: 'replies' }), 'c(f(g(h))) b(e d) a');
  });

  test('is the order of arrival without any dates, as in an old page, and newest turns it round', () => {
    const page = ['9', '3', '10', '1'].map((id) => comment(id));
    assert.equal(order(page), '9 3 10 1');
    assert.equal(order(page, { sort: 'newest' }), '1 10 3 9');
  });

  test('goes by number at equal dates when every id is a number, however long', () => {
    const ids = ['10', '9', '18446744073709551617', '18446744073709551616', '007'];
    const same = ids.map((id) => at(id, '2012-02-02'));
    assert.equal(order(same), '9 10 007 18446744073709551616 18446744073709551617');
    assert.equal(order([...same, comment('x')]), `${ids.join(' ')} x`);
  });

  test('puts comments without a date last, as they came', () => {
    const mixed = [comment('9'), at('5', '2012-02-02'), comment('3'), at('4', '2011-01-01')];
    assert.equal(order(mixed), '4 5 9 3');
    assert.equal(order(mixed, { sort: 'newest' }), '3 9 5 4');
  });

  test('knows days, moments and years of any length', () => {
    const times = [
      '-271821-04-20T00:00:00.000Z',
      '-000002-06-01T00:00:00.000Z',
      '-000001-03-01T00:00:00.000Z',
      '-000001-11-01T00:00:00.000Z',
      '0000-01-01T00:00:00.000Z',
      '2012-01-15T23:59:59.999Z',
      '2012-01-16',
      '2012-01-16T09:30:00.000Z',
      '9999-12-31T23:59:59.999Z',
      '+010000-01-01',
      '+275760-09-13T00:00:00.000Z',
    ];
    const roll = dice(3);
    for (let round = 0; round < 50; round++) {
      const comments = times.map((time, index) => at(`c${index}`, time)).toSorted(() => roll(3) - 1);
      assert.deepEqual(
        threadOf(comments).roots.map((root) => root.comment.publishedAt),
        times,
      );
    }
  });

  test('is the same for any order of arrival when dates and numbers decide', () => {
    const roll = dice(11);
    for (let round = 0; round < 200; round++) {
      const comments = Array.from({ length: 12 }, (_, index) => {
        const parentId = String(roll(index + 1));
        return at(String(index + 1), `2012-01-0${1 + roll(3)}`, parentId === '0' ? undefined : parentId);
      });
      const shuffled = comments.map((item) => [roll(1000), item] as const).toSorted((a, b) => a[0] - b[0]);
      for (const sort of SORTS) {
        assert.equal(
          order(
            shuffled.map(([, item]) => item),
            { sort },
          ),
          order(comments, { sort }),
        );
      }
    }
  });
});

describe('links between comments', () => {
  test('leave nobody out, whatever they are', () => {
    const roll = dice(5);
    const kinds = ['comment', 'comment', 'comment', 'pingback', 'trackback'] as const;
    for (let round = 0; round < 2000; round++) {
      const comments = Array.from({ length: 1 + roll(12) }, () =>
        comment(`c${roll(10)}`, {
          kind: kinds[roll(kinds.length)] ?? 'comment',
          ...(roll(4) > 0 && { parentId: `c${roll(12)}` }),
          ...(roll(2) > 0 && { publishedAt: `2012-01-0${1 + roll(5)}` }),
        }),
      );
      for (const sort of SORTS) threadOf(comments, { sort });
    }
  });

  test('that go in a circle are cut at the comment that came first, also when a reply to it came before', () => {
    assert.equal(order([under('c', 'tail'), under('b', 'a'), under('c', 'b'), under('a', 'c')]), 'a?(c(tail b))');
    const circles = [under('b', 'a'), under('d', 'c'), under('a', 'b'), under('c', 'd'), under('e', 'e')];
    assert.equal(order(circles), 'a?(b) c?(d) e?');
  });

  test('to a pingback, a missing comment or oneself make an orphan; its own replies are none', () => {
    const ping = comment('p', { kind: 'pingback' });
    const trackback = comment('t', { kind: 'trackback', parentId: '1' });
    const thread = threadOf([trackback, under('p', '1'), ping, under('1', '2'), under('gone', '3'), under('4', '4')]);
    assert.equal(shape(thread.roots), '1?(2) 3? 4?');
    assert.deepEqual(thread.pings, [trackback, ping]);
    assert.equal(thread.byId.has('p'), false);
  });

  test('of a repeated comment are those of its last version, its place is that of its first', () => {
    assert.equal(order([comment('1'), comment('2'), comment('3'), under('3', '1'), comment('2')]), '2 3(1)');
    assert.equal(order([comment('1'), comment('2'), comment('3'), comment('1')]), '1 2 3');
    const repeated = threadOf([comment('1'), comment('2'), comment('1', { kind: 'pingback' })]);
    assert.deepEqual([shape(repeated.roots), repeated.pings.length], ['2', 1]);
  });
});

describe('the numbers of comments', () => {
  const comments = [
    at('a', '2012-01-01'),
    at('x', '2012-01-05', 'a'),
    comment('p', { kind: 'pingback', publishedAt: '2012-01-02' }),
    at('b', '2012-01-03', 'gone'),
    at('c', '2012-01-04'),
  ];

  test('count the top level from the oldest, orphans too, and stay with their comments in every order', () => {
    assert.equal(numbers(threadOf(comments).roots), 'a#1 b#2 c#3');
    assert.equal(numbers(threadOf(comments, { sort: 'newest' }).roots), 'c#3 b#2 a#1');
    assert.equal(
      numbers(threadOf([...comments, under('c', 'y'), under('c', 'z')], { sort: 'replies' }).roots),
      'c#3 a#1 b#2',
    );
    assert.equal(threadOf(comments).byId.get('x')?.number, undefined);
  });

  test('of the newest comments leave room for the older ones that are not loaded', () => {
    assert.equal(numbers(threadOf(comments, { sort: 'newest', roots: 43 }).roots), 'c#43 b#42 a#41');
    assert.equal(numbers(threadOf(comments, { sort: 'oldest', roots: 43 }).roots), 'a#1 b#2 c#3');
    assert.equal(numbers(threadOf(comments, { sort: 'replies', roots: 43 }).roots), 'a#1 b#2 c#3');
  });

  test('ignore a figure that is too small or makes no sense', () => {
    for (const roots of [0, 1, 3, -5, 7.5, NaN, Infinity]) {
      assert.equal(numbers(threadOf(comments, { sort: 'newest', roots }).roots), 'c#3 b#2 a#1');
    }
  });
});

describe('the cost of a thread', () => {
  const date = (index: number) => new Date(1.3e12 + index * 61_000).toISOString();
  const shapes: Record<string, (index: number, length: number) => Comment> = {
    'flat and shuffled': (index, length) => at(`${index}`, date((index * 7919) % length)),
    'a chain from its end': (index) => under(`${index + 1}`, `${index}`),
    'one with many replies': (index) => at(`${index}`, date(index), index === 0 ? undefined : '0'),
    'a ring': (index, length) => under(`${(index + 1) % length}`, `${index}`),
    'pairs in circles': (index) => under(`${index ^ 1}`, `${index}`),
    'chains into a ring': (index) => under(`${index < 5 ? (index + 1) % 5 : index - 5}`, `${index}`),
  };

  const list = (make: (index: number, length: number) => Comment, length: number) =>
    Array.from({ length }, (_, index) => make(index, length));

  function cpu(comments: readonly Comment[]): number {
    const before = process.cpuUsage();
    const { byId } = buildThread(comments, { sort: 'replies' });
    const { user, system } = process.cpuUsage(before);
    assert.equal(byId.size, comments.length);
    return user + system;
  }

  for (const [name, make] of Object.entries(shapes)) {
    test(`grows with the number of comments and little faster: ${name}`, () => {
      const few = list(make, 30_000);
      const many = list(make, 300_000);
      const least = Math.min(...Array.from({ length: 8 }, () => cpu(few)));
      // 10 to 20 is usual, since neither fits the caches; what goes with the square of the number comes to 100.
      let times = Infinity;
      for (let run = 0; run < 5 && times >= 40; run++) times = Math.min(times, cpu(many) / least);
      assert.ok(times < 40, `ten times the comments cost ${times.toFixed(1)} times the time`);
    });
  }

  test('can be paid for more replies to one comment than a function takes arguments', () => {
    const { roots, byId } = buildThread(list((index) => under(index === 0 ? 'gone' : '0', `${index}`), 300_000));
    assert.deepEqual([roots.length, roots[0]?.descendants, byId.size], [1, 299_999, 300_000]);
  });
});
