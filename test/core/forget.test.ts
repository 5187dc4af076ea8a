import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forget } from '../../src/core/forget.js';
import { keep } from '../../src/core/kept-parts.js';

test('every part that keeps something is asked to erase it, also where another fails', async () => {
  const erased: string[] = [];
  keep('one', () => void erased.push('one'));
  keep('broken', () => {
    throw new Error('No.');
  });
  keep('later', () => Promise.reject(new Error('No.')));
  keep('two', async () => void erased.push('two'));
  assert.deepEqual(await forget(), ['broken', 'later']);
  assert.deepEqual(erased, ['one', 'two']);
  keep('broken', () => {});
  keep('later', () => {});
  assert.deepEqual(await forget(), []);
});
