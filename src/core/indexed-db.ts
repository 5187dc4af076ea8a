/**
 * Records in IndexedDB: of all that a browser keeps, what was written last is there after a crash or a kill (measured;
 * `localStorage` loses it).
 */
import type { RecordStorage } from './storage.js';

const STORE = 'records';
/** ms until a database that neither opens nor fails is given up; some browsers leave it at that in private windows. */
const PATIENCE = 3000;

/** Opens the database with the first step. Every step rejects where that cannot be, is refused or finds no room. */
export function indexedDbStorage(name = 'commentariat'): RecordStorage {
  let opening: Promise<IDBDatabase> | undefined;
  const open = async (): Promise<IDBObjectStore> => {
    const forget = () => (opening = undefined);
    const database = await (opening ??= openDatabase(name, forget).catch((thrown: unknown) => {
      forget();
      throw thrown;
    }));
    try {
      return database.transaction(STORE, 'readwrite').objectStore(STORE);
    } catch (thrown) {
      // Closed by the browser, which need not say so.
      forget();
      throw thrown;
    }
  };
  return {
    change: async (key, change) => {
      const store = await open();
      return done(store, (resolve, reject) => {
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
      });
    },
    list: async (prefix) => {
      const store = await open();
      return done(store, (resolve) => {
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const [keys, values] = [store.getAllKeys(range), store.getAll(range)];
        values.onsuccess = () =>
          resolve(keys.result.map((key, index) => [key as string, values.result[index]] as const));
      });
    },
  };
}

function openDatabase(name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    const timer = setTimeout(() => reject(new Error('The database does not open.')), PATIENCE);
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
    const settled = () => clearTimeout(timer);
    request.addEventListener('success', settled);
    request.addEventListener('error', settled);
  });
}

/** Waits until a transaction has been written; what it found counts only then. */
function done<T>(
  { transaction }: IDBObjectStore,
  ask: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let found: T;
    ask((value) => (found = value), reject);
    transaction.oncomplete = () => resolve(found);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('Not written.'));
  });
}
