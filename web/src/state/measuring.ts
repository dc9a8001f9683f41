// Lengths and areas on the ground from places on the map, on the ellipsoid of the earth.
import type { Spot } from './instruments';

/** Half the long axis of WGS 84 in metres, and the square of its eccentricity. */
const AXIS_M = 6_378_137;
const E2 = 0.006_694_379_990_14;
const RADIANS = Math.PI / 180;

/** Metres that a degree of longitude and of latitude are at a latitude. */
export function metresADegree(lat: number): { readonly east: number; readonly north: number } {
  const sine = Math.sin(lat * RADIANS);
  const w2 = 1 - E2 * sine * sine;
  return { east: ((AXIS_M * Math.cos(lat * RADIANS)) / Math.sqrt(w2)) * RADIANS, north: ((AXIS_M * (1 - E2)) / w2 ** 1.5) * RADIANS };
}

/** Metres along a line of places; each step on its own middle latitude, which is exact to a few centimetres in a city. */
export function lengthOf(line: readonly Spot[]): number {
  return line.slice(1).reduce((sum, to, at) => {
    const from = line[at] ?? to;
    const { east, north } = metresADegree((from.lat + to.lat) / 2);
    return sum + Math.hypot((to.lon - from.lon) * east, (to.lat - from.lat) * north);
  }, 0);
}

/** Square metres within a ring of places, which need not come back to the first; nothing below three. */
export function areaOf(ring: readonly Spot[]): number {
  if (ring.length < 3) return 0;
  const lats = ring.map(({ lat }) => lat);
  const { east, north } = metresADegree((Math.min(...lats) + Math.max(...lats)) / 2);
  const twice = ring.reduce((sum, a, at) => {
    const b = ring[(at + 1) % ring.length] ?? a;
    return sum + (a.lon - (ring[0]?.lon ?? 0)) * east * (b.lat * north) - (b.lon - (ring[0]?.lon ?? 0)) * east * (a.lat * north);
  }, 0);
  return Math.abs(twice) / 2;
}
