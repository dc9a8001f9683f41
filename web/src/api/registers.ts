// The registers of the work as the server answers them: what each holds, its entries, and their changes.
import { ask, change } from './client';
import { purposed } from './common';
import { list, nullable, number, object, oneOf, record, text, truth, type Checked } from './check';

const word = object({ code: text, label: text });

const field = object({
  name: text,
  label: text,
  kind: text,
  class: oneOf('P', 'I', 'R', 'H'),
  needed: truth,
  words: nullable(list(word)),
  leads_to: nullable(text),
  least: nullable(number),
  most: nullable(number),
});
export type Field = Checked<typeof field>;

const state = object({ code: text, label: text, next: list(text), needs: list(text), day_field: nullable(text) });
export type State = Checked<typeof state>;

const register = object({ register: text, label: text, fields: list(field), states: list(state), may_read: truth, may_write: truth });
export type Register = Checked<typeof register>;

const entry = object({
  register: text,
  code: text,
  state: text,
  next: list(text),
  revision: number,
  change: number,
  fields: record,
  receipt: nullable(text),
  warnings: list(object({ field: text, about: text })),
  changed_at: text,
  changed_by: text,
});
export type Entry = Checked<typeof entry>;
export { entry as entryAnswer };

const entries = object({ next: nullable(text), items: list(entry) });
export type Entries = Checked<typeof entries>;

const revision = object({ revision: number, change: number, deed: text, state: text, reason: nullable(text), overridden: nullable(text), at: text, actor: text });
export type Revision = Checked<typeof revision>;

/** A step to another state, as it is filled in. */
export interface Step {
  readonly to: string;
  readonly on: string;
  readonly reason: string;
  readonly override: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

/** Which entries are wanted. */
export interface Wanted {
  readonly register: string;
  readonly state: string | null;
  readonly cursor: string | null;
}

const whole = () => new AbortController().signal;

function address(register: string, code?: string): string {
  const base = `/api/registers/${encodeURIComponent(register)}`;
  return code === undefined ? base : `${base}/${encodeURIComponent(code)}`;
}

export function readRegisters(language: string, signal: AbortSignal): Promise<readonly Register[]> {
  return ask(`/api/registers?lang=${language}`, list(register), signal);
}

/** A page of entries by code; `purpose` is written down where households or courts are told of. */
export function readEntries({ register, state, cursor }: Wanted, purpose: string, signal: AbortSignal): Promise<Entries> {
  const asked = new URLSearchParams({ limit: '100' });
  if (state !== null) asked.set('state', state);
  if (cursor !== null) asked.set('cursor', cursor);
  return ask(`${address(register)}?${asked}`, entries, signal, purposed(purpose));
}

export function readEntry(register: string, code: string, purpose: string, signal: AbortSignal): Promise<Entry> {
  return ask(address(register, code), entry, signal, purposed(purpose));
}

export function readHistory({ register, code }: Entry, purpose: string, signal: AbortSignal): Promise<readonly Revision[]> {
  return ask(`${address(register, code)}/history`, list(revision), signal, purposed(purpose));
}

/** Adds an entry. The key makes it harmless to send the same again after an answer that was lost. */
export function addEntry(register: string, fields: Readonly<Record<string, string>>, key: string): Promise<Entry> {
  return change(['POST', address(register)], { fields }, entry, whole(), { 'idempotency-key': key });
}

/** Changes fields of an entry as it was read; a blank one is emptied. */
export function changeEntry(read: Entry, fields: Readonly<Record<string, string>>): Promise<Entry> {
  return change(['PATCH', address(read.register, read.code)], fields, entry, whole(), matching(read));
}

/** Brings an entry as it was read to another state. */
export function stepEntry(read: Entry, step: Step): Promise<Entry> {
  return change(['POST', `${address(read.register, read.code)}/state`], step, entry, whole(), matching(read));
}

function matching(read: Entry): Record<string, string> {
  return { 'if-match': `"r${read.revision}"` };
}
