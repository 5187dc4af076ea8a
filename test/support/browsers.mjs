// Which Chromium the tests run in: CHROME_PATH, else an installed Chrome or Chromium (chrome-launcher knows where they
// live on macOS, Windows and Linux), else the one that @sparticuz/chromium ships inside its npm package (Linux x64).
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Launcher } from 'chrome-launcher';

/** Flags for every Chromium that the tests start: it runs as root in CI and must not call home. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Path of the browser to start. Set `BUNDLED_CHROMIUM=1` to pass over an installed one.
 * @returns {Promise<string>}
 * @throws {Error} where no browser can be had; the message says what to do.
 */
export async function chromiumPath() {
  const path = process.env['CHROME_PATH'] || installed() || (await bundled());
  if (path) return path;
  throw new Error(
    'No Chrome or Chromium was found, and the bundled one runs on Linux x64 only: install one, or set CHROME_PATH.',
  );
}

/** @returns {string | undefined} */
function installed() {
  if (process.env['BUNDLED_CHROMIUM']) return undefined;
  try {
    const path = Launcher.getFirstInstallation();
    if (path) accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<string | undefined>} */
async function bundled() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const manifest = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  // Beside the package, so that `npm ci` throws both away together.
  const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
  const home = join(cache, `chromium-${version}`);
  if (!existsSync(home)) await unpack(join(cache, `chromium-${version}-${process.pid}`), home);
  return join(home, 'chromium');
}

/**
 * The package unpacks into the temp folder and takes whatever file already lies there, also one that another test
 * process is still writing. So each process unpacks into a folder of its own and then moves the whole into place.
 * @param {string} work
 * @param {string} home
 */
async function unpack(work, home) {
  const before = process.env['TMPDIR'];
  mkdirSync(work, { recursive: true });
  process.env['TMPDIR'] = work;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    renameSync(work, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
    rmSync(work, { recursive: true });
  }
}
