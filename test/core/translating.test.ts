import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { LANGUAGES } from '../../src/core/language-names.js';
import { withReference } from '../support/translating.js';

const FILE = new URL('../../docs/translating.md', import.meta.url);

// `UPDATE_DOCS=1 node --import tsx --test test/core/translating.test.ts` writes the reference anew.
test('the guide for translators lists every text as it is, and every language', () => {
  const guide = readFileSync(FILE, 'utf8');
  if (process.env['UPDATE_DOCS']) writeFileSync(FILE, withReference(guide));
  else assert.equal(guide, withReference(guide));
  for (const language of LANGUAGES) assert.ok(guide.includes(`\`${language}\``), language);
});
