// Where a small map looks so that it shows some places as a whole.
import { metresADegree } from './measuring';
import type { Spot } from './instruments';
import type { Camera } from './permalink';

/** Pixels that the places may fill: the width of a phone, edges left free. */
const FILLED_PX = 220;
/** Metres a pixel on the equator at zoom 0. */
const EQUATOR_M = 156_543.03;
const NEAREST = 19;

export function cameraAround(spots: readonly Spot[]): Camera | null {
  const [first] = spots;
  if (first === undefined) return null;
  const [lons, lats] = [spots.map(({ lon }) => lon), spots.map(({ lat }) => lat)];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const lat = (south + north) / 2;
  const degree = metresADegree(lat);
  const wide_m = Math.max((east - west) * degree.east, (north - south) * degree.north, 20);
  const zoom = Math.log2((EQUATOR_M * Math.cos((lat * Math.PI) / 180) * FILLED_PX) / wide_m);
  return { zoom: Math.min(NEAREST, zoom), lat, lon: (west + east) / 2 };
}
