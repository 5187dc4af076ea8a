import { readFileSync, readdirSync } from 'node:fs';
import type { Database } from './database.js';

/** Any number will do; every process that migrates one database asks for the same lock. */
const LOCK = 7_316_021_101;

const FOLDER = new URL('./migrations/', import.meta.url);

/**
 * Brings the tables up to date: applies each file of `migrations/` that has not been applied yet, in the order of their
 * names, all in one transaction. A second process that starts at the same time waits and then finds nothing to do.
 *
 * @returns the names of the files that were applied now
 */
export function migrate(database: Database): Promise<readonly string[]> {
  return database.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1::bigint)', [LOCK]);
    await transaction.execute(
      'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    const applied = await transaction.query<{ name: string }>('select name from migrations');
    const known = new Set(applied.map((row) => row.name));
    const missing = files().filter((name) => !known.has(name));
    for (const name of missing) {
      await transaction.execute(readFileSync(new URL(name, FOLDER), 'utf8'));
      await transaction.query('insert into migrations (name) values ($1)', [name]);
    }
    return missing;
  });
}

function files(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}
