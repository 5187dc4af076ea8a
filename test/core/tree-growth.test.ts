import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growThread } from '../../src/core/tree-growth.js';
import { buildThread } from '../../src/core/tree.js';
import type { Comment } from '../../src/core/types.js';
import { dice } from '../support/dice.js';
import { shape, threadOf } from '../support/threads.js';

const at = (minute: number) => new Date(Date.UTC(2012, 0, 1, 0, minute)).toISOString();
const comment = (id: string, parentId?: string, minute = Number(id)): Comment => ({
  id,
  ...(parentId !== undefined && { parentId }),
  kind: 'comment',
  state: 'published',
  author: { name: 'Ken' },
  body: { kind: 'text', value: id },
  publishedAt: at(minute),
});

test('a thread that has grown reply by reply is the one that is built of them', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const roll = dice(seed);
    const comments = [comment('0'), comment('1')];
    let thread = buildThread(comments);
    for (let index = 2; index < 60; index += 1) {
      const next = comment(String(index), String(roll(index)));
      comments.push(next);
      const before = thread;
      thread = growThread(before, next) ?? assert.fail(`${index} of seed ${seed} did not grow`);
      assert.notEqual(thread, before);
      assert.deepEqual(thread.grown, { from: before, at: thread.byId.get(next.id) });
    }
    const built = threadOf(comments);
    assert.equal(shape(thread.roots), shape(built.roots));
    const figures = ({ byId }: typeof built) =>
      [...byId].map(([id, { depth, descendants, orphan, parent }]) => [
        id,
        depth,
        descendants,
        orphan,
        parent?.comment.id,
      ]);
    assert.deepEqual(figures(thread), figures(built));
  }
});

for (const [what, comments, next] of [
  ['at top level', [comment('1')], comment('2')],
  ['to a comment that is not here', [comment('1')], comment('2', '9')],
  ['that is here already', [comment('1'), comment('2', '1')], comment('2', '1')],
  ['that others wait for', [comment('1'), comment('3', '2')], comment('2', '1')],
  ['older than its neighbour', [comment('1'), comment('3', '1')], comment('2', '1')],
  ['without a date', [comment('1')], { ...comment('2', '1'), publishedAt: undefined } as unknown as Comment],
  ['that is a pingback', [comment('1')], { ...comment('2', '1'), kind: 'pingback' as const }],
] as const) {
  test(`a reply ${what} asks for a thread that is built`, () => {
    const thread = buildThread(comments);
    const before = shape(thread.roots);
    assert.equal(growThread(thread, next), undefined);
    assert.equal(shape(thread.roots), before);
  });
}
