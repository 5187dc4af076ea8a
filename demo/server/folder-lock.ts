import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { StartError } from './start-error.js';

/** Folders held by this process, because its own process id in a lock file would otherwise pass for a leftover. */
const held = new Set<string>();

/**
 * Claims a folder for this process by writing its process id into `file`. Embedded PostgreSQL itself lets two
 * processes open one folder, and both would then write over each other.
 *
 * @param file path of the lock file, whose folder exists
 * @returns a function that gives the folder free again
 * @throws {StartError} when a living process holds the folder
 */
export function lockFolder(file: string): () => void {
  if (held.has(file) || !claim(file)) throw new StartError(inUse(file));
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

/** One more try after a leftover of a process that was killed is cleared away. */
function claim(file: string): boolean {
  if (write(file)) return true;
  if (isAlive(ownerOf(file))) return false;
  rmSync(file, { force: true });
  return write(file);
}

function write(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function ownerOf(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch {
    return Number.NaN;
  }
}

function isAlive(pid: number): boolean {
  // After a restart of a container the same small numbers are given out again, to us and to the shell that started us.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || pid === process.ppid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function inUse(file: string): string {
  const folder = file.replace(/[\\/][^\\/]*$/, '');
  const owner = ownerOf(file);
  const who = Number.isInteger(owner) ? `process ${owner}` : 'another process';
  return (
    `The data folder ${folder} is in use by ${who}. Stop that demo, or choose another folder with DATA_DIR=… ` +
    `(if no demo is running, delete ${file}).`
  );
}
