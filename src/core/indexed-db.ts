/**
 * Records in IndexedDB: of all that a browser keeps, what was written last is there after a crash or a kill (measured;
 * `localStorage` loses it).
 */
import type { RecordStorage } from './storage.js';

const STORE = 'records';
/** ms until a step is given up: in private windows of some browsers, or after a sleep, a database may do nothing at all. */
const PATIENCE = 5000;
/** ms for which it is not asked again then, since a reader who sends something waits for several steps. */
const REST = 60_000;

/** Opens the database with the first step. Every step rejects where that cannot be, is refused, finds no room or no end. */
export function indexedDbStorage(name = 'commentariat'): RecordStorage {
  let opening: Promise<IDBDatabase> | undefined;
  let rested = 0;
  const awake = () => {
    if (performance.now() < rested) throw new Error('The database rests.');
  };
  const open = async (): Promise<IDBObjectStore> => {
    awake();
    const forget = () => (opening = undefined);
    const database = await (opening ??= openDatabase(name, forget).catch((thrown: unknown) => {
      forget();
      throw thrown;
    }));
    // It has opened too late.
    awake();
    try {
      return database.transaction(STORE, 'readwrite').objectStore(STORE);
    } catch (thrown) {
      // Closed by the browser, which need not say so.
      forget();
      throw thrown;
    }
  };
  const step = <T>(ask: Ask<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      let store: IDBObjectStore | undefined;
      const timer = setTimeout(() => {
        rested = performance.now() + REST;
        reject(new Error('The database does nothing.'));
        try {
          // What is kept elsewhere now shall not be written here, too.
          store?.transaction.abort();
        } catch {
          // It is just being written.
        }
      }, PATIENCE);
      open()
        .then((opened) => done((store = opened), ask))
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  return {
    change: (key, change) =>
      step((store, resolve, reject) => {
        const found = store.get(key);
        found.onsuccess = () => {
          try {
            const value = change(found.result);
            if (value === undefined) store.delete(key);
            else if (value !== found.result) store.put(value, key);
            // At once: a page that is being left has no time for more questions.
            store.transaction.commit?.();
            resolve(value);
          } catch (thrown) {
            // Something that cannot be copied. Thrown on, it would reach the page's own error handler.
            reject(thrown);
            store.transaction.abort();
          }
        };
      }),
    list: (prefix) =>
      step((store, resolve) => {
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const [keys, values] = [store.getAllKeys(range), store.getAll(range)];
        values.onsuccess = () =>
          resolve(keys.result.map((key, index) => [key as string, values.result[index]] as const));
      }),
  };
}

function openDatabase(name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error ?? new Error('The database failed.'));
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = onClosed;
      // Whoever wants to delete it shall not have to wait for this tab.
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      resolve(database);
    };
  });
}

/** Asks within a transaction; `resolve` is told what was found. */
type Ask<T> = (store: IDBObjectStore, resolve: (value: T) => void, reject: (reason: unknown) => void) => void;

/** Waits until a transaction has been written; what it found counts only then. */
function done<T>(store: IDBObjectStore, ask: Ask<T>): Promise<T> {
  const { transaction } = store;
  return new Promise((resolve, reject) => {
    let found: T;
    ask(store, (value) => (found = value), reject);
    transaction.oncomplete = () => resolve(found);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('Not written.'));
  });
}
