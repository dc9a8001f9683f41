// The installation: how it is, what has been kept for long enough, and the job that assesses all settlements.
import { ask, change } from './client';
import { list, nullable, number, object, oneOf, text, truth, type Checked } from './check';

const installation = object({
  version: text,
  database_ms: nullable(number),
  change: number,
  layers: list(object({ layer: text, records: number })),
  backup: oneOf('not_asked', 'fresh', 'overdue'),
  free_bytes: nullable(number),
  webhooks_waiting: number,
  webhooks_stopped: number,
});
export type Installation = Checked<typeof installation>;

const kept = object({ class: text, months: number, kept: number, due: number, oldest: nullable(text), next_run: number });
const clock = oneOf('agrees', 'first_reading', 'same_day', 'disagrees');
const retention = object({ clock, classes: list(kept), seen: text });
export type Retention = Checked<typeof retention>;

const scoring = object({ running: truth, done: number, of: number, assessed: nullable(number), started_at: nullable(text), ended_at: nullable(text), error: nullable(text) });
export type Scoring = Checked<typeof scoring>;

export function readInstallation(signal: AbortSignal): Promise<Installation> {
  return ask('/api/installation', installation, signal);
}

export function readRetention(signal: AbortSignal): Promise<Retention> {
  return ask('/api/retention', retention, signal);
}

const ran = object({ clock, is_run: truth, erased: list(object({ class: text, count: number })) });
export type Ran = Checked<typeof ran>;

/** Erases what was looked at, for a reason; it cannot be taken back. */
export function runRetention(reason: string, seen: string): Promise<Ran> {
  return change(['POST', '/api/retention'], { reason, seen }, ran, new AbortController().signal);
}

export function readScoring(signal: AbortSignal): Promise<Scoring> {
  return ask('/api/scoring', scoring, signal);
}

export function startScoring(): Promise<Scoring> {
  return change(['POST', '/api/scoring'], {}, scoring, new AbortController().signal);
}
