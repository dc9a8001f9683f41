// The shapes of the server's answers, one check each; the types follow from the checks.
import { casework, contact } from './casework';
import { bbox, list, nullable, number, object, oneOf, position, record, tagged, text, truth, type Checked } from './check';
import { hazardClass, sentence } from './common';

export type { Bbox } from './check';
export type { HazardClass } from './common';

const layer = object({
  code: text,
  group: oneOf('settlements', 'neighbourhoods', 'zones', 'studies', 'grids', 'landmarks', 'placements', 'offers'),
  version: number,
  features: number,
  bbox: nullable(bbox),
  source: nullable(text),
  imported_at: nullable(text),
  geometry: nullable(oneOf('area', 'line', 'point')),
  tiles: nullable(text),
  min_zoom: nullable(number),
  max_zoom: nullable(number),
  clusters_to: nullable(number),
});
export type Layer = Checked<typeof layer>;

const basemap = object({ tiles: text, is_vector: truth, min_zoom: number, max_zoom: number, attribution: nullable(text) });
export type Basemap = Checked<typeof basemap>;

export const statusAnswer = object({
  version: text,
  territory: text,
  audience: oneOf('team', 'public'),
  bbox: nullable(bbox),
  model: object({ version: text, weights_sha256: text, class_limits: list(number) }),
  layers: list(layer),
  basemap: nullable(basemap),
  is_demo: nullable(truth),
});
export type Status = Checked<typeof statusAnswer>;

const settlement = object({
  code: text,
  name: text,
  kind: text,
  status: text,
  households: nullable(number),
  people: nullable(number),
  neighbourhood: nullable(text),
  installed_on: nullable(text),
  bbox,
  centre: position,
});
export type Settlement = Checked<typeof settlement>;

export const score = object({ value: number, low: number, high: number, class: hazardClass, band: text });
export type Score = Checked<typeof score>;

const ranked = object({
  rank: number,
  rank_best: number,
  rank_worst: number,
  settlement,
  score,
  overridden_class: nullable(hazardClass),
  imminent_danger: truth,
  reasons: list(object({ factor: text, points: number, known: truth })),
  assessed_at: text,
});
export type Ranked = Checked<typeof ranked>;

export const rankingAnswer = object({
  assessed_at: nullable(text),
  total: number,
  next: nullable(text),
  items: list(ranked),
});
export type Ranking = Checked<typeof rankingAnswer>;

const questionGroup = object({
  name: text,
  deficit: number,
  questions: list(object({ question: text, weight: number, deficit: nullable(number), stale: truth })),
});

const part = tagged('of', {
  zones: object({
    of: oneOf('zones'),
    peril: text,
    layer_version: number,
    shares: list(number),
    distances_m: list(nullable(number)),
    unknown_share: nullable(number),
    value: number,
  }),
  depth: object({
    of: oneOf('depth'),
    peril: text,
    layer_version: number,
    shares: list(number),
    distances_m: list(nullable(number)),
    unknown_share: number,
    mean_depth_m: nullable(number),
    max_depth_m: nullable(number),
    value: number,
  }),
  nearness: object({
    of: oneOf('nearness'),
    landmark: text,
    layer_version: number,
    distance_m: nullable(number),
    value: number,
  }),
  outside_study: object({ of: oneOf('outside_study'), peril: text, layer_version: number, high: number }),
  unmapped_nearness: object({ of: oneOf('unmapped_nearness'), landmark: text, layer_version: number, high: number }),
  unanswered: object({ of: oneOf('unanswered'), high: number }),
  checklist: object({ of: oneOf('checklist'), groups: list(questionGroup), value: number, low: number, high: number }),
});
export type Part = Checked<typeof part>;

const factorScore = object({
  factor: text,
  value: number,
  low: number,
  high: number,
  points: number,
  parts: list(part),
});
export type FactorScore = Checked<typeof factorScore>;

const assessment = object({
  at: text,
  model_version: text,
  weights_sha256: text,
  score,
  rank: nullable(number),
  rank_best: nullable(number),
  rank_worst: nullable(number),
  of: number,
  vulnerability_points: number,
  factors: list(factorScore),
});
export type Assessment = Checked<typeof assessment>;

export const settlementAnswer = object({
  settlement,
  geometry: nullable(record),
  assessment: nullable(assessment),
  sentence: nullable(sentence),
  casework: nullable(casework),
  /** Outlines that visits propose and nobody has decided about. */
  outlines_waiting: nullable(number),
  contact: nullable(contact),
});
export type SettlementDetail = Checked<typeof settlementAnswer>;

export * from './dispersal';

/** A page of a layer as GeoJSON; shapes are handed to the map, which reads them itself. */
export const itemsAnswer = object({
  type: oneOf('FeatureCollection'),
  features: list(object({ type: oneOf('Feature'), geometry: nullable(record), properties: record })),
  next: nullable(text),
});
export type Items = Checked<typeof itemsAnswer>;
