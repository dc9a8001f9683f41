// What the layers say of any place, and the days of which there is a ranking.
import { ask, take } from './client';
import { list, nullable, number, object, oneOf, position, text, type Checked } from './check';
import { hazardClass } from './common';
import type { Spot } from './spot';

const item = object({
  layer: text,
  seen: oneOf('here', 'near', 'clear', 'unmapped'),
  severity: nullable(number),
  distance_m: nullable(number),
  depth_m: nullable(number),
  reach_m: number,
  layer_version: number,
  source: text,
  imported_on: text,
});
export type HereItem = Checked<typeof item>;

const here = object({
  place: position,
  neighbourhood: nullable(object({ code: text, name: text })),
  ground: object({ value: number, low: number, high: number, class: hazardClass, band: text }),
  items: list(item),
});
export type Here = Checked<typeof here>;

export function readHere({ lon, lat }: Spot, signal: AbortSignal): Promise<Here> {
  return ask(`/api/hazards/here?lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}`, here, signal);
}

/** The days on which anything was assessed, oldest first. */
export async function readDays(signal: AbortSignal): Promise<readonly string[]> {
  return (await ask('/api/ranking/days', object({ days: list(text) }), signal)).days;
}

/** A file of the map. */
export function takeMap(path: string): Promise<Blob> {
  return take(path, new AbortController().signal, {});
}
