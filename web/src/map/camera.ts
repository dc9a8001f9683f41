// Where the map looks: at the whole, at a selection, or where a link says.
import { isEmpty } from 'ol/extent';
import type View from 'ol/View';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj';
import type { Bbox } from '../api/types';
import type { Camera } from '../state/permalink';

/** A quiet animation, or none for those who asked for less motion. */
export const FLIGHT_MS = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 600;

export function showWhole(view: View, whole: Bbox, duration: number): void {
  view.fit(extentOf(whole), { padding: [24, 24, 36, 24], maxZoom: 15, duration });
}

/** Flies until a shape fills the map, edges left free. */
export function flyTo(view: View, extent: number[], maxZoom: number): void {
  if (!isEmpty(extent)) view.fit(extent, { padding: [70, 70, 70, 70], maxZoom, duration: FLIGHT_MS });
}

export function extentOf(bbox: Bbox): number[] {
  return transformExtent([...bbox], 'EPSG:4326', 'EPSG:3857');
}

/** Looks where a link says, unless it does already. */
export function lookAt(view: View, camera: Camera): void {
  if (same(cameraOf(view), camera)) return;
  view.cancelAnimations();
  view.setCenter(fromLonLat([camera.lon, camera.lat]));
  view.setZoom(camera.zoom);
}

export function cameraOf(view: View): Camera | null {
  const [lon, lat] = toLonLat(view.getCenter() ?? []);
  const zoom = view.getZoom();
  return lon === undefined || lat === undefined || zoom === undefined ? null : { zoom, lat, lon };
}

/** Equal as far as a link can tell. */
export function same(a: Camera | null, b: Camera | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a.zoom - b.zoom) < 0.006 && Math.abs(a.lat - b.lat) < 6e-6 && Math.abs(a.lon - b.lon) < 6e-6;
}
