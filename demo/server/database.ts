import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.js';
import { StartError, reasonOf } from './start-error.js';

/** Something that SQL can be sent to: a database, or one transaction on it. */
export interface Queryable {
  /**
   * Runs one statement. Values go apart from the SQL, as `$1`, `$2`, …; a statement selects bigints as text and counts
   * as int, because the two drivers read bigints differently.
   */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs a script of several statements that takes no values: a migration. */
  execute(script: string): Promise<void>;
}

/** PostgreSQL, embedded or a server; both take the same SQL. */
export interface Database extends Queryable {
  /** Commits when `work` resolves; rolls back and rejects with its error when it rejects. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL embedded in this process.
 *
 * @param folder where it is kept, made when missing; without one it lives in memory and ends with the process
 * @throws {StartError} when the folder is in use or cannot be read
 */
export async function openEmbedded(folder?: string): Promise<Database> {
  const unlock = folder === undefined ? () => {} : claimFolder(folder);
  try {
    return await embedded(folder === undefined ? undefined : join(folder, 'postgres'), unlock);
  } catch (error) {
    unlock();
    throw new StartError(
      `The data folder ${folder ?? '(memory)'} cannot be read as a database: ${reasonOf(error)}. ` +
        'Choose another with DATA_DIR=…, or delete it to begin anew.',
      { cause: error },
    );
  }
}

function claimFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    return lockFolder(join(folder, 'lock'));
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The data folder ${folder} cannot be written: ${reasonOf(error)}. Choose another with DATA_DIR=….`,
      { cause: error },
    );
  }
}

async function embedded(folder: string | undefined, unlock: () => void): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  const lite = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
  const on = (target: Pick<typeof lite, 'query' | 'exec'>): Queryable => ({
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await target.query<Row>(sql, [...values])).rows,
    execute: async (script) => void (await target.exec(script)),
  });
  return {
    ...on(lite),
    transaction: (work) => lite.transaction((transaction) => work(on(transaction))),
    close: async () => {
      await lite.close();
      unlock();
    },
  };
}

/**
 * Opens a PostgreSQL server (15 or newer) through a pool of connections.
 *
 * @param url such as `postgres://user:password@127.0.0.1:5432/comments`
 * @throws {StartError} when it cannot be reached or refuses us
 */
export async function openServer(url: string): Promise<Database> {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: 10_000, statement_timeout: 30_000 });
  // Without a listener a connection that breaks while idle would end the process; the pool replaces it by itself.
  pool.on('error', (error) => console.error('A database connection was lost:', error.message));
  const on = (target: Pick<typeof pool, 'query'>): Queryable => ({
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await target.query(sql, [...values])).rows as Row[],
    execute: async (script) => void (await target.query(script)),
  });
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw new StartError(`The database of DATABASE_URL cannot be opened: ${reasonOf(error)}.`, { cause: error });
  }
  return { ...on(pool), transaction: (work) => transact(pool, on, work), close: () => pool.end() };
}

type Pool = import('pg').Pool;

async function transact<T>(
  pool: Pool,
  on: (client: import('pg').PoolClient) => Queryable,
  work: (transaction: Queryable) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(on(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((reason: Error) => (broken = reason));
    throw error;
  } finally {
    client.release(broken);
  }
}
