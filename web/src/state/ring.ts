// What can be a ring around a settlement, by the same rules as the server: pure questions to its corners. Crossings are
// decided on whole steps of a centimetre, where no rounding can turn a ring that is taken into one that is refused.
import type { Spot } from './instruments';
import { areaOf, metresADegree } from './measuring';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Steps of a degree: the server keeps as many digits. */
const STEPS = 1e7;
export const CORNERS_MOST = 500;
const AREA_LEAST_M2 = 4;
const AREA_MOST_M2 = 1_000_000;
/** A part that is cut off by a crossing and is smaller than this share of the whole is a slip of the device. */
const SLIP = 0.02;

export type Fault = { readonly is: 'few' | 'many' | 'small' | 'large' } | { readonly is: 'crossed'; readonly at: Spot };

export function rounded({ lon, lat }: Spot): Spot {
  return { lon: Math.round(lon * STEPS) / STEPS, lat: Math.round(lat * STEPS) / STEPS };
}

/** Corners in a row that are not the same one. */
export function different(ring: readonly Spot[]): readonly Spot[] {
  const all = ring.map(rounded);
  return all.filter((spot, at) => at === 0 || !same(spot, all[at - 1] ?? spot)).filter((spot, at, kept) => at === 0 || at < kept.length - 1 || !same(spot, kept[0] ?? spot));
}

export function same(a: Spot, b: Spot): boolean {
  return a.lon === b.lon && a.lat === b.lat;
}

/** What keeps a ring from being an outline; `null` where nothing does. */
export function faultOf(corners: readonly Spot[]): Fault | null {
  const ring = different(corners);
  if (ring.length < 3) return { is: 'few' };
  if (ring.length > CORNERS_MOST) return { is: 'many' };
  const crossing = crossingOf(ring);
  if (crossing !== null) return { is: 'crossed', at: crossing.at };
  const area = areaOf(ring);
  if (area < AREA_LEAST_M2) return { is: 'small' };
  return area > AREA_MOST_M2 ? { is: 'large' } : null;
}

/** Cuts out the small loops that a device walks by itself; a ring that truly crosses itself stays as it is. */
export function withoutSlips(corners: readonly Spot[]): { readonly ring: readonly Spot[]; readonly cut: number } {
  let ring = different(corners);
  let cut = 0;
  // Each turn takes at least one corner away.
  for (let crossing = crossingOf(ring); crossing !== null && ring.length > 3; crossing = crossingOf(ring)) {
    const { from, to, at } = crossing;
    const inner = different([at, ...ring.slice(from + 1, to + 1)]);
    const outer = different([...ring.slice(0, from + 1), at, ...ring.slice(to + 1)]);
    const [kept, left] = areaOf(inner) > areaOf(outer) ? [inner, outer] : [outer, inner];
    if (areaOf(left) > SLIP * areaOf(kept) || kept.length >= ring.length) break;
    ring = kept;
    cut += 1;
  }
  return { ring, cut };
}

interface Crossing {
  /** The edges that cross, by their first corners. */
  readonly from: number;
  readonly to: number;
  readonly at: Spot;
}

/** The first two edges that cross or touch where they should not. */
export function crossingOf(ring: readonly Spot[]): Crossing | null {
  const points = stepsOf(ring);
  const many = points.length;
  for (let from = 0; from < many; from += 1) {
    for (let to = from + 1; to < many; to += 1) {
      const [a, b] = [at(points, from), at(points, from + 1)];
      const [c, d] = [at(points, to), at(points, to + 1)];
      const meets = to === from + 1 ? foldsBack(a, b, d) : from === 0 && to === many - 1 ? foldsBack(c, d, b) : meet(a, b, c, d);
      if (meets) return { from, to, at: to === from + 1 ? spotAt(ring, to) : place(ring, { from, to }) };
    }
  }
  return null;
}

/** Whole steps from the first corner. */
function stepsOf(ring: readonly Spot[]): readonly Point[] {
  const [first] = ring;
  return ring.map(({ lon, lat }) => ({ x: Math.round((lon - (first?.lon ?? 0)) * STEPS), y: Math.round((lat - (first?.lat ?? 0)) * STEPS) }));
}

function at(points: readonly Point[], index: number): Point {
  return points[index % points.length] ?? { x: 0, y: 0 };
}

function spotAt(ring: readonly Spot[], index: number): Spot {
  return ring[index % ring.length] ?? { lon: 0, lat: 0 };
}

function turn(a: Point, b: Point, c: Point): number {
  return Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
}

/** Whether the way from `b` to `c` goes back over that from `a` to `b`. */
function foldsBack(a: Point, b: Point, c: Point): boolean {
  return turn(a, b, c) === 0 && (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y) > 0;
}

function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (abc === 0 && between(a, b, c)) || (abd === 0 && between(a, b, d)) || (cda === 0 && between(c, d, a)) || (cdb === 0 && between(c, d, b));
}

function between(a: Point, b: Point, c: Point): boolean {
  return c.x >= Math.min(a.x, b.x) && c.x <= Math.max(a.x, b.x) && c.y >= Math.min(a.y, b.y) && c.y <= Math.max(a.y, b.y);
}

/** Where two edges meet; an end of one where they lie along each other. */
function place(ring: readonly Spot[], { from, to }: { readonly from: number; readonly to: number }): Spot {
  const [a, b, c, d] = [spotAt(ring, from), spotAt(ring, from + 1), spotAt(ring, to), spotAt(ring, to + 1)];
  const across = (b.lon - a.lon) * (d.lat - c.lat) - (b.lat - a.lat) * (d.lon - c.lon);
  const share = across === 0 ? 1 : ((c.lon - a.lon) * (d.lat - c.lat) - (c.lat - a.lat) * (d.lon - c.lon)) / across;
  return rounded({ lon: a.lon + (b.lon - a.lon) * share, lat: a.lat + (b.lat - a.lat) * share });
}

/** Metres between two places of one settlement. */
export function metresBetween(a: Spot, b: Spot): number {
  const { east, north } = metresADegree((a.lat + b.lat) / 2);
  return Math.hypot((b.lon - a.lon) * east, (b.lat - a.lat) * north);
}

/** The ring with fewer corners, none of those left out farther from it than the tolerance (Douglas and Peucker 1973). */
export function simplified(ring: readonly Spot[], tolerance_m: number): readonly Spot[] {
  if (ring.length < 5) return ring;
  const first = spotAt(ring, 0);
  const far = ring.reduce((best, spot, index) => (metresBetween(first, spot) > metresBetween(first, spotAt(ring, best)) ? index : best), 0);
  const there = thinned(ring.slice(0, far + 1), tolerance_m);
  const back = thinned([...ring.slice(far), first], tolerance_m);
  return [...there, ...back.slice(1, -1)];
}

function thinned(line: readonly Spot[], tolerance_m: number): readonly Spot[] {
  const [from, to] = [spotAt(line, 0), spotAt(line, line.length - 1)];
  let farthest = { index: 0, off: tolerance_m };
  line.slice(1, -1).forEach((spot, index) => {
    const off = metresBetween(spot, onEdge(from, to, spot));
    if (off > farthest.off) farthest = { index: index + 1, off };
  });
  if (farthest.index === 0) return [from, to];
  return [...thinned(line.slice(0, farthest.index + 1), tolerance_m), ...thinned(line.slice(farthest.index), tolerance_m).slice(1)];
}

/** The place of an edge that is nearest to another place. */
export function onEdge(from: Spot, to: Spot, spot: Spot): Spot {
  const { east, north } = metresADegree(from.lat);
  const [x, y] = [(to.lon - from.lon) * east, (to.lat - from.lat) * north];
  const long = x * x + y * y;
  const along = long === 0 ? 0 : ((spot.lon - from.lon) * east * x + (spot.lat - from.lat) * north * y) / long;
  const share = Math.min(1, Math.max(0, along));
  return { lon: from.lon + (to.lon - from.lon) * share, lat: from.lat + (to.lat - from.lat) * share };
}
