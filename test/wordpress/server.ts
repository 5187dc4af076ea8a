/**
 * A real WordPress for a test file, on a free port of the loopback interface, with a database of its own:
 *
 *     const wp = await startWordPress('newest');
 *     after(() => wp.remove());
 *     const post = await wp.addPost({ title: 'Milk', comments: [{ content: 'Fresh.', author: 'Ann' }] });
 *     await wp.set({ options: { comment_moderation: 1 } });
 *     await wp.reset();
 *
 * A start takes about a second once installed (install.ts). What it holds after a start and after `reset()` is told by
 * `wp.content` (php/content.json, php/install.php): three users, whose passwords are their names, and some posts.
 */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mail, Options, WordPress } from './api.js';
import { installedDatabase, PHP, usePlugins, variables } from './database.js';
import { installWordPress, type Version } from './install.js';
import { login } from './login.js';
import { PhpServer } from './php-server.js';

export type * from './api.js';
export { ROOT } from './database.js';
export type { Version } from './install.js';
export type { Login } from './login.js';

const FAULTS = 'faults.json';
const MAILS = 'mails.jsonl';
const LOG = 'php.log';
const LATE = 'late';

/** Starts one; whoever starts it calls `remove()`. */
export async function startWordPress(version: Version, options: Options = {}): Promise<WordPress> {
  const core = installWordPress(version);
  const template = installedDatabase(core);
  const folder = mkdtempSync(join(tmpdir(), 'commentariat-wordpress-'));
  usePlugins(folder);
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}${options.path ?? ''}`;
  const server = new PhpServer(port, core.folder, join(PHP, 'router.php'), variables(core, folder, url, options));
  const renew = () => {
    for (const file of [FAULTS, MAILS, LOG, LATE]) rmSync(join(folder, file), { force: true });
    template.copyTo(folder);
  };
  renew();
  await server.start();
  const content = template.contentAt(url);
  const call = <T>(name: string, body: unknown) => post<T>(`${url}/?rest_route=/commentariat-test/v1/${name}`, body);
  return {
    version: core.version,
    url,
    content,
    folder,
    rest: (path) => `${url}/wp-json/${path === undefined ? '' : `wp/v2/${path}`}`,
    set: async (settings) => void (await call('set', settings)),
    addPost: (newPost) => call('post', newPost),
    addComments: (id, comments) => call('comments', { post: id, comments }),
    stored: (id) => call('stored', { post: id }),
    moderate: async (comment, status) => void (await call('moderate', { comment, status })),
    rename: async (user, name) => void (await call('rename', { user, name })),
    login: (user) => login(url, user, content.users[user].password),
    expireNonces: async () => void (await call('set', { nonces: String(Math.random()) })),
    fail: (...faults) => writeFileSync(join(folder, FAULTS), JSON.stringify(faults)),
    late: () => (existsSync(join(folder, LATE)) ? readFileSync(join(folder, LATE), 'utf8').length : 0),
    mails: () => mailsIn(join(folder, MAILS)),
    complaints: () => complaintsIn(join(folder, LOG)),
    reset: async () => renew(),
    stop: () => server.stop(),
    start: () => server.start(),
    remove: () => server.stop().finally(() => rmSync(folder, { recursive: true, force: true })),
  };
}

async function post<T>(url: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** WordPress 6.1 is older than PHP 8.2, and the SQLite drop-in older than both knew of each other. */
const NOT_OURS = /PHP Deprecated:|sqlite-database-integration|wordpress\.org/;

function complaintsIn(log: string): string[] {
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .split(/\n(?=\[)/)
    .filter((line) => line.trim() && !NOT_OURS.test(line));
}

function mailsIn(file: string): Mail[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Mail);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
