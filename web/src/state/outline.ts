// The line around a settlement, as positions of a device walk along it and as a finger draws it: pure steps from one
// state of it to the next. What is kept in the end are its corners; the positions between them are thrown away.
import type { Spot } from './instruments';
import { areaOf, lengthOf } from './measuring';
import { CORNERS_MOST, different, metresBetween, onEdge, rounded, simplified, withoutSlips } from './ring';

/** A position of the device at a moment, in milliseconds. */
export interface Fix extends Spot {
  readonly accuracy_m: number;
  readonly at: number;
}

/** Positions of one interval, taken together. */
export interface Step extends Spot {
  readonly accuracy_m: number;
  readonly weight: number;
  /** Its first and last moment. */
  readonly since: number;
  readonly until: number;
  /** Whether somebody set it where they stood. */
  readonly isSet: boolean;
}

/** How positions are taken: one point an interval, none that is less exact. */
export interface Rule {
  readonly every_s: number;
  readonly within_m: number;
}

export const EVERY_S = [1, 2, 5, 10] as const;
export const WITHIN_M = [5, 10, 20, 40] as const;

/** A walk that is not finished. */
export interface Walk {
  readonly rule: Rule;
  readonly steps: readonly Step[];
}

/** What was done to a walk so that it is a ring. */
export type Note = { readonly is: 'straight'; readonly m: number } | { readonly is: 'tail' } | { readonly is: 'loops'; readonly count: number };

export interface Outline {
  readonly how: 'walked' | 'drawn';
  readonly accuracy_m: number | null;
  readonly corners: readonly Spot[];
  readonly notes: readonly Note[];
}

export const NEW_WALK: Walk = { rule: { every_s: 2, within_m: 20 }, steps: [] };
export const NEW_DRAWING: Outline = { how: 'drawn', accuracy_m: null, corners: [], notes: [] };

/** Nobody walks faster; a position that did is one of the device's errors. */
const FASTEST_M_S = 5;
/** Who moves less stands. */
const STILL_M = 1.5;
/** Points kept of a walk; of a longer one every second is left out. */
const STEPS_MOST = 2_000;

/** The walk with one more position, or as it was where the position is too rough or cannot be. */
export function walkedOn(walk: Walk, fix: Fix): Walk {
  if (fix.accuracy_m > walk.rule.within_m) return walk;
  const last = walk.steps.at(-1);
  if (last === undefined) return { ...walk, steps: [stepOf(fix, false)] };
  const gone = metresBetween(last, fix);
  const waited_s = Math.max(1, (fix.at - last.until) / 1000);
  if (gone > FASTEST_M_S * waited_s + last.accuracy_m + fix.accuracy_m) return walk;
  const isOpen = !last.isSet && (fix.at - last.since < walk.rule.every_s * 1000 || gone < STILL_M);
  const steps = isOpen ? [...walk.steps.slice(0, -1), together(last, fix)] : [...walk.steps, stepOf(fix, false)];
  return { ...walk, steps: steps.length > STEPS_MOST ? steps.filter((step, at) => step.isSet || at % 2 === 0) : steps };
}

/** The walk with a point where somebody stands, whatever the interval. */
export function pointSet(walk: Walk, fix: Fix): Walk {
  return { ...walk, steps: [...walk.steps, stepOf(fix, true)] };
}

export function stepBack(walk: Walk): Walk {
  return { ...walk, steps: walk.steps.slice(0, -1) };
}

function stepOf({ lon, lat, accuracy_m, at }: Fix, isSet: boolean): Step {
  return { lon, lat, accuracy_m, weight: weightOf(accuracy_m), since: at, until: at, isSet };
}

/** The mean of positions, an exact one weighing more. */
function together(step: Step, fix: Fix): Step {
  const weight = step.weight + weightOf(fix.accuracy_m);
  const share = weightOf(fix.accuracy_m) / weight;
  const mean = (was: number, is: number) => was + (is - was) * share;
  return { ...step, lon: mean(step.lon, fix.lon), lat: mean(step.lat, fix.lat), accuracy_m: Math.min(step.accuracy_m, fix.accuracy_m), weight, until: fix.at };
}

function weightOf(accuracy_m: number): number {
  return 1 / Math.max(1, accuracy_m) ** 2;
}

/** The walk closed to a ring: its end where it came back to its beginning, without small loops, with as few corners as tell it. */
export function closed(walk: Walk): Outline {
  const accuracy_m = usual(walk.steps);
  const { track, notes } = ended(walk.steps, accuracy_m);
  const size_m = Math.sqrt(areaOf(track));
  let tolerance_m = Math.min(0.5, Math.max(0.2, size_m / 60));
  const { ring, cut } = withoutSlips(track);
  let corners = simplified(ring, tolerance_m);
  while (corners.length > CORNERS_MOST) corners = simplified(ring, (tolerance_m *= 2));
  // Fewer corners may cross where more did not.
  const again = withoutSlips(corners);
  const count = cut + again.cut;
  return { how: 'walked', accuracy_m, corners: again.ring, notes: count === 0 ? notes : [...notes, { is: 'loops', count }] };
}

/** The median of what the device says of its error, to a tenth. */
function usual(steps: readonly Step[]): number | null {
  const sorted = steps.map(({ accuracy_m }) => accuracy_m).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? null : Math.round(middle * 10) / 10;
}

/** The walk up to where it came back to its beginning; where it did not, a straight line leads there. */
function ended(steps: readonly Step[], accuracy_m: number | null): { readonly track: readonly Spot[]; readonly notes: readonly Note[] } {
  const [first] = steps;
  const near_m = Math.max(6, 2 * (accuracy_m ?? 0));
  const back = first === undefined ? null : comeBack(steps, near_m);
  if (first === undefined || back === null) {
    const last = steps.at(-1);
    const m = first === undefined || last === undefined ? 0 : metresBetween(first, last);
    return { track: steps, notes: m > near_m ? [{ is: 'straight', m: Math.round(m) }] : [] };
  }
  const tail = lengthOf(steps.slice(back));
  return { track: steps.slice(0, back + 1), notes: tail > 3 ? [{ is: 'tail' }] : [] };
}

/** Where in its second half the walk is next to its beginning and goes the same way: across a narrow place it goes the other way. */
function comeBack(steps: readonly Step[], near_m: number): number | null {
  let best: number | null = null;
  const [first, second] = steps;
  if (first === undefined || second === undefined) return null;
  for (let at = Math.ceil(steps.length / 2); at < steps.length; at += 1) {
    const [before, here] = [steps[at - 1], steps[at]];
    if (before === undefined || here === undefined || metresBetween(first, here) > near_m) continue;
    const ahead = (second.lon - first.lon) * (here.lon - before.lon) + (second.lat - first.lat) * (here.lat - before.lat) > 0;
    const isLast = at === steps.length - 1;
    if (!ahead && !isLast) continue;
    const bestStep = best === null ? undefined : steps[best];
    if (bestStep === undefined || metresBetween(first, here) < metresBetween(first, bestStep)) best = at;
  }
  return best;
}

/** A place moved onto a corner of these rings where one is within reach, else onto an edge of them. */
export function snapped(spot: Spot, rings: readonly (readonly Spot[])[], reach_m: number): Spot {
  const nearest = (spots: readonly Spot[]) => spots.reduce<Spot | null>((best, one) => (best === null || metresBetween(one, spot) < metresBetween(best, spot) ? one : best), null);
  const within = (one: Spot | null) => (one !== null && metresBetween(one, spot) <= reach_m ? one : null);
  const edges = rings.flatMap((ring) => ring.map((from, at) => onEdge(from, ring[(at + 1) % ring.length] ?? from, spot)));
  return rounded(within(nearest(rings.flat())) ?? within(nearest(edges)) ?? spot);
}

/** The outline with a corner added at its end, or the chosen one moved. */
export function cornerAt(outline: Outline, spot: Spot, chosen: number | null): Outline {
  const corners = chosen === null ? [...outline.corners, rounded(spot)] : outline.corners.map((corner, at) => (at === chosen ? rounded(spot) : corner));
  return { ...outline, corners };
}

export function cornerOut(outline: Outline, chosen: number): Outline {
  return { ...outline, corners: outline.corners.filter((_, at) => at !== chosen) };
}

/** As it is sealed for the server. */
export function sealedOutline({ how, accuracy_m, corners }: Outline): object {
  const ring = different(corners).map(({ lon, lat }) => [lon, lat]);
  return { how, ...(accuracy_m === null ? {} : { accuracy_m: Math.min(100, accuracy_m) }), corners: ring };
}

/** The shells of a GeoJSON area, each without its repeated last corner. */
export function shellsOf(geometry: Record<string, unknown> | null): readonly (readonly Spot[])[] {
  const given = geometry?.['coordinates'];
  const polygons: unknown[] = geometry?.['type'] === 'Polygon' ? [given] : geometry?.['type'] === 'MultiPolygon' && Array.isArray(given) ? given : [];
  return polygons.flatMap((polygon) => (Array.isArray(polygon) && Array.isArray(polygon[0]) ? [different(polygon[0].flatMap(spotOf))] : []));
}

function spotOf(pair: unknown): Spot[] {
  const [lon, lat] = Array.isArray(pair) ? (pair as unknown[]) : [];
  return typeof lon === 'number' && typeof lat === 'number' ? [{ lon, lat }] : [];
}
