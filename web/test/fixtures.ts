// Small invented records for the tests.
import type { Area, Assessment, FactorScore, Layer, Ranked, Spread, YearFigures } from '../src/api/types';

export function site(code: string, given: { rank?: number; name?: string; value?: number; households?: number | null; letter?: Ranked['score']['class']; reasons?: Ranked['reasons']; danger?: boolean } = {}): Ranked {
  const value = given.value ?? 50;
  return {
    rank: given.rank ?? 1,
    rank_best: 1,
    rank_worst: 3,
    settlement: {
      code,
      name: given.name ?? code,
      kind: 'squat',
      status: 'confirmed',
      households: given.households === undefined ? 10 : given.households,
      people: 30,
      neighbourhood: null,
      installed_on: null,
      bbox: [0, 0, 1, 1],
      centre: [0.5, 0.5],
    },
    score: { value, low: value - 10, high: value + 10, class: given.letter ?? 'C', band: 'moderate' },
    overridden_class: null,
    imminent_danger: given.danger ?? false,
    reasons: given.reasons ?? [{ factor: 'flood', points: value, known: true }],
    assessed_at: '2026-10-12T08:30:00Z',
  };
}

export function factor(name: string, points: number, given: Partial<FactorScore> = {}): FactorScore {
  return { factor: name, value: points / 100, low: points / 100, high: points / 100, points, parts: [], ...given };
}

export function assessment(factors: readonly FactorScore[], vulnerability_points: number, value: number): Assessment {
  return {
    at: '2026-10-12T08:30:00Z',
    model_version: '1.0',
    weights_sha256: 'ab'.repeat(32),
    score: { value, low: value, high: value, class: 'E', band: 'critical' },
    rank: 1,
    rank_best: 1,
    rank_worst: 1,
    of: 1,
    vulnerability_points,
    factors,
  };
}

export function area(code: string, quotient: number | null): Area {
  return { code, name: code, households: 1000, rehoused: quotient === null ? null : 5, share: null, location_quotient: quotient, deprived: null, offers: null, shrunk_quotient: null, significance: null };
}

export function layer(code: string, group: Layer['group'], geometry: Layer['geometry'] = 'area'): Layer {
  return { code, group, version: 1, features: 1, bbox: null, source: null, imported_at: null, geometry, tiles: `/tiles/${code}/{z}/{x}/{y}.mvt`, min_zoom: 0, max_zoom: 16, clusters_to: null };
}

/** Measures of which none can be told. */
export const NOTHING_TOLD: Spread = {
  households: null,
  neighbourhoods_used: null,
  neighbourhoods: 30,
  largest_share: null,
  effective_neighbourhoods: null,
  dissimilarity: null,
  dissimilarity_interval: null,
  dissimilarity_by_chance: null,
  dissimilarity_chance_band: null,
  dissimilarity_p: null,
  isolation: null,
  colocation_ratio: null,
  colocation_low: null,
  colocation_high: null,
  colocation_p: null,
  proximity_ratio: null,
  proximity_chance_band: null,
  proximity_p: null,
  deprived_share: null,
  deprived_share_of_yardstick: null,
  reason: null,
  too_few: false,
};

export function year(number: number, dissimilarity: number | null): YearFigures {
  return { ...NOTHING_TOLD, year: number, moved: 10, households: 10, dissimilarity };
}
