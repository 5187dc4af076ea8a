import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { createApp } from './app.js';
import { openEmbedded, openServer } from './database.js';
import type { Database } from './database.js';
import { startDemoProvider } from './demo-provider.js';
import type { DemoProvider } from './demo-provider.js';
import { listen } from './listen.js';
import type { Listening } from './listen.js';
import { migrate } from './migrate.js';
import { readOptions } from './options.js';
import type { Options } from './options.js';
import { addPageNotFound, addPages } from './pages.js';
import { seed } from './seed.js';
import { addSlow } from './slow.js';
import { StartError } from './start-error.js';

// Runs the demo: the pages, the built package, and the comments server with its database. `npm start` builds first.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = join(ROOT, 'demo');
const DIST = join(ROOT, 'dist');

interface Running {
  readonly listening: Listening;
  readonly database: Database;
  readonly provider: DemoProvider | undefined;
}

async function start(options: Options): Promise<Running> {
  let setReady: (app: Hono) => void = () => {};
  const ready = new Promise<Hono>((resolve) => (setReady = resolve));
  // The port comes first, since a second start by mistake is best told that; early requests wait for the database.
  const listening = await listen(async (request, env) => (await ready).fetch(request, env), options.host, options.port);
  const folder = options.dataDir ?? join(DEMO, '.data');
  const database = await (options.databaseUrl ? openServer(options.databaseUrl) : openEmbedded(folder));
  try {
    await migrate(database);
    await seed(database, join(DEMO, 'content'), new Date());
  } catch (error) {
    await database.close();
    throw error;
  }
  const token = options.moderationToken ?? randomBytes(18).toString('base64url');
  const provider = await openDemoProvider(listening.url, options);
  const providers = [...(provider ? [provider.settings] : []), ...options.providers];
  setReady(siteOf(database, { ...options, providers }, folder, token));
  announce(listening.url, options, folder, token);
  if (provider) console.log('Readers can sign in with Demo, as Vera Osk or Tomas Brin.');
  return { listening, database, provider };
}

/** On the port after the demo's own, or on any other: no reader needs to know it. */
async function openDemoProvider(url: string, { demoAccounts }: Options): Promise<DemoProvider | undefined> {
  if (!demoAccounts) return undefined;
  const { port } = new URL(url);
  const provider = await startDemoProvider({ port: Number(port) + 1 }).catch(() => startDemoProvider());
  const origins = ['127.0.0.1', 'localhost'].map((name) => `http://${name}:${port}`);
  await provider.open(
    [...new Set([...origins, new URL(url).origin])].map((origin) => `${origin}/api/auth/callback/demo`),
  );
  return provider;
}

function siteOf(database: Database, options: Options, folder: string, token: string): Hono {
  const app = createApp({
    database,
    limits: { repliesPerMinute: options.repliesPerMinute },
    disallowedWords: options.disallowedWords,
    moderationToken: token,
    providers: options.providers,
    sites: options.sites,
    origins: options.origins,
  });
  addSlow(app, '/api');
  addPages(app, { demo: DEMO, dist: DIST, hidden: [join(DEMO, 'server'), folder] });
  addPageNotFound(app, '/api');
  return app;
}

function announce(url: string, options: Options, folder: string, token: string): void {
  console.log(`Commentariat demo: ${url}`);
  console.log(`Comments are kept in ${options.databaseUrl ? placeOf(options.databaseUrl) : shortPath(folder)}.`);
  if (options.moderationToken === undefined) console.log(`Token for moderation, for this run: ${token}`);
  if (!existsSync(DIST)) console.log('The package is not built yet, so the pages lack it: npm run build');
}

/** Without user and password. */
function placeOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${host}${pathname}`;
}

function shortPath(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? folder : path;
}

/** Answers what is under way, closes the database, and ends with 0. */
async function stop(running: Promise<Running>): Promise<void> {
  // Even a start is finished first: embedded PostgreSQL cut off while it is made cannot be opened again.
  const { listening, database, provider } = await running;
  await listening.close();
  await provider?.close();
  await database.close();
  process.exit(0);
}

/** Once only: Ctrl+C reaches us from the terminal and again through npm and tsx, and must not cut short the closing. */
function onFirstSignal(act: () => void): void {
  let called = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (!called) act();
      called = true;
    });
  }
}

function fail(error: unknown): never {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}

try {
  const running = start(readOptions(process.env));
  onFirstSignal(() => void stop(running).catch(fail));
  await running;
} catch (error) {
  fail(error);
}
