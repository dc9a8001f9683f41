// Keeps the page itself for when there is no network: its own files, and nothing that the server says of anybody.
// The page is asked for anew whenever there is a network; files whose names carry their content's hash never change.

/** The files of this build; the bundler writes them in. */
declare const __SHELL__: readonly string[];
/** As much of the worker's world as is used here. */
interface Worker {
  readonly caches: CacheStorage;
  readonly location: Location;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
  addEventListener(on: 'install' | 'activate', then: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(on: 'fetch', then: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
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
