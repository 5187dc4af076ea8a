/**
 * Puts what a WordPress of the tests needs onto this machine: PHP with SQLite, and two versions of WordPress itself. All of
 * it comes from Debian's packages and the npm registry, and stays in the cache folder of this user for the next run.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `newest`: the newest stable one to be had from the registries. `oldest`: the one that Debian keeps supporting. */
export type Version = 'newest' | 'oldest';

/** Where WordPress, unpacked and ready for its configuration, lies. */
export interface Core {
  readonly folder: string;
  /** As WordPress says it, such as `6.5.5`. */
  readonly version: string;
}

/** Packs WordPress 6.2 to 6.5, two unfinished versions, and the drop-in that lets WordPress store in SQLite. */
const BUILDS = {
  name: '@wp-playground/wordpress-builds',
  version: '0.9.19',
  integrity: 'sha512-dlqvh/MJDpE5W68vgPPKUjpip6zMuBh59L3D18ZX+pdwurC4q4ydrTww/3sTMV69BBcoH6kF93YtAtujNC5Mpw==',
} as const;
/** The newest of them that is stable; its zip has the PHP, the folder `public` beside it scripts and styles. */
const NEWEST = '6.5';
/** A classic theme, whose comments are an `ol.comment-list`, and a block theme of the same age. */
const DEBIAN = ['wordpress', 'wordpress-theme-twentytwentyone', 'wordpress-theme-twentytwentythree'] as const;
const PHP_PACKAGES = ['php-cli', 'php-sqlite3', 'php-xml', 'php-mbstring', 'unzip'] as const;
const PHP_MODULES = ['dom', 'mbstring', 'pdo_sqlite', 'xml'] as const;

/** Goes up when this file unpacks things differently, so that no older cache is taken for its own. */
const LAYOUT = 1;
/** Outside of node_modules: `npm ci` would throw 160 MB away each time. XDG_CACHE_HOME moves it, as everywhere. */
const CACHE = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'commentariat-wordpress');

/**
 * Installs what is missing for a version.
 *
 * @throws {Error} where something cannot be had on this machine; the message says what
 */
export function installWordPress(version: Version): Core {
  installPhp();
  const builds = once(`builds-${BUILDS.version}-${LAYOUT}`, unpackBuilds);
  const folder =
    version === 'newest'
      ? join(builds, 'newest')
      : join(
          once(`debian-${LAYOUT}`, (into) => unpackDebian(into, builds)),
          'oldest',
        );
  const [, said = ''] =
    /\$wp_version = '([^']+)'/.exec(readFileSync(join(folder, 'wp-includes/version.php'), 'utf8')) ?? [];
  return { folder, version: said };
}

/**
 * A folder of the cache, made once: made beside its place and moved there as a whole, since several test processes may
 * do this at the same time.
 */
export function once(name: string, make: (into: string) => void): string {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(CACHE, `.making-${name}-`));
  try {
    make(work);
    renameSync(work, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** Runs a program and returns what it printed. @throws {Error} with its complaint when it fails */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    ...options,
  });
  if (status === 0) return stdout;
  throw new Error(`${[program, ...args].join(' ')} failed: ${error?.message ?? (stderr.trim() || stdout.trim())}`);
}

function installPhp(): void {
  if (hasPhp() && isThere('unzip', '-v')) return;
  apt('install', '-y', '--no-install-recommends', ...PHP_PACKAGES);
  if (!hasPhp()) throw new Error(`PHP lacks one of ${PHP_MODULES.join(', ')}.`);
}

function hasPhp(): boolean {
  const { status, stdout } = spawnSync('php', ['-m'], { encoding: 'utf8' });
  const modules = status === 0 ? stdout.toLowerCase().split(/\s+/) : [];
  return PHP_MODULES.every((module) => modules.includes(module));
}

function isThere(program: string, ...args: string[]): boolean {
  return spawnSync(program, args).status === 0;
}

/** A machine that has never asked for the lists of packages knows none; asking takes seconds, so it is the second try. */
function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Other processes install too: PostgreSQL in CI, or a second file of these tests.
  const command = ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args];
  if (!isThere('apt-get', '--version')) {
    throw new Error(`The WordPress tests need a Debian for \`apt-get ${args.join(' ')}\`: there is no apt-get here.`);
  }
  try {
    run('apt-get', command, { env });
  } catch {
    run('apt-get', ['-qq', 'update'], { env });
    run('apt-get', command, { env });
  }
}

function unpackBuilds(into: string): void {
  const packed = JSON.parse(
    run('npm', [
      'pack',
      '--json',
      '--loglevel=error',
      `--pack-destination=${into}`,
      `${BUILDS.name}@${BUILDS.version}`,
    ]),
  ) as { filename: string; integrity: string }[];
  const { filename = '', integrity } = packed[0] ?? {};
  if (integrity !== BUILDS.integrity)
    throw new Error(`${BUILDS.name}@${BUILDS.version} is not what it was: ${integrity}`);
  const tarball = join(into, filename.replace('@', '').replace('/', '-'));
  const zips = [`src/wordpress/wp-${NEWEST}.zip`, 'src/sqlite-database-integration/sqlite-database-integration.zip'];
  run('tar', ['-xzf', tarball, '-C', into, ...[...zips, `public/wp-${NEWEST}`].map((path) => `package/${path}`)]);
  const [core = '', sqlite = ''] = zips.map((path) => join(into, 'package', path));
  run('unzip', ['-qo', core, '-d', join(into, 'newest')]);
  run('cp', ['-R', `${join(into, 'package/public', `wp-${NEWEST}`)}/.`, join(into, 'newest')]);
  run('unzip', ['-qo', sqlite, '-d', into]);
  renameSync(join(into, 'sqlite-database-integration-main'), join(into, 'sqlite'));
  for (const path of [tarball, join(into, 'package')]) rmSync(path, { recursive: true });
  prepareCore(join(into, 'newest'), join(into, 'sqlite'));
  const themes = mkdtempSync(join(into, '.debian-'));
  unpackPackages(themes);
  run('cp', ['-R', join(themes, THEMES, 'twentytwentyone'), join(into, 'newest/wp-content/themes')]);
  rmSync(themes, { recursive: true });
}

const THEMES = 'usr/share/wordpress/wp-content/themes';

function unpackDebian(into: string, builds: string): void {
  const tree = mkdtempSync(join(into, '.debian-'));
  unpackPackages(tree);
  renameSync(join(tree, 'usr/share/wordpress'), join(into, 'oldest'));
  rmSync(tree, { recursive: true });
  prepareCore(join(into, 'oldest'), join(builds, 'sqlite'));
}

/** Unpacked and not installed: an installed WordPress brings a web server and a database with it. */
function unpackPackages(into: string): void {
  const debs = mkdtempSync(join(into, '.debs-'));
  const before = process.cwd();
  process.chdir(debs); // where `apt-get download` writes
  try {
    apt('download', ...DEBIAN);
  } finally {
    process.chdir(before);
  }
  for (const deb of readdirSync(debs)) run('dpkg-deb', ['-x', join(debs, deb), into]);
  rmSync(debs, { recursive: true });
}

/** Every server of the tests runs the same files: its own configuration, database and plugins come with its variables. */
function prepareCore(core: string, sqlite: string): void {
  const content = join(core, 'wp-content');
  rmSync(join(content, 'database'), { recursive: true, force: true });
  mkdirSync(join(content, 'plugins'), { recursive: true });
  run('cp', ['-R', sqlite, join(content, 'plugins/sqlite-database-integration')]);
  writeFileSync(
    join(content, 'db.php'),
    "<?php\ndefine('DB_ENGINE', 'sqlite');\nrequire_once __DIR__ . '/plugins/sqlite-database-integration/wp-includes/sqlite/db.php';\n",
  );
  writeFileSync(join(core, 'wp-config.php'), "<?php\nrequire getenv('COMMENTARIAT_WP_CONFIG');\n");
}
