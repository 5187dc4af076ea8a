// Runs the suites one after the other and ends with one line for all of them, `N passed, N failed`:
//   node test/run.mjs                        every suite that runs on any machine
//   node test/run.mjs browser package        only these
//   node test/run.mjs node test/server       only the files under a folder
//   node test/run.mjs faults                 every fault of the network and of storage, crashes, leaks, 10,000 random schedules
//   node test/run.mjs wordpress              a suite that installs programs first, so it runs only when it is named
// The counts go to the file that TEST_COUNTS names instead, where it is set (.ci/run adds several runs up).
// The package is built first where a suite needs it and dist is missing or older than the sources.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine, report } from './support/closing-line.mjs';

/** @typedef {import('./support/closing-line.mjs').Counts} Counts */
/** @typedef {{ folders: string[], command: (files: string[]) => string[], dist?: boolean, named?: boolean }} Suite */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MINUTES = 60_000;

/** @param {string[]} files */
const nodeTest = (files) => [
  process.execPath,
  ...['--import', 'tsx', '--test'],
  ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
  ...['--test-reporter=./test/support/node-reporter.mjs', '--test-reporter-destination=stdout'],
  ...files,
];

const WEB_TESTS = [process.execPath, 'node_modules/@web/test-runner/dist/bin.js'];

/** @type {Record<string, Suite>} */
const SUITES = {
  node: { folders: nodeFolders(), command: nodeTest },
  browser: { folders: ['test/elements'], command: () => WEB_TESTS },
  // The elements on what the CDN build has in place of Lit.
  cdn: { folders: ['test/elements'], command: () => [...WEB_TESTS, '--config', 'test/support/lit-cdn.config.mjs'] },
  // Hostile texts, in the browsers that BROWSERS names; CORPUS=whole runs also what takes minutes.
  corpus: {
    folders: ['test/corpus'],
    command: () => [...WEB_TESTS, '--config', 'test/support/corpus.config.mjs'],
    named: true,
  },
  e2e: { folders: ['test/e2e'], command: nodeTest, dist: true },
  // Every state and journey in one browser; UPDATE_DOCS=1 writes docs/accessibility.md.
  a11y: { folders: ['test/a11y'], command: nodeTest, dist: true },
  package: { folders: ['test/package'], command: nodeTest, dist: true },
  wordpress: {
    folders: ['test/wordpress'],
    // Two files at a time on any machine: each waits for a server of its own most of the time.
    command: (files) => nodeTest(['--test-concurrency=2', ...files]),
    dist: true,
    named: true,
  },
  faults: {
    folders: ['test/faults'],
    // One file at a time: they measure what a busy machine would change.
    command: (files) => nodeTest(['--test-concurrency=1', ...files]),
    named: true,
  },
};

const [names, narrowed] = splitArguments(process.argv.slice(2));
process.chdir(ROOT);
if (names.some((name) => SUITES[name]?.dist) && distIsStale()) build();
/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
/** @type {string[]} */
const lines = [];
for (const name of names) {
  const started = performance.now();
  const counts = runSuite(name);
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += counts[key];
  total.failures.push(...counts.failures);
  lines.push(`  ${name.padEnd(9)} ${closingLine(counts)} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
process.stdout.write(`\n${lines.join('\n')}\n${report(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/**
 * Names of suites, and folders to narrow them to.
 * @param {string[]} args
 * @returns {[string[], string[]]}
 */
function splitArguments(args) {
  const chosen = args.filter((arg) => arg in SUITES);
  const paths = args.filter((arg) => !(arg in SUITES)).map((path) => path.replace(/\/$/, ''));
  const unknown = paths.find((path) => !statSync(join(ROOT, path), { throwIfNoEntry: false })?.isDirectory());
  if (unknown) throw new Error(`'${unknown}' is neither a suite (${Object.keys(SUITES).join(', ')}) nor a folder.`);
  const usual = Object.keys(SUITES).filter((name) => !SUITES[name]?.named);
  return [chosen.length > 0 ? chosen : usual, paths];
}

/**
 * @param {string} name
 * @returns {Counts}
 */
function runSuite(name) {
  const suite = /** @type {Suite} */ (SUITES[name]);
  const files = testFiles(narrowed.length > 0 ? narrowed : suite.folders);
  if (files.length === 0) {
    console.error(`\n${name}: there is no test file.`);
    return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: there is no test file`] };
  }
  const scratch = mkdtempSync(join(tmpdir(), 'commentariat-counts-'));
  try {
    return runCommand(name, suite.command(files), join(scratch, 'counts.json'));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/**
 * A suite that ends badly without a failed test (a crash, a time-out) or without counts counts as one failure.
 * @param {string} name
 * @param {string[]} command
 * @param {string} countsFile
 * @returns {Counts}
 */
function runCommand(name, [program = '', ...args], countsFile) {
  console.log(`\n== ${name} ==`);
  const env = { ...process.env, TEST_COUNTS: countsFile };
  const { status, signal } = spawnSync(program, args, { stdio: 'inherit', env, timeout: 15 * MINUTES });
  const isCounted = statSync(countsFile, { throwIfNoEntry: false }) !== undefined;
  /** @type {Counts} */
  const counts = isCounted
    ? JSON.parse(readFileSync(countsFile, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0, failures: [] };
  if ((status === 0 && isCounted) || counts.failed > 0) return counts;
  const failure = `${name}: ended with ${signal ?? `exit code ${status}`}, although no test failed`;
  console.error(failure);
  return { ...counts, failed: 1, failures: [failure] };
}

/** Whatever needs neither a browser nor the built package. */
function nodeFolders() {
  const others = ['a11y', 'elements', 'corpus', 'e2e', 'package', 'wordpress', 'faults', 'support', 'corpora'];
  return readdirSync(join(ROOT, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !others.includes(entry.name))
    .map((entry) => `test/${entry.name}`);
}

/** @param {string[]} under */
function testFiles(under) {
  return under.flatMap((folder) => filesIn(folder).filter((file) => file.endsWith('.test.ts'))).sort();
}

/**
 * Every file under a folder; none where there is no such folder.
 * @param {string} folder
 */
function filesIn(folder) {
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function distIsStale() {
  const built = statSync('dist/cdn/integrity.json', { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const config = ['package.json', 'rollup.config.mjs', 'tsconfig.json', 'tsconfig.build.json'];
  const contract = ['test/backends/contract.ts', ...filesIn('test/backends/contract')];
  const sources = [...config, ...contract, ...filesIn('.rollup'), ...filesIn('src')];
  return sources.some((file) => statSync(file).mtimeMs > built);
}

function build() {
  console.log('\n== build ==');
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return;
  process.stdout.write(`\nThe build failed.\n${report({ passed: 0, failed: 1, skipped: 0, failures: ['the build'] })}`);
  process.exit(1);
}
