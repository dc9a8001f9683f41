// The worker that keeps the page for when there is no network, and the newer one that waits while this page is in use.
import { signal } from '@preact/signals';

/** Whether a newer page is here and waits for this one to make room. */
export const newer = signal(false);
let waiting: ServiceWorker | null = null;

/** Has the page kept. Without a worker everything goes on, but only with a network. */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/sw.js');
    const look = () => {
      if (registration.waiting === null || navigator.serviceWorker.controller === null) return;
      waiting = registration.waiting;
      newer.value = true;
    };
    look();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  } catch {
    // A private window has none.
  }
}

/** Goes over to the newer page. What is being written lies on the shelf and is there again. */
export function takeNewer(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take over');
}

/** Registrations of browsers that tell a worker when the network returns. */
interface WithSync {
  readonly sync?: { readonly register: (tag: string) => Promise<void> };
}

/** Has the worker hand in what waits when the network returns, also if the page is closed by then. Other browsers wait for the page. */
export async function handInLater(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = (await navigator.serviceWorker.getRegistration()) as WithSync | undefined;
    await registration?.sync?.register('jalon-visits');
  } catch {
    // The browser has switched it off: the page hands in when it is opened.
  }
}
