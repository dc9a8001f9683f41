// Homes on the board as the server answers them: by landlord, by convention, and those that nobody is offered.
import { ask } from './client';
import { purposed } from './common';
import { list, nullable, number, object, oneOf, text, truth, type Checked } from './check';

const word = object({ code: text, label: text });

const counts = object({
  homes: number,
  prospects: number,
  available: number,
  without_household: number,
  reserved: number,
  occupied: number,
  proposed: nullable(number),
  refused: nullable(number),
});
export type HomeCounts = Checked<typeof counts>;

const landlord = object({ code: nullable(text), name: nullable(text), homes: counts });
export type HomesOfLandlord = Checked<typeof landlord>;

const convention = object({
  code: text,
  kind: nullable(word),
  state: word,
  landlord: nullable(text),
  landlord_name: nullable(text),
  promised: nullable(number),
  starts_on: nullable(text),
  ends_on: nullable(text),
  days_left: nullable(number),
  homes: counts,
});
export type HomesOfConvention = Checked<typeof convention>;

const free = object({
  code: text,
  kind: nullable(word),
  landlord: nullable(text),
  convention: nullable(text),
  neighbourhood: nullable(text),
  rooms: nullable(number),
  people_most: nullable(number),
  rent_eur: nullable(number),
  step_free: nullable(truth),
  hazard_class: nullable(text),
  available_from: nullable(text),
  days_free: nullable(number),
});
export type FreeHome = Checked<typeof free>;

const homes = object({
  on: text,
  offers: oneOf('all', 'open', 'own', 'none'),
  landlords: list(landlord),
  conventions: list(convention),
  free: list(free),
  refusals: list(object({ reason: word, total: number })),
  left_out: object({ landlords: number, conventions: number, free: number }),
});
export type Homes = Checked<typeof homes>;

/** Rows of a list asked for. */
const MOST = 100;

/** The homes of one landlord, or of all; where the look tells of households it is written down with its purpose. */
export function readHomes(landlord: string | null, language: string, purpose: string, signal: AbortSignal): Promise<Homes> {
  const asked = new URLSearchParams({ limit: String(MOST), lang: language });
  if (landlord !== null) asked.set('landlord', landlord);
  return ask(`/api/board/homes?${asked}`, homes, signal, purposed(purpose));
}
