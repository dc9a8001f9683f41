// Choosing a settlement or a neighbourhood, from either side: the table or the map.
import { signal } from '@preact/signals';
import { allSites, announcement, shownAreas } from './app';
import type { Spot } from './instruments';
import { areaClass } from './palette';
import { adjust, go, place, words } from './place';
import type { View } from './permalink';

/** Which side a choice came from; a link is neither. */
export type From = 'table' | 'map' | 'link';

export const chosenFrom = signal<From>('link');

/** What the map should fly to next; a link that names a camera has already said where to look. */
export const flight = signal<Flight | null>(firstFlight());

export type Flight = { readonly site: string } | { readonly area: string } | { readonly spot: Spot };

export function chooseSite(code: string, from: From): void {
  chosenFrom.value = from;
  if (place.peek().site !== code) go({ site: code });
  // Whoever clicked on the map sees the place already.
  if (from === 'table') flight.value = { site: code };
  const row = allSites.peek().find(({ settlement }) => settlement.code === code);
  if (row === undefined) return;
  const { value, class: letter } = row.score;
  const score = words.peek().number(value);
  announcement.value = words.peek().say('selected-site', { name: row.settlement.name, class: letter, score });
}

export function leaveSite(): void {
  go({ site: null });
}

export function chooseArea(code: string, from: From): void {
  chosenFrom.value = from;
  if (place.peek().area !== code) go({ area: code });
  if (from === 'table') flight.value = { area: code };
  const area = shownAreas.peek().find((row) => row.code === code);
  if (area === undefined) return;
  const quotient = words.peek().word('quotient', areaClass({ ...area, quotient: area.location_quotient }));
  announcement.value = words.peek().say('selected-area', { name: area.name, quotient });
}

/** Each view starts with its own layers and the whole territory. */
export function showView(view: View): void {
  go({ view, layers: null, camera: null });
}

export function showOnMap(code: string): void {
  flight.value = { site: code };
}

/** Writes down where the map looks; this is not a step that Back should undo. */
export function rememberCamera(camera: { zoom: number; lat: number; lon: number }): void {
  adjust({ camera });
}

function firstFlight(): Flight | null {
  const { camera, view, site, area, instruments } = place.peek();
  if (camera !== null) return null;
  if (instruments.tool === 'here' && instruments.at !== null) return { spot: instruments.at };
  if (view === 'dispersal') return area === null ? null : { area };
  return site === null ? null : { site };
}
