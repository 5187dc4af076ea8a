/** Installs the peers: from a lock file of their own, so that whoever works on the package itself never downloads them. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MANIFEST = fileURLToPath(new URL('peers', import.meta.url));
/** Beside the packages of the project, so that `npm ci` throws both away together. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
const LIMIT = 300_000;

/**
 * The folder in which the peers are installed, once for each lock file.
 * @returns undefined where they cannot be had
 */
export function installPeers(): string | undefined {
  const lock = readFileSync(join(MANIFEST, 'package-lock.json'));
  const home = join(CACHE, `bench-peers-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (!existsSync(home)) install(`${home}-${process.pid}`, home);
  return existsSync(home) ? join(home, 'node_modules') : undefined;
}

/** Nothing that is half installed ever stands under the name that is looked for. */
function install(work: string, home: string): void {
  mkdirSync(work, { recursive: true });
  cpSync(MANIFEST, work, { recursive: true });
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: LIMIT,
    shell: process.platform === 'win32',
  });
  if (status === 0) renameSync(work, home);
  else rmSync(work, { recursive: true, force: true });
}

/** Names and versions, for the report. */
export function peerVersions(): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(MANIFEST, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
}
