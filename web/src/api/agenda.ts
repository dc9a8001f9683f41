// The agenda of those who decide as the server answers it: their next sessions, what waits, what was decided last.
import { ask } from './client';
import { purposed } from './common';
import { list, nullable, number, object, oneOf, text, truth, type Checked } from './check';

const word = object({ code: text, label: text });

const item = object({
  code: text,
  body: word,
  subject: word,
  state: word,
  meeting: nullable(text),
  settlement: nullable(text),
  settlement_name: nullable(text),
  household: nullable(text),
  operation: nullable(text),
  due_on: nullable(text),
  due_at: nullable(text),
  days_left: nullable(number),
  minutes_left: nullable(number),
  is_late: truth,
});
export type AgendaItem = Checked<typeof item>;

const session = object({
  code: text,
  body: word,
  planned_on: text,
  days_left: number,
  venue: nullable(text),
  organisations: list(text),
  items: list(item),
});
export type AgendaSession = Checked<typeof session>;

const decided = object({ code: text, subject: word, state: word, orientation: nullable(word), settlement: nullable(text), household: nullable(text) });
const held = object({ code: text, body: word, held_on: text, minutes: nullable(text), decided: list(decided) });
export type AgendaHeld = Checked<typeof held>;

const agenda = object({ at: text, waiting: number, late: number, told: oneOf('all', 'part', 'no_household'), sessions: list(session), others: list(item), held: nullable(held), left_out: number });
export type Agenda = Checked<typeof agenda>;

/** Sessions, and things that wait, asked for. */
const MOST = 200;

/** The agenda of one body, or of all; where the look tells of households it is written down with its purpose. */
export function readAgenda(body: string | null, language: string, purpose: string, signal: AbortSignal): Promise<Agenda> {
  const asked = new URLSearchParams({ limit: String(MOST), lang: language });
  if (body !== null) asked.set('body', body);
  return ask(`/api/board/agenda?${asked}`, agenda, signal, purposed(purpose));
}
