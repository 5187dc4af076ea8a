import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json } from '../../src/core/backends/json.js';
import { buildThread } from '../../src/core/tree.js';
import { DEEPEST, lastWords, makeComments } from './comments.js';

test('The same comments come each time, others with another seed', () => {
  assert.deepEqual(makeComments(50), makeComments(50));
  assert.notDeepEqual(makeComments(50), makeComments(50, { seed: 2 }));
});

test('They make a tree that is as deep as it may be, and has no orphans', () => {
  const { byId, roots } = buildThread(makeComments(1000));
  const nodes = [...byId.values()];
  assert.equal(nodes.length, 1000);
  assert.equal(Math.max(...nodes.map(({ depth }) => depth)), DEEPEST);
  assert.ok(nodes.every(({ orphan }) => !orphan));
  assert.ok(roots.length > 300 && roots.length < 700, `${roots.length} at top level`);
});

test('Bodies are in two alphabets, as text and as markup, short and long', () => {
  const bodies = makeComments(1000).map(({ body }) => body);
  const share = (passes: (body: (typeof bodies)[number]) => boolean) => bodies.filter(passes).length / bodies.length;
  const between = (value: number, low: number, high: number) => assert.ok(value > low && value < high, String(value));
  between(
    share(({ value }) => /\p{Script=Cyrillic}/u.test(value)),
    0.3,
    0.5,
  );
  between(
    share(({ kind }) => kind === 'html'),
    0.25,
    0.35,
  );
  between(
    share(({ kind, value }) => kind === 'html' && value.includes('<a href')),
    0.1,
    0.25,
  );
  between(bodies.reduce((sum, { value }) => sum + value.split(/\s+/).length, 0) / bodies.length, 45, 75);
  assert.ok(Math.max(...bodies.map(({ value }) => value.length)) > 1500);
});

test('Without markup every body is text', () => {
  assert.ok(makeComments(100, { html: 0 }).every(({ body }) => body.kind === 'text'));
});

test('Each can be found by its last words', () => {
  const comments = makeComments(300);
  for (const [index, { body }] of comments.entries()) {
    assert.equal(comments.filter(({ body: other }) => other.value.includes(lastWords(index + 1))).length, 1);
    assert.ok(body.value.includes(lastWords(index + 1)));
  }
});

test('The json backend reads every one of them as it is', async () => {
  const comments = makeComments(100);
  const page = await json({ document: JSON.parse(JSON.stringify(comments)) as unknown }).list(
    { key: '/bench' },
    { sort: 'oldest', limit: 50 },
  );
  assert.deepEqual(page.comments, comments);
  assert.equal(page.skipped ?? 0, 0);
});
