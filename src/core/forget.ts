/**
 * Erases whatever this package keeps in the reader's browser. All of it is kept under names that begin with `commentariat`, so
 * that also what an earlier version or a part that is not loaded has stored is found. Parts that hold something in memory, or
 * in a database that is open, add themselves.
 */

import { parts, type Erase } from './kept-parts.js';

const PREFIX = 'commentariat';
/** How long another tab may keep a database open, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Erases all that was stored in this browser for this site: drafts, comments that wait to be sent, details of a guest, a sign-in
 * that is under way, copies to be read offline. Comments that were sent are with their server and stay.
 * @returns names of what could not be erased, as where the browser refuses it; none where all is gone. Never rejects.
 */
export async function forget(): Promise<readonly string[]> {
  const work: [string, Erase][] = [
    ...parts,
    ['localStorage', () => clear('localStorage')],
    ['sessionStorage', () => clear('sessionStorage')],
  ];
  const failed = await failures(work);
  // Last, since the parts may have them open.
  return [...failed, ...(await failures([['indexedDB', deleteDatabases]]))];
}

async function failures(work: readonly (readonly [string, Erase])[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(work.map(async ([, erase]) => erase()));
  return work.flatMap(([name], index) => (outcomes[index]?.status === 'rejected' ? [name] : []));
}

function clear(name: 'localStorage' | 'sessionStorage'): void {
  // Reading it throws where the browser allows no storage, and then there is nothing; in Node there is none.
  const storage = attempt(() => globalThis[name]);
  if (!storage) return;
  for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

async function deleteDatabases(): Promise<void> {
  const factory = attempt(() => globalThis.indexedDB as IDBFactory | undefined);
  if (!factory) return;
  // A browser that does not tell which there are is asked for the one that there may be.
  const known = (await factory.databases?.().catch(() => undefined)) ?? [{ name: PREFIX }];
  const names = known.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name] : []));
  await Promise.all(names.map((name) => deleteDatabase(factory, name)));
}

function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error(`${name} is still there.`));
    // Whoever has it open is asked to close it first; it goes as soon as that is done.
    request.onblocked = () => setTimeout(() => reject(new Error(`${name} is in use.`)), PATIENCE);
  });
}
