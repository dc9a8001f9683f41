// Shapes of GeoJSON on the drawing of the neighbourhoods; what lies far from them gets a drawing of its own, and that is told.
import type { PreviewShape } from '../api/imports';
import { plateOf, type Plate } from './plate';

/** What is drawn, in the units of the drawing. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly ground: readonly string[];
  readonly areas: readonly string[];
  readonly lines: readonly string[];
  readonly points: readonly (readonly [number, number])[];
  /** Whether none of it lies near the neighbourhoods: most often another reference system. */
  readonly isAway: boolean;
}

type Place = readonly [number, number];

/** How far beyond the drawing a shape may lie and still be near, as a share of it. */
const NEAR = 0.5;

export function drawnOn(plate: Plate, shapes: readonly PreviewShape[]): Drawn {
  const all = shapes.flatMap(({ geometry }) => placesOf(geometry?.['coordinates']));
  const isNear = ([lon, lat]: Place) => {
    const [x, y] = plate.spot(lon, lat);
    return x > -NEAR * plate.width && x < (1 + NEAR) * plate.width && y > -NEAR * plate.height && y < (1 + NEAR) * plate.height;
  };
  const isAway = plate.paths.length > 0 && all.length > 0 && !all.some(isNear);
  const own = isAway || plate.paths.length === 0 ? plateOf(boxOf(all), plate.width) : plate;
  const line = (part: unknown) => `M${placesOf(part).map(([lon, lat]) => own.spot(lon, lat).map((side) => side.toFixed(1)).join(' ')).join('L')}`;
  const of = (...types: readonly string[]) => shapes.flatMap(({ geometry }) => (types.includes(String(geometry?.['type'])) ? [geometry?.['coordinates']] : []));
  const parts = (list: unknown[]) => list.flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : []));
  const rings = (polygon: unknown) => parts([polygon]).map((ring) => `${line(ring)}Z`).join('');
  return {
    width: own.width,
    height: own.height,
    ground: own === plate ? plate.paths.map(({ path }) => path) : [],
    areas: [...of('Polygon'), ...parts(of('MultiPolygon'))].map(rings),
    lines: [...of('LineString'), ...parts(of('MultiLineString'))].map(line),
    points: of('Point', 'MultiPoint').flatMap(placesOf).map(([lon, lat]) => own.spot(lon, lat)),
    isAway,
  };
}

/** Every pair of numbers, however deep. */
function placesOf(part: unknown): Place[] {
  if (!Array.isArray(part)) return [];
  const [lon, lat]: unknown[] = part;
  if (typeof lon === 'number' && typeof lat === 'number') return [[lon, lat]];
  return (part as unknown[]).flatMap(placesOf);
}

/** The box around places, as the one shape of a drawing. */
function boxOf(places: readonly Place[]): { geometry: Record<string, unknown>; properties: Record<string, unknown> }[] {
  if (places.length === 0) return [];
  const side = (at: 0 | 1, pick: (a: number, b: number) => number) => places.map((place) => place[at]).reduce((a, b) => pick(a, b));
  // A single point has no extent, and a drawing needs one.
  const [west, east, south, north] = [side(0, Math.min) - 0.001, side(0, Math.max) + 0.001, side(1, Math.min) - 0.001, side(1, Math.max) + 0.001];
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return [{ geometry: { type: 'Polygon', coordinates: [ring] }, properties: {} }];
}
