// Addresses of other systems that are told what changes here.
import { ask, change } from './client';
import { list, nothing, nullable, number, object, oneOf, text, truth, type Checked } from './check';

/** Kinds of changes that others can be told of. */
export const EVENTS = ['settlement', 'visit', 'score', 'override', 'works', 'incident', 'register', 'layer', 'alert', 'publication'] as const;
export type EventKind = (typeof EVENTS)[number];

const event = oneOf(...EVENTS);

const webhook = object({
  id: text,
  url: text,
  events: list(event),
  active: truth,
  stopped: truth,
  told: number,
  tries: number,
  next_at: text,
  secret_number: number,
  created_at: text,
  created_by: text,
});
export type Webhook = Checked<typeof webhook>;

const delivery = object({
  change: number,
  event: nullable(event),
  state: oneOf('delivered', 'waiting', 'given_up', 'skipped'),
  tries: number,
  at: text,
  answer: text,
});
export type Delivery = Checked<typeof delivery>;

/** The secret is shown where it is new, this once. */
const made = object({ secret: nullable(text), webhook });
export type WebhookMade = Checked<typeof made>;

/** What of an address is to be changed; what is not named stays. */
export interface WebhookChange {
  readonly url?: string;
  readonly events?: readonly EventKind[];
  readonly active?: boolean;
  readonly skip?: boolean;
  readonly new_secret?: boolean;
}

const whole = () => new AbortController().signal;
const of = (id: string) => `/api/webhooks/${encodeURIComponent(id)}`;

export async function readWebhooks(signal: AbortSignal): Promise<readonly Webhook[]> {
  return (await ask('/api/webhooks', object({ items: list(webhook) }), signal)).items;
}

export function addWebhook(url: string, events: readonly EventKind[]): Promise<WebhookMade> {
  return change(['POST', '/api/webhooks'], { url, events }, made, whole());
}

export function changeWebhook(id: string, what: WebhookChange): Promise<WebhookMade> {
  return change(['PATCH', of(id)], what, made, whole());
}

export function removeWebhook(id: string): Promise<null> {
  return change(['DELETE', of(id)], {}, nothing, whole());
}

export function tryWebhook(id: string): Promise<Delivery> {
  return change(['POST', `${of(id)}/ping`], {}, delivery, whole());
}

/** The last hundred, the newest change first. */
export async function readDeliveries(id: string, signal: AbortSignal): Promise<readonly Delivery[]> {
  return (await ask(`${of(id)}/deliveries?limit=100`, object({ items: list(delivery) }), signal)).items;
}
