// The rehousing board as the server answers it: households by stage, and what waits around them.
import { ask } from './client';
import { purposed } from './common';
import { list, nullable, number, object, oneOf, text, truth, type Checked } from './check';

const word = object({ code: text, label: text });

const wait = object({
  register: oneOf('follow_up', 'proposal', 'move'),
  code: text,
  household: text,
  unit: nullable(text),
  kind: nullable(word),
  months: nullable(number),
  due_on: nullable(text),
  is_late: truth,
});
export type BoardWait = Checked<typeof wait>;

const household = object({
  code: text,
  settlement: nullable(text),
  size: nullable(number),
  rooms_needed: nullable(number),
  rent_most_eur: nullable(number),
  needs_ground_floor: truth,
  needs_step_free: truth,
  needs_school_near: truth,
  changed_on: text,
  waits: list(wait),
});
export type BoardHousehold = Checked<typeof household>;

const stage = object({ state: word, total: number, households: list(household) });
export type BoardStage = Checked<typeof stage>;

const waiting = object({ total: number, late: number, items: list(wait) });
export type BoardList = Checked<typeof waiting>;

const board = object({ on: text, stages: list(stage), follow_ups: waiting, proposals: waiting, moves: waiting });
export type Board = Checked<typeof board>;

/** Households of a stage, and things of a list, that a board shows; registers hold the others. */
const SHOWN = 8;

/** The board of one settlement, or of all; the look is written down with its purpose. */
export function readBoard(settlement: string | null, language: string, purpose: string, signal: AbortSignal): Promise<Board> {
  const asked = new URLSearchParams({ limit: String(SHOWN), lang: language });
  if (settlement !== null) asked.set('settlement', settlement);
  return ask(`/api/board?${asked}`, board, signal, purposed(purpose));
}
