import { relative } from 'node:path';
import { report } from './closing-line.mjs';

/**
 * Reporter for `node --test` beside the one that people read: Node says its totals at the end, each in a diagnostic
 * such as `pass 12`. A reporter must be a default export.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 * @returns {AsyncGenerator<string, void>}
 */
export default async function* nodeReporter(events) {
  /** @type {Record<string, number>} */
  const totals = {};
  /** @type {string[]} */
  const failures = [];
  for await (const { type, data } of events) {
    if (type === 'test:fail' && isOwnFailure(data)) failures.push(`${relative('.', data.file ?? '')}: ${data.name}`);
    if (type !== 'test:diagnostic' || data.nesting !== 0) continue;
    const [, name, value] = /^(\w+) (\d+)$/.exec(data.message) ?? [];
    if (name) totals[name] = Number(value);
  }
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = totals;
  yield report({ passed: pass, failed: fail + cancelled, skipped: skipped + todo, failures });
}

/**
 * A suite around a failed test fails, too.
 * @param {import('node:test/reporters').TestEvent & { type: 'test:fail' } extends { data: infer D } ? D : never} failed
 */
const isOwnFailure = ({ details, todo }) => {
  const { failureType } = /** @type {{ failureType?: string }} */ (details.error);
  return failureType !== 'subtestsFailed' && todo === undefined;
};
