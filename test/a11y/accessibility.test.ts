import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CRITERIA, declared, passed } from './criteria.js';
import { documentNow, FILE, writeDocument } from './docs.js';
import { checkStates, names } from './survey.js';
import './structure.js';
import './measures.js';
import './journeys-thread.js';
import './journeys-form.js';
import './journeys-account.js';
import './journeys-page.js';

checkStates();

test('there are at least 40 states, 30 journeys, and a check for 31 of the 32 criteria', () => {
  const covered = new Set(passed.flatMap(({ criteria }) => criteria));
  const alone = Object.keys(CRITERIA).filter((number) => !covered.has(Number(number)));
  assert.deepEqual(alone, ['32']);
  assert.ok(names.length >= 40, `${names.length} states`);
  const journeys = passed.filter(({ keys }) => keys).length;
  assert.ok(journeys >= 30, `${journeys} journeys`);
});

test('docs/accessibility.md says what has passed; UPDATE_DOCS=1 writes it', async () => {
  assert.equal(passed.length, declared.length, 'some checks have failed');
  if (process.env['UPDATE_DOCS']) await writeDocument();
  assert.equal(readFileSync(FILE, 'utf8'), await documentNow());
});
