// Colours and what they mean. Every ramp is ordered by lightness and told apart by the colour-blind (test/palette.test.ts);
// the worst class of each also carries a hatch or a letter, because colour is never the only sign.
import type { HazardClass } from '../api/types';

/** A to E, light to dark: on paper printed in grey the order still shows. */
export const CLASS_COLOURS: Record<HazardClass, string> = {
  A: '#ffedb0',
  B: '#fdbf5e',
  C: '#ee7d33',
  D: '#bf2f45',
  E: '#561048',
};

/** The ink that can be read on a class's colour. */
export function inkOn(hazardClass: HazardClass): string {
  return hazardClass === 'D' || hazardClass === 'E' ? '#ffffff' : '#2a1a08';
}

export type QuotientClass = 'far_fewer' | 'fewer' | 'even' | 'more' | 'far_more';

export const QUOTIENT_CLASSES: readonly QuotientClass[] = ['far_fewer', 'fewer', 'even', 'more', 'far_more'];

/** A quotient of 1 is what an even spread gives; each step is a ratio of about 1.25 or 2, up and down. */
export const QUOTIENT_BREAKS: readonly number[] = [0.5, 0.8, 1.25, 2];

/** Blue-green for fewer than an even spread, brown for more. */
export const QUOTIENT_COLOURS: Record<QuotientClass, string> = {
  far_fewer: '#12708f',
  fewer: '#93cbd6',
  even: '#f4f1e6',
  more: '#ddb56a',
  far_more: '#8a4b0c',
};

/** The class of a quotient; a break belongs to the class above it. */
export function quotientClass(quotient: number): QuotientClass {
  const above = QUOTIENT_BREAKS.filter((limit) => quotient >= limit).length;
  return QUOTIENT_CLASSES[above] ?? 'far_more';
}

/** The quotient that colours a neighbourhood: drawn towards 1 where few live, when the server tells it. */
export function colourQuotient(area: { readonly location_quotient: number | null; readonly shrunk_quotient: number | null }): number | null {
  return area.shrunk_quotient ?? area.location_quotient;
}

/** What a neighbourhood's colour says: a class, `hidden` for a small count, `none` where there is nothing to say. */
export function areaClass(given: {
  readonly households: number | null;
  readonly rehoused: number | null;
  readonly quotient: number | null;
}): QuotientClass | 'hidden' | 'none' {
  if (given.quotient !== null) return quotientClass(given.quotient);
  return given.households !== null && given.rehoused === null ? 'hidden' : 'none';
}

export type Severity = 1 | 2 | 3 | 4;
export const SEVERITIES: readonly Severity[] = [1, 2, 3, 4];

type Ramp = Record<Severity, string>;

/** Water is blue; each other peril has its own hue, so that two layers can lie on one another. */
const ZONE_RAMPS: Record<string, Ramp> = {
  flood: { 1: '#d3e6f5', 2: '#93c1e4', 3: '#4488c7', 4: '#174a8c' },
  landslide: { 1: '#ecdfc8', 2: '#cdb48a', 3: '#a2814d', 4: '#664a1e' },
  clay: { 1: '#f8e9de', 2: '#dfb196', 3: '#b07355', 4: '#6b3a25' },
  pprt: { 1: '#e6dcf0', 2: '#c3abdb', 3: '#9270b8', 4: '#573585' },
  wildfire: { 1: '#f6dbe0', 2: '#e5a5b3', 3: '#c7677f', 4: '#8a2f4b' },
  polluted_soil: { 1: '#eaf3d6', 2: '#b8cf83', 3: '#7d9a3e', 4: '#425913' },
};
const OTHER_RAMP: Ramp = { 1: '#e9ebed', 2: '#b5bbc1', 3: '#7c848c', 4: '#3b434b' };

/** How much of the peril's own hue shows through the dark ground. */
const NIGHT_SHARES: Ramp = { 1: '24', 2: '5c', 3: 'b0', 4: 'ff' };

/** By night the order turns: worse is brighter, because it must stand out from a dark ground. */
export function severityColour(peril: string, severity: Severity, dark: boolean): string {
  const ramp = ZONE_RAMPS[peril] ?? OTHER_RAMP;
  if (!dark) return ramp[severity];
  return severity === 4 ? ramp[2] : `${ramp[3]}${NIGHT_SHARES[severity]}`;
}

/** Hues after Paul Tol's schemes, made for eleven things side by side; the bar also names and orders them. */
const FACTOR_COLOURS: Record<string, string> = {
  flood: '#3f78b5',
  fire: '#cc5a4a',
  ground: '#9a7b2f',
  industrial: '#9a4fa3',
  transport: '#7a2454',
  power_line: '#d9b93b',
  pollution: '#3c7d3c',
  sanitation: '#35998b',
  access: '#7cc0e0',
  vulnerability: '#6b7280',
};

export function factorColour(factor: string): string {
  return FACTOR_COLOURS[factor] ?? '#a8adb3';
}
