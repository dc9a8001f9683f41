// The shape of the dispersal report, as the server tells it; what an audience may not see is null or empty.
import { list, nullable, number, object, oneOf, record, text, truth, type Checked } from './check';

const range = object({ low: number, high: number });
export type Range = Checked<typeof range>;

const measures = {
  households: nullable(number),
  neighbourhoods_used: nullable(number),
  neighbourhoods: number,
  largest_share: nullable(number),
  effective_neighbourhoods: nullable(number),
  dissimilarity: nullable(number),
  dissimilarity_interval: nullable(range),
  dissimilarity_by_chance: nullable(number),
  dissimilarity_chance_band: nullable(range),
  dissimilarity_p: nullable(number),
  isolation: nullable(number),
  colocation_ratio: nullable(number),
  colocation_low: nullable(number),
  colocation_high: nullable(number),
  colocation_p: nullable(number),
  proximity_ratio: nullable(number),
  proximity_chance_band: nullable(range),
  proximity_p: nullable(number),
  deprived_share: nullable(number),
  deprived_share_of_yardstick: nullable(number),
  reason: nullable(text),
  too_few: nullable(truth),
};
const spread = object(measures);
export type Spread = Checked<typeof spread>;

const yearFigures = object({ year: number, moved: nullable(number), ...measures });
export type YearFigures = Checked<typeof yearFigures>;

const group = object({ name: nullable(text), names: number, ...measures });
export type Group = Checked<typeof group>;

const area = object({
  code: text,
  name: text,
  households: nullable(number),
  offers: nullable(number),
  rehoused: nullable(number),
  share: nullable(number),
  location_quotient: nullable(number),
  shrunk_quotient: nullable(number),
  significance: nullable(oneOf('more', 'fewer', 'as_chance')),
  deprived: nullable(truth),
});
export type Area = Checked<typeof area>;

const flow = object({ settlement: nullable(text), from: nullable(text), to: text, households: number });
export type Flow = Checked<typeof flow>;

const journeys = object({
  measured: number,
  low_km: nullable(number),
  median_km: nullable(number),
  high_km: nullable(number),
  school_changed: number,
  school_kept: number,
  school_not_told: number,
});
export type Journeys = Checked<typeof journeys>;

const pair = list(nullable(number));
const change = object({ from: text, to: text, households: list(number), colocation_ratio: pair, dissimilarity: pair });
export type Change = Checked<typeof change>;

const account = object({
  records: number,
  counted: number,
  later: number,
  earlier: number,
  moved_again: number,
  not_a_home: number,
  without_place: number,
  unknown_neighbourhood: number,
  outside: number,
  nobody_to_compare: number,
});
export type Account = Checked<typeof account>;

export const dispersalAnswer = object({
  as_of: text,
  since: nullable(text),
  given_out: nullable(number),
  system: nullable(text),
  yardstick: oneOf('households', 'offers'),
  neighbourhood_layer_version: number,
  draws: number,
  overall: spread,
  on_offers: nullable(spread),
  offers: nullable(number),
  years: list(yearFigures),
  by: nullable(text),
  groups: list(group),
  neighbourhoods: list(area),
  flows: list(flow),
  journeys: nullable(journeys),
  change: nullable(change),
  account: nullable(account),
  overlapping: list(text),
  in_words: record,
});
export type Dispersal = Checked<typeof dispersalAnswer>;
