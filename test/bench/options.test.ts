import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARTS, readOptions, type Options } from './options.js';

const read = (...args: string[]) => readOptions(args) as Options;

test('Without options everything is measured, and the page of the docs is written', () => {
  const { counts, json, parts, peers, runs, write } = read();
  assert.deepEqual(
    { counts, json, parts, peers, runs, write },
    {
      counts: [10, 100, 1000, 10_000],
      json: undefined,
      parts: PARTS,
      peers: true,
      runs: 5,
      write: true,
    },
  );
});

test('A run of a part does not write over the page of the docs, unless it is told to', () => {
  for (const option of ['--quick', '--only=load', '--n=10', '--no-peers']) {
    assert.equal(read(option).write, false, option);
    assert.equal(read(option, '--write').write, true, option);
  }
});

test('Parts and numbers are read as they are written', () => {
  const { counts, idle, json, parts, runs } = read(
    '--only=trees,load',
    '--n=1_000,10',
    '--runs=3',
    '--idle=5',
    '--json=x',
  );
  assert.deepEqual(
    { counts, idle, json, parts, runs },
    {
      counts: [10, 1000],
      idle: 5,
      json: 'x',
      parts: ['trees', 'load'],
      runs: 3,
    },
  );
});

test('What makes no sense is refused', () => {
  for (const option of ['--only=lode', '--n=0', '--runs=many', '--n=', '--quik'])
    assert.throws(() => read(option), option);
});
