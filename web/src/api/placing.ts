// Proposals of homes as the server answers them.
import { list, nullable, number, object, oneOf, record, text, truth, type Checked } from './check';

const figures = object({
  families: number,
  neighbourhoods_used: number,
  colocation_ratio: nullable(number),
  colocation_low: nullable(number),
  colocation_high: nullable(number),
  dissimilarity: nullable(number),
  chance_low: nullable(number),
  chance_high: nullable(number),
  deprived_share: nullable(number),
  unevenness: number,
});

const home = object({
  offer: text,
  neighbourhood: text,
  neighbourhood_name: text,
  deprived: nullable(truth),
  landlord: nullable(text),
  rooms: nullable(number),
  hazard_class: nullable(oneOf('A', 'B', 'C', 'D', 'E')),
  measured_at_home: truth,
  distance_m: nullable(number),
});

export const placingAnswer = object({
  families_asked: number,
  families_placed: number,
  homes_offered: number,
  proof: nullable(oneOf('best', 'even', 'housed', 'none')),
  before: figures,
  after: figures,
  baselines: list(
    object({
      way: text,
      placed: number,
      colocation_ratio: nullable(number),
      unevenness: number,
      mean_distance_m: nullable(number),
    }),
  ),
  families: list(
    object({
      household: text,
      people: number,
      origin: nullable(text),
      danger: nullable(number),
      wishes: list(text),
      home: nullable(home),
      locked: truth,
      alternatives: list(object({ home, unevenness_added: number, distance_added_m: number })),
      homes_that_fit: number,
      ruled_out: record,
    }),
  ),
  neighbourhoods: list(
    object({ code: text, name: text, deprived: nullable(truth), before: number, come: number, expected: number, homes: number }),
  ),
  landlords: list(object({ name: text, homes: number, asked: number, most: nullable(number) })),
  prices: list(object({ rule: text, placed_more: number, unevenness_less: number, distance_less_m: number })),
  clash: list(text),
  warnings: list(text),
});

export const keptAnswer = object({
  number,
  status: oneOf('proposed', 'accepted', 'refused'),
  families_asked: number,
  families_placed: number,
  note: nullable(text),
  by: text,
  at: text,
  decision: nullable(object({ reason: text, by: text, at: text })),
});

export const keptListAnswer = object({ next: nullable(text), items: list(keptAnswer) });

export type Placing = Checked<typeof placingAnswer>;
export type PlacingFamily = Placing['families'][number];
export type PlacingFigures = Placing['before'];
export type Kept = Checked<typeof keptAnswer>;
export type KeptList = Checked<typeof keptListAnswer>;

/** What people decide about a kept proposal. */
export interface Decision {
  readonly number: number;
  readonly outcome: 'accept' | 'refuse';
  readonly by: string;
  readonly reason: string;
}

/** What is asked of the planner. */
export interface NewPlacing {
  readonly families_csv: string;
  readonly rules: PlacingRules;
}

/** What a proposal is held to. */
export interface PlacingRules {
  readonly cap_deprived: number | null;
  readonly landlord_caps: Readonly<Record<string, number>>;
  readonly locks: Readonly<Record<string, string>>;
  readonly forbids: Readonly<Record<string, readonly string[]>>;
}
