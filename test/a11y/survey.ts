/** Each state is shown once, and then looked at in every way. */
import assert from 'node:assert/strict';
import { check } from './criteria.js';
import { look, page, show, takeFaults, violations } from './stage.js';

type Watch = (state: string) => Promise<readonly string[]>;

/** What was found in a state, by the name of the check. */
type Found = ReadonlyMap<string, readonly string[]>;

const LOOKS = (['light', 'dark', 'forced'] as const).flatMap((colors) =>
  (['ltr', 'rtl'] as const).map((direction) => ({ colors, direction })),
);
const AXE = 'axe';
const FAULTS = 'faults';

export const names = await page.evaluate(() => window.stage.names);
const watches = new Map<string, Watch>([[AXE, everyLook]]);
const surveys = new Map<string, Promise<Found>>();

/** A test of what must hold in every state. */
export function checkEverywhere(criteria: readonly number[], name: string, watch: Watch): void {
  watches.set(name, watch);
  check(criteria, name, async () => {
    const found: string[] = [];
    for (const state of names)
      for (const what of (await survey(state)).get(name) ?? []) found.push(`${state}: ${what}`);
    assert.deepEqual(found, []);
  });
}

/** One test for each state: axe-core has nothing to say about it, however it looks, and it went without a fault. */
export function checkStates(): void {
  for (const state of names) {
    check([1], `axe-core: ${state}`, async () => {
      const found = await survey(state);
      assert.deepEqual([...(found.get(AXE) ?? []), ...(found.get(FAULTS) ?? [])], []);
    });
  }
}

function survey(state: string): Promise<Found> {
  const known = surveys.get(state) ?? examine(state);
  surveys.set(state, known);
  return known;
}

async function examine(state: string): Promise<Found> {
  await show(state);
  const found = new Map<string, readonly string[]>();
  for (const [name, watch] of watches) found.set(name, await watch(state));
  return found.set(FAULTS, takeFaults());
}

async function everyLook(): Promise<string[]> {
  const found: string[] = [];
  for (const looks of LOOKS) {
    // Colours that fade into others would be measured half-way.
    await look({ ...looks, motion: 'reduce' });
    for (const what of await violations()) found.push(`${looks.colors}, ${looks.direction}: ${what}`);
  }
  await look({});
  return found;
}
