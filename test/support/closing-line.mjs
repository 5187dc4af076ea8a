// The counts of one run. They go into the file that TEST_COUNTS names, for whoever adds several runs up (test/run.mjs,
// .ci/run); without it the run prints its own closing line.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * `failures` names the tests that failed: a long log ends with them, so that they are seen where only its end is kept.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts
 */

/**
 * `N passed, N failed`, with `, N skipped` only where there is something to tell.
 * @param {Omit<Counts, 'failures'>} counts
 */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

/**
 * Hands the counts on, and returns what is left to print.
 * @param {Counts} counts
 */
export function report(counts) {
  const file = process.env['TEST_COUNTS'];
  if (file) writeFileSync(file, JSON.stringify(counts));
  return file ? '' : `\n${[...counts.failures.map((name) => `failed: ${name}`), closingLine(counts)].join('\n')}\n`;
}

/**
 * Reporter for web-test-runner.
 * @returns {import('@web/test-runner').Reporter}
 */
export const closingLineReporter = () => ({
  stop({ sessions }) {
    /** @type {Counts} */
    const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
    for (const session of sessions) {
      const tests = testsOf(session.testResults);
      for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
      const failed = tests.filter((test) => !test.passed && !test.skipped).map((test) => test.name);
      // A file that crashed, timed out or could not be imported failed, although none of its tests did.
      if (!session.passed && failed.length === 0) counts.failed += failed.push('the file as a whole');
      const file = relative('.', session.testFile ?? '');
      counts.failures.push(...failed.map((name) => `${session.browser.name}, ${file}: ${name}`));
    }
    process.stdout.write(report(counts));
  },
});

/**
 * @param {import('@web/test-runner').TestSuiteResult | undefined} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
const testsOf = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : []);
