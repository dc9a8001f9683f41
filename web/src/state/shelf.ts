// The browser's own shelf (IndexedDB): keys that cannot be taken out, what is locked with them, and sealed visits that wait.

const NAME = 'jalon-field';
const VERSION = 1;
export type Store = 'keys' | 'kept' | 'queue';
const STORES: readonly Store[] = ['keys', 'kept', 'queue'];

/** There is no room, or the browser keeps nothing (a private window). */
export class ShelfError extends Error {
  constructor(readonly kind: 'full' | 'none') {
    super(kind === 'full' ? 'there is no room left in this browser' : 'this browser keeps nothing');
    this.name = 'ShelfError';
  }
}

/** What the shelf can do; tests hand in one of their own. */
export interface Shelf {
  readonly get: (store: Store, name: string) => Promise<unknown>;
  readonly all: (store: Store) => Promise<readonly unknown[]>;
  readonly names: (store: Store) => Promise<readonly string[]>;
  readonly put: (store: Store, name: string, value: unknown) => Promise<void>;
  readonly remove: (store: Store, names: readonly string[]) => Promise<void>;
}

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => STORES.forEach((store) => asked.result.createObjectStore(store));
    asked.onsuccess = () => {
      // Another tab with a newer page makes the shelf anew: it must not wait for this one.
      asked.result.onversionchange = () => {
        asked.result.close();
        opened = null;
      };
      resolve(asked.result);
    };
    asked.onerror = () => reject(new ShelfError('none'));
    asked.onblocked = () => reject(new ShelfError('none'));
  });
  opened.catch(() => (opened = null));
  return opened;
}

/** Does it in one transaction and waits until it is on the disk, not only asked for. */
async function within<T>(store: Store, mode: IDBTransactionMode, ask: (on: IDBObjectStore) => IDBRequest<T> | null): Promise<T | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    try {
      const transaction = database.transaction(store, mode, { durability: 'strict' });
      transaction.onabort = () => reject(named(transaction.error));
      transaction.onerror = () => reject(named(transaction.error));
      const asked = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(asked?.result);
    } catch (error) {
      reject(named(error));
    }
  });
}

function named(error: unknown): ShelfError {
  return new ShelfError(error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'none');
}

export const shelf: Shelf = {
  get: (store, name) => within(store, 'readonly', (on) => on.get(name) as IDBRequest<unknown>),
  all: async (store) => (await within(store, 'readonly', (on) => on.getAll() as IDBRequest<unknown[]>)) ?? [],
  names: async (store) => ((await within(store, 'readonly', (on) => on.getAllKeys())) ?? []).map(String),
  put: async (store, name, value) => {
    await within(store, 'readwrite', (on) => on.put(value, name));
  },
  remove: async (store, names) => {
    if (names.length === 0) return;
    await within(store, 'readwrite', (on) => {
      names.forEach((name) => on.delete(name));
      return null;
    });
  },
};
