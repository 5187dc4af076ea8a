/** The files that a WordPress of the tests has to itself: its database, its must-use plugins. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Content, Options } from './api.js';
import { once, run, type Core } from './install.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What WordPress runs for the tests. */
export const PHP = fileURLToPath(new URL('./php', import.meta.url));
const DATABASE = 'wordpress.sqlite';
const CONTENT = 'content.json';
/** Tells php/config.php and php/router.php which server they are. */
export function variables(
  core: Core,
  folder: string,
  url: string,
  { path = '', files = {} }: Options,
): NodeJS.ProcessEnv {
  return {
    COMMENTARIAT_WP_CONFIG: join(PHP, 'config.php'),
    COMMENTARIAT_WP_CORE: core.folder,
    COMMENTARIAT_WP_FOLDER: folder,
    COMMENTARIAT_WP_URL: url,
    COMMENTARIAT_WP_PATH: path,
    COMMENTARIAT_WP_FILES: JSON.stringify({ '/commentariat': join(ROOT, 'dist/cdn'), ...files }),
  };
}

/** What every server starts from. */
export interface Template {
  readonly copyTo: (folder: string) => void;
  /** What is in it, at the address of a server. */
  readonly contentAt: (url: string) => Content;
}

/** Installing takes seconds, so it happens once for each version of WordPress and of the files that it is made with. */
export function installedDatabase(core: Core): Template {
  const hash = createHash('sha256').update(core.version);
  for (const file of readdirSync(PHP, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(php|json)$/.test(file)) hash.update(readFileSync(join(PHP, file)));
  }
  const folder = once(`database-${core.version}-${hash.digest('hex').slice(0, 16)}`, (into) => {
    const env = { ...process.env, ...variables(core, into, TEMPLATE_URL, {}) };
    usePlugins(into);
    const printed = run('php', [join(PHP, 'install.php')], { env });
    if (!existsSync(join(into, DATABASE))) throw new Error(`WordPress did not install itself: ${printed}`);
    writeFileSync(join(into, CONTENT), printed);
  });
  return {
    copyTo: (own) => useCopy(join(folder, DATABASE), own),
    contentAt: (url) => contentAt(url, JSON.parse(readFileSync(join(folder, CONTENT), 'utf8')) as Content),
  };
}

/**
 * Each copy is another file: a page that was just closed may still keep the server busy with the one before, whose journal
 * would spoil this one.
 */
function useCopy(database: string, own: string): void {
  const pointer = join(own, 'database');
  const number = existsSync(pointer) ? parseInt(readFileSync(pointer, 'utf8')) + 1 : 0;
  const name = `${number}.sqlite`;
  copyFileSync(database, join(own, name));
  writeFileSync(`${pointer}.new`, name);
  renameSync(`${pointer}.new`, pointer);
  rmSync(join(own, `${number - 2}.sqlite`), { force: true });
}

/** A folder of must-use plugins with ours for the tests in it. */
export function usePlugins(folder: string): void {
  mkdirSync(join(folder, 'mu-plugins'));
  symlinkSync(join(PHP, 'control.php'), join(folder, 'mu-plugins/control.php'));
}

/** Never asked for anything: the addresses of a server are its own. */
const TEMPLATE_URL = 'http://127.0.0.1:1';

function contentAt(url: string, { users, posts }: Content): Content {
  const moved = Object.entries(posts).map(([name, added]) => [
    name,
    { ...added, url: added.url.replace(TEMPLATE_URL, url) },
  ]);
  return { users, posts: Object.fromEntries(moved) as Content['posts'] };
}
