// Neighbourhoods as paths of a small drawing for paper, without a map library.

export interface Plate {
  readonly width: number;
  readonly height: number;
  readonly paths: readonly { readonly code: string; readonly path: string; readonly at: readonly [number, number] }[];
  /** Where a place of this longitude and latitude is on it. */
  readonly spot: (lon: number, lat: number) => readonly [number, number];
}

interface Shape {
  readonly geometry: Record<string, unknown> | null;
  readonly properties: Record<string, unknown>;
}

type Ring = readonly (readonly [number, number])[];

/** Shapes on a sheet of that width: metres east and north in proportion at the middle of the city. */
export function plateOf(shapes: readonly Shape[], width: number): Plate {
  const areas = shapes.map(({ geometry, properties }) => ({ code: String(properties['code'] ?? ''), rings: ringsOf(geometry) }));
  const points = areas.flatMap(({ rings }) => rings.flat());
  if (points.length === 0) return { width, height: 0, paths: [], spot: () => [0, 0] };
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b))];
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / Math.max((east - west) * narrow, 1e-9);
  const place = ([lon, lat]: readonly [number, number]): [number, number] => [(lon - west) * narrow * scale, (north - lat) * scale];
  const paths = areas.map(({ code, rings }) => ({ code, path: rings.map((ring) => pathOf(ring.map(place))).join(''), at: middle(rings.flat().map(place)) }));
  return { width, height: (north - south) * scale, paths, spot: (lon, lat) => place([lon, lat]) };
}

function pathOf(ring: Ring): string {
  return `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
}

function middle(points: Ring): [number, number] {
  const sum = points.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / Math.max(points.length, 1), sum[1] / Math.max(points.length, 1)];
}

/** Rings of a polygon or several; what is no list of pairs of numbers is left out. */
function ringsOf(geometry: Record<string, unknown> | null): Ring[] {
  const coordinates = geometry?.['coordinates'];
  if (!Array.isArray(coordinates)) return [];
  const rings: unknown[] = geometry?.['type'] === 'MultiPolygon' ? coordinates.flat() : coordinates;
  return rings.map((ring) => (Array.isArray(ring) ? ring.flatMap(pair) : []));
}

function pair(point: unknown): (readonly [number, number])[] {
  const [lon, lat]: unknown[] = Array.isArray(point) ? point : [];
  return typeof lon === 'number' && typeof lat === 'number' ? [[lon, lat]] : [];
}
