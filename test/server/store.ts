import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, openServer } from '../../demo/server/database.js';
import type { Database } from '../../demo/server/database.js';

/** A place for a database that can be opened more than once. */
export interface Store {
  open(): Promise<Database>;
  /** Variables that make `main.ts` use it. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** The PostgreSQL server to test with; without one the tests use embedded PostgreSQL. */
export const SERVER_URL = process.env['TEST_DATABASE_URL'];

/** An empty place of its own: a schema of the server, a folder, or memory where it need not be opened again. */
export async function makeStore(kind: 'kept' | 'passing' = 'kept'): Promise<Store> {
  if (SERVER_URL) return schemaStore(SERVER_URL);
  if (kind === 'passing') return { open: () => openEmbedded(), env: {}, remove: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'commentariat-data-'));
  return {
    open: () => openEmbedded(folder),
    env: { DATA_DIR: folder },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function schemaStore(serverUrl: string): Promise<Store> {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.searchParams.set('options', `-c search_path=${schema}`);
  const run = async (statement: string): Promise<void> => {
    const database = await openServer(serverUrl);
    await database.execute(statement);
    await database.close();
  };
  await run(`create schema ${schema}`);
  return {
    open: () => openServer(url.href),
    env: { DATABASE_URL: url.href },
    remove: () => run(`set client_min_messages = warning; drop schema ${schema} cascade`),
  };
}
