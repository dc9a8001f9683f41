// Keeps the page itself for when there is no network: its own files, and nothing that the server says of anybody. Where the
// browser tells that the network has returned, hands in the sealed visits that wait, also when the page is closed.
// The page is asked for anew whenever there is a network; files whose names carry their content's hash never change.

/** The files of this build; the bundler writes them in. */
declare const __SHELL__: readonly string[];
/** As much of the worker's world as is used here. */
interface Worker {
  readonly caches: CacheStorage;
  readonly location: Location;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
  readonly indexedDB: IDBFactory;
  readonly navigator: { readonly locks?: LockManager };
  addEventListener(on: 'install' | 'activate', then: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(on: 'fetch', then: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  addEventListener(on: 'sync', then: (event: { tag: string; waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(on: 'message', then: (event: { data: unknown }) => void): void;
}

const worker = self as unknown as Worker;
const FILES = __SHELL__;
const PREFIX = 'jalon-page-';
const CACHE = PREFIX + FILES.join().length + FILES.join().split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7).toString(36);
/** Longest wait for the page before the kept one is shown. */
const PATIENCE_MS = 3_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.caches.open(CACHE).then((cache) => cache.addAll(['/', ...FILES])));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOlder().then(() => worker.clients.claim()));
});

worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (event.request.mode === 'navigate' && url.pathname === '/') event.respondWith(pageOr(event.request));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(url.pathname).then((found) => found ?? fetch(event.request)));
});

async function dropOlder(): Promise<void> {
  const names = await worker.caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => worker.caches.delete(name)));
}

/** The page from the network; the kept one where that is silent, slow or out of order. */
async function pageOr(request: Request): Promise<Response> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const asked = fetch(request).catch(() => null);
  const answer = await Promise.race([asked, late]);
  if (answer !== null && answer.status < 500) return answer;
  return (await kept('/')) ?? (await asked) ?? Response.error();
}

function kept(path: string): Promise<Response | undefined> {
  return worker.caches.open(CACHE).then((cache) => cache.match(path));
}

// ---- visits that wait ------------------------------------------------------------------------

/** What is needed here of a sealed visit that waits; it stays as it is otherwise. */
interface Waiting {
  readonly id: string;
  readonly owner: string;
  readonly at: string;
  readonly visit: Uint8Array<ArrayBuffer>;
  readonly visitSent: boolean;
  readonly photos: readonly { readonly id: string; readonly sealed: Uint8Array<ArrayBuffer>; readonly sent: boolean }[];
  readonly refused: unknown;
}

worker.addEventListener('sync', (event) => {
  if (event.tag !== 'jalon-visits') return;
  // One of the page and the worker at a time: the server stores each visit once, but photos are large.
  event.waitUntil(worker.navigator.locks === undefined ? handAllIn() : worker.navigator.locks.request('jalon-sending', handAllIn));
});

/** Hands in what whoever was here last has sealed. What is refused is left for the page to show. */
async function handAllIn(): Promise<void> {
  const shelf = await opened();
  if (shelf === null) return;
  try {
    const owner: unknown = await got(shelf.transaction('keys').objectStore('keys').get('last'));
    const all = (await got(shelf.transaction('queue').objectStore('queue').getAll())) as readonly Waiting[];
    const own = all.filter((one) => one.owner === owner && one.refused === null).sort((a, b) => a.at.localeCompare(b.at));
    for (const one of own) await handIn(shelf, one);
  } finally {
    shelf.close();
  }
}

async function handIn(shelf: IDBDatabase, one: Waiting): Promise<void> {
  if (!one.visitSent) {
    if (!(await taken('/api/visits/sealed', one.visit))) return;
    await noted(shelf, one.id, (now) => ({ ...now, visitSent: true }));
  }
  for (const { id, sealed, sent } of one.photos) {
    if (sent) continue;
    if (!(await taken('/api/visits/sealed/photos', sealed))) return;
    await noted(shelf, one.id, (now) => ({ ...now, photos: now.photos.map((photo) => (photo.id === id ? { ...photo, sent: true } : photo)) }));
  }
}

/** Whoever opens the page meanwhile waits no longer than this for one that hangs. */
const SENDING_MS = 120_000;

/** Whether the server has taken it. Where it was not reached this fails, and the browser asks again later. */
async function taken(path: string, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const answer = await fetch(path, { method: 'POST', body, signal: AbortSignal.timeout(SENDING_MS), headers: { 'content-type': 'application/octet-stream', accept: 'application/json' } });
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Error(`the server said ${answer.status}`);
  return answer.ok;
}

/** Writes down what has arrived, unless it was thrown away meanwhile. */
function noted(shelf: IDBDatabase, id: string, change: (now: Waiting) => Waiting): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = shelf.transaction('queue', 'readwrite', { durability: 'strict' });
    const queue = transaction.objectStore('queue');
    const asked = queue.get(id) as IDBRequest<Waiting | undefined>;
    asked.onsuccess = () => asked.result !== undefined && queue.put(change(asked.result), id);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The shelf of the page; none where it was never made. */
function opened(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const asked = worker.indexedDB.open('jalon-field');
    asked.onupgradeneeded = () => asked.transaction?.abort();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  });
}

function got<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
