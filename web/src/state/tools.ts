// What the instruments know: the answer about a place, the days of the ranking, how far a file has come.
import { computed, effect, signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { readDays, readHere, takeMap, type Here } from '../api/here';
import { allSites, areaShapes, on, view } from './app';
import { readPlace } from './coordinates';
import type { Spot } from './instruments';
import { resource, valueOf } from './loadable';
import { corners, isRing } from './marks';
import { areaOf, lengthOf } from './measuring';
import { language, place } from './place';
import { save } from './save';

export const here = resource<Here>();
export const days = resource<readonly string[]>();

/** A measure of what is drawn, in metres or square metres. */
export const measured = computed(() => (isRing.value ? areaOf(corners.value) : lengthOf(corners.value)));
export const around = computed(() => lengthOf(isRing.value && corners.value.length > 2 ? [...corners.value, ...corners.value.slice(0, 1)] : corners.value));

/** How far a file has come. */
export type Taking = { readonly is: 'idle' | 'making' } | { readonly is: 'done'; readonly name: string } | { readonly is: 'failed'; readonly error: ApiError };
export const taking = signal<Taking>({ is: 'idle' });

/** Something on the map by its name. */
export interface Named {
  readonly name: string;
  readonly spot: Spot;
}

/** Named things found at most. */
const FOUND = 8;

/** What a text names: a place in coordinates, else settlements and neighbourhoods whose name or code holds it. */
export function find(text: string): readonly Named[] {
  const spot = readPlace(text);
  if (spot !== null) return [{ name: text.trim(), spot }];
  const wanted = plain(text);
  if (wanted.length < 2) return [];
  const sites = allSites.value.map(({ settlement }) => ({ name: `${settlement.name} (${settlement.code})`, spot: { lon: settlement.centre[0], lat: settlement.centre[1] } }));
  const areas = (valueOf(areaShapes.now.value) ?? []).flatMap(({ geometry, properties }) => {
    const middle = middleOf(geometry);
    const [name, code] = [properties['name'], properties['code']];
    return middle === null || typeof name !== 'string' ? [] : [{ name: typeof code === 'string' ? `${name} (${code})` : name, spot: middle }];
  });
  return [...sites, ...areas].filter(({ name }) => plain(name).includes(wanted)).slice(0, FOUND);
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}

/** The middle of the box around a shape of GeoJSON. */
function middleOf(geometry: Record<string, unknown> | null): Spot | null {
  const places: [number, number][] = [];
  const gather = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [lon, lat] = part as unknown[];
    if (typeof lon === 'number' && typeof lat === 'number') places.push([lon, lat]);
    else part.forEach(gather);
  };
  gather(geometry?.['coordinates']);
  if (places.length === 0) return null;
  const middle = (at: 0 | 1) => {
    const sides = places.map((place) => place[at]);
    return (sides.reduce((a, b) => Math.min(a, b)) + sides.reduce((a, b) => Math.max(a, b))) / 2;
  };
  return { lon: middle(0), lat: middle(1) };
}

/** What of the view goes into a file. */
export interface Wanted {
  readonly format: 'png' | 'a4' | 'a3';
  readonly title: string;
  readonly bbox: readonly number[];
}

/** Has the map in view made as a file, and gives it to the browser to save. */
export async function takeAlong({ format, title, bbox }: Wanted): Promise<void> {
  taking.value = { is: 'making' };
  const asked = new URLSearchParams({ bbox: bbox.map((side) => side.toFixed(6)).join(), lang: language.peek(), view: view.peek() === 'dispersal' ? 'dispersal' : 'dangers' });
  if (format === 'png') for (const [name, value] of [['width', '1400'], ['height', '900'], ['legend', 'true']] as const) asked.set(name, value);
  else {
    asked.set('paper', format);
    if (title.trim() !== '') asked.set('title', title.trim());
  }
  const ending = format === 'png' ? 'png' : 'pdf';
  try {
    const layers = on.peek().slice(0, 12).join();
    save(await takeMap(`/api/maps/${layers}.${ending}?${asked}`), `jalon-map.${ending}`);
    taking.value = { is: 'done', name: `jalon-map.${ending}` };
  } catch (error) {
    taking.value = { is: 'failed', error: error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) }) };
  }
}

/** Begins asking for what the open instrument needs; returns how to stop. */
export function start(): () => void {
  const spot = computed(() => (place.value.instruments.tool === 'here' ? place.value.instruments.at : null));
  const asked = effect(() => {
    const at = spot.value;
    if (at === null) here.clear();
    else here.load((signal) => readHere(at, signal));
  });
  const listed = effect(() => {
    if (place.value.instruments.tool === 'day' && days.now.peek().is !== 'ready') days.load(readDays);
  });
  return () => {
    asked();
    listed();
  };
}
