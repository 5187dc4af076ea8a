import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBy, TOKENS } from '../../.rollup/tokens.mjs';
import { ROOT } from './consumer.js';
import { described, goneSilently, SURFACE, surfaceOf } from './surface.js';
import { readGuide, withReference } from './theming-reference.js';

const elements = described();
const now = surfaceOf(elements);
const known = JSON.parse(readFileSync(SURFACE, 'utf8')) as readonly string[];

test('nothing that pages rely on is gone without a word in the CHANGELOG', () => {
  assert.deepEqual(goneSilently(known, now, readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')), []);
});

test('the list of what pages rely on is current (npm run surface)', () => {
  assert.deepEqual(now, known);
  assert.ok(now.length > 150);
});

test('the reference in docs/theming.md is current (npm run surface)', () => {
  const guide = readGuide();
  assert.equal(guide, withReference(guide, elements));
  for (const { name } of TOKENS) assert.ok(guide.includes(`\`${name}\``), name);
});

const LOG = `# Changelog

## [Unreleased]

### Added

- \`avatar\` again.

### Changed

- The part \`badge\` is now \`mark\`.

## [0.1.0]

### Removed

- \`heading\`
`;

test('a name is gone silently unless it stands under Removed or Changed of what is unreleased', () => {
  const before = ['x part avatar', 'x part badge', 'x part heading', 'x token --a'];
  assert.deepEqual(goneSilently(before, ['x token --a'], LOG), ['x part avatar', 'x part heading']);
  assert.deepEqual(goneSilently(before, ['x token --a'], LOG.replace('### Added', '### Removed')), ['x part heading']);
  assert.deepEqual(goneSilently(before, before, ''), []);
});

test('there are 45 custom properties: 14, 19 and 12, each read by a style sheet and none more', () => {
  assert.deepEqual(
    [1, 2, 3].map((tier) => TOKENS.filter((token) => token.tier === tier).length),
    [14, 19, 12],
  );
  const read = new Set(elements.flatMap(({ tagName }) => [...readBy(tagName)]));
  // Set by the form itself, from what a provider says of its colour.
  read.delete('--commentariat-provider-color');
  assert.deepEqual([...read].sort(), TOKENS.map(({ name }) => name).sort());
});

test('editors are offered the custom properties', () => {
  const data = JSON.parse(readFileSync(join(ROOT, 'dist/vscode.css-custom-data.json'), 'utf8')) as {
    readonly properties: readonly { readonly name: string }[];
  };
  assert.deepEqual([...new Set(data.properties.map(({ name }) => name))].sort(), TOKENS.map(({ name }) => name).sort());
});

test('every event in the manifest has a name of ours', () => {
  for (const { events = [] } of elements) for (const { name } of events) assert.match(name, /^(comment|article)-/);
});
