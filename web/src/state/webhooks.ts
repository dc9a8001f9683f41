// Addresses of other systems, for whoever runs the installation: the list, the one that is open, and what was done last.
import { batch, signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { addWebhook, changeWebhook, readDeliveries, readWebhooks, removeWebhook, tryWebhook } from '../api/webhooks';
import type { Delivery, EventKind, Webhook, WebhookChange, WebhookMade } from '../api/webhooks';
import { resource } from './loadable';

export const webhooks = resource<readonly Webhook[]>();
/** The list as it was read last: it stays, with the keyboard in it, while it is asked for anew. */
export const known = signal<readonly Webhook[] | null>(null);
export const deliveries = resource<readonly Delivery[]>();

/** What of an address is open beneath it. */
export const opened = signal<{ readonly id: string; readonly part: 'deliveries' | 'form' } | null>(null);
/** Whether the form of a new address is open. */
export const adding = signal(false);
/** A secret that was just made; it is not shown again. */
export const secret = signal<{ readonly url: string; readonly secret: string } | null>(null);
/** What came back from a trial. */
export const tried = signal<{ readonly id: string; readonly delivery: Delivery } | null>(null);
export const failure = signal<ApiError | null>(null);
export const busy = signal(false);

/** The list, asked for anew. */
export function read(): void {
  webhooks.load(async (at) => (known.value = await readWebhooks(at)));
}

export function openForm(isOpen: boolean): void {
  batch(() => {
    failure.value = null;
    opened.value = null;
    adding.value = isOpen;
  });
}

/** Opens a part of an address, or closes it where it is open. */
export function open(id: string, part: 'deliveries' | 'form'): void {
  const now = opened.peek();
  const closes = now?.id === id && now.part === part;
  batch(() => {
    failure.value = null;
    adding.value = false;
    opened.value = closes ? null : { id, part };
  });
  if (closes || part !== 'deliveries') return;
  readDeliveriesOf(id);
  read();
}

export function readDeliveriesOf(id: string): void {
  deliveries.load((at) => readDeliveries(id, at));
}

export function add(url: string, events: readonly EventKind[]): Promise<void> {
  return attempt(async () => {
    show(await addWebhook(url, events));
    adding.value = false;
  });
}

export function alter(id: string, what: WebhookChange): Promise<void> {
  return attempt(async () => {
    show(await changeWebhook(id, what));
    if (opened.peek()?.part === 'form') opened.value = null;
  });
}

export function remove(id: string): Promise<void> {
  return attempt(async () => {
    await removeWebhook(id);
    opened.value = null;
  });
}

export function ping(id: string): Promise<void> {
  return attempt(async () => {
    tried.value = null;
    tried.value = { id, delivery: await tryWebhook(id) };
  });
}

function show(made: WebhookMade): void {
  if (made.secret !== null) secret.value = { url: made.webhook.url, secret: made.secret };
}

/** Does it, then reads the list anew; what goes wrong is kept to be told, and what was typed stays. */
async function attempt(work: () => Promise<void>): Promise<void> {
  busy.value = true;
  failure.value = null;
  try {
    await work();
    read();
    const now = opened.peek();
    if (now?.part === 'deliveries') readDeliveriesOf(now.id);
  } catch (error) {
    failure.value = error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
  } finally {
    busy.value = false;
  }
}
