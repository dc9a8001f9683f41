// Two shapes drawn one over the other, true to the ground: the lines of a small drawing, and how long a bar of metres is in it.
import { metresADegree } from './measuring';
import { shellsOf } from './outline';

/** The drawing's own units. */
export const SKETCH = { width: 300, height: 220, edge: 14 } as const;

export interface Sketch {
  /** SVG paths, in the order of the shapes. */
  readonly paths: readonly string[];
  readonly bar: { readonly metres: number; readonly length: number };
}

const BARS_M = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

export function sketchOf(shapes: readonly Record<string, unknown>[]): Sketch {
  const all = shapes.map(shellsOf);
  const spots = all.flat(2);
  const [lons, lats] = [spots.map(({ lon }) => lon), spots.map(({ lat }) => lat)];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const degree = metresADegree((south + north) / 2);
  const wide_m = Math.max(1, (east - west) * degree.east);
  const high_m = Math.max(1, (north - south) * degree.north);
  const [room, tall] = [SKETCH.width - 2 * SKETCH.edge, SKETCH.height - 2 * SKETCH.edge - 20];
  const scale = Math.min(room / wide_m, tall / high_m);
  const x = (lon: number) => SKETCH.edge + (room - wide_m * scale) / 2 + (lon - west) * degree.east * scale;
  const y = (lat: number) => SKETCH.edge + (tall - high_m * scale) / 2 + (north - lat) * degree.north * scale;
  const line = (ring: (typeof all)[number][number]) => `M${ring.map(({ lon, lat }) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join('L')}Z`;
  const metres = [...BARS_M].reverse().find((bar) => bar * scale <= room / 3) ?? 1;
  return { paths: all.map((shells) => shells.map(line).join('')), bar: { metres, length: metres * scale } };
}
