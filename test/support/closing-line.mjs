// The counts of one run. They go into the file that TEST_COUNTS names, for whoever adds several runs up (test/run.mjs,
// .ci/run); without it the run prints its own closing line.
import { writeFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * `N passed, N failed`, with `, N skipped` only where there is something to tell.
 * @param {Counts} counts
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
  return file ? '' : `\n${closingLine(counts)}\n`;
}

/**
 * Reporter for web-test-runner.
 * @returns {import('@web/test-runner').Reporter}
 */
export const closingLineReporter = () => ({
  stop({ sessions }) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const session of sessions) {
      const tests = testsOf(session.testResults);
      for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
      // A file that crashed, timed out or could not be imported failed, although none of its tests did.
      if (!session.passed && tests.every((test) => test.passed || test.skipped)) counts.failed++;
    }
    process.stdout.write(report(counts));
  },
});

/**
 * @param {import('@web/test-runner').TestSuiteResult | undefined} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
const testsOf = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : []);
