import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from './database.js';
import { readDocument } from './document.js';
import { importDocument } from './import.js';
import { StartError, reasonOf } from './start-error.js';

/**
 * Fills an empty database from the json documents of a folder, in the order of their names and all or nothing. A
 * database that holds a post is left as it is, so that what visitors wrote survives a restart.
 *
 * @returns whether it was empty
 * @throws {StartError} when a document cannot be stored; the message names its file
 */
export function seed(database: Database, folder: string, now: Date): Promise<boolean> {
  return database.transaction(async (transaction) => {
    // Two processes that start at once would otherwise both find it empty.
    await transaction.query('lock table posts in share row exclusive mode');
    const posts = await transaction.query('select 1 from posts limit 1');
    if (posts.length > 0) return false;
    for (const file of documents(folder)) {
      try {
        const document = readDocument(readFileSync(file, 'utf8'), basename(file, '.json'));
        await importDocument(transaction, document, now);
      } catch (error) {
        throw new StartError(`${file} cannot be stored: ${reasonOf(error)}.`, { cause: error });
      }
    }
    return true;
  });
}

function documents(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    throw new StartError(`The folder ${folder} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}
