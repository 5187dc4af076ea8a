import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growthExponent, longestRun, median, quantile, spread } from './statistics.js';

test('The median of an odd and of an even number of values, in any order', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([7]), 7);
});

test('The median leaves the list as it is', () => {
  const values = [3, 1, 2];
  median(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test('Quantiles lie between the two nearest values', () => {
  const values = [0, 10, 20, 30, 40];
  assert.equal(quantile(values, 0), 0);
  assert.equal(quantile(values, 1), 40);
  assert.equal(quantile(values, 0.95), 38);
});

test('Nothing has no median', () => {
  assert.ok(Number.isNaN(median([])));
  assert.ok(Number.isNaN(spread([])));
});

test('One outlier does not widen the spread', () => {
  assert.equal(spread([10, 11, 9, 10, 1000]), 1);
});

test('The growth exponent tells constant, linear and quadratic costs apart', () => {
  const sizes = [10, 100, 1000];
  const grows = (cost: (size: number) => number) => growthExponent(sizes.map((size) => [size, cost(size)] as const));
  assert.equal(grows(() => 5).toFixed(6), '0.000000');
  assert.equal(grows((size) => 3 * size).toFixed(6), '1.000000');
  assert.equal(grows((size) => size ** 2).toFixed(6), '2.000000');
});

test('The longest run adds up neighbours only', () => {
  assert.equal(longestRun([10, 20, 30, 40], [true, true, false, true]), 40);
  assert.equal(longestRun([10, 20, 30, 40], [true, true, true, false]), 60);
  assert.equal(longestRun([10], [false]), 0);
});
