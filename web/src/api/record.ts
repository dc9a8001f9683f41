// The record of changes and of readings, and whether it is whole.
import { ask } from './client';
import { list, nullable, number, object, record, text, truth, type Checked } from './check';

const changed = object({ number, at: text, actor: text, action: text, subject: text, detail: record });
export type Changed = Checked<typeof changed>;
const changes = object({ next: nullable(text), items: list(changed) });
export type Changes = Checked<typeof changes>;

const reading = object({ number, at: text, actor: text, resource: text, subject: text, purpose: text });
export type Reading = Checked<typeof reading>;
const readings = object({ next: nullable(text), items: list(reading) });
export type Readings = Checked<typeof readings>;

const chain = object({ records: number, head: nullable(text), faults: list(text) });
const proof = object({ whole: truth, changes: chain, readings: chain, signed: number, signed_faults: list(text) });
export type Proof = Checked<typeof proof>;

/** Which changes are looked for; blank looks for any. */
export type ChangesSought = Readonly<Record<'actor' | 'action' | 'subject' | 'since' | 'until', string>>;

/** Lines asked for at a time. */
const PAGE = 50;

export function readChanges(sought: ChangesSought, cursor: string | null, signal: AbortSignal): Promise<Changes> {
  const asked = new URLSearchParams({ newest: 'true', limit: String(PAGE) });
  for (const [name, value] of Object.entries(sought)) if (value !== '') asked.set(name, value);
  if (cursor !== null) asked.set('cursor', cursor);
  return ask(`/api/audit?${asked}`, changes, signal);
}

export function readReadings(cursor: string | null, signal: AbortSignal): Promise<Readings> {
  return ask(`/api/audit/reads?limit=${PAGE}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, readings, signal);
}

export function proveRecords(signal: AbortSignal): Promise<Proof> {
  return ask('/api/audit/proof', proof, signal);
}
