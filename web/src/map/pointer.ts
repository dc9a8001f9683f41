// Clicks and hovers on the map, as choices and words.
import type { Signal } from '@preact/signals';
import type { FeatureLike } from 'ol/Feature';
import type MapBrowserEvent from 'ol/MapBrowserEvent';
import type OlMap from 'ol/Map';
import { toLonLat } from 'ol/proj';
import { FLIGHT_MS } from './camera';
import { clusterOf } from './clusters';
import { describe, describeSite } from './describe';
import { rowOf } from './overlays';
import { textOf } from './read';
import type { Scene, Tip, Told } from './scene';
import { isSeenAt } from './swipe';

const REACH_PX = 5;

interface Hit {
  readonly feature: FeatureLike;
  /** The tiled layer it is in; none for what lies over the tiles. */
  readonly layer: string | null;
}

/** Listens until the returned function is called. */
export function listen(map: OlMap, scene: Scene, told: Told, tip: Signal<Tip | null>): () => void {
  const clicked = (event: MapBrowserEvent) => {
    if (scene.pointing.peek()) {
      const [lon = 0, lat = 0] = toLonLat(event.coordinate);
      return told.pointed({ lon, lat });
    }
    const hits = hitsAt(map, event);
    if (isCluster(hits, scene)) nearer(map, event);
    else choose(hits, scene, told);
  };
  const moved = (event: MapBrowserEvent) => {
    if (event.dragging || isTouch(event)) return;
    const hits = hitsAt(map, event);
    const text = hits.map((hit) => wordsFor(hit, scene)).find((found) => found !== null) ?? null;
    const [x = 0, y = 0] = event.pixel;
    tip.value = text === null ? null : { x, y, text };
    map.getTargetElement()?.classList.toggle('can-choose', isCluster(hits, scene) || chosen(hits, scene) !== null);
  };
  const left = () => (tip.value = null);
  const viewport = map.getViewport();
  map.on('singleclick', clicked);
  map.on('pointermove', moved);
  viewport?.addEventListener('pointerleave', left);
  return () => {
    map.un('singleclick', clicked);
    map.un('pointermove', moved);
    viewport?.removeEventListener('pointerleave', left);
  };
}

/** What lies at the pointer, from the top down. */
function hitsAt(map: OlMap, event: MapBrowserEvent): Hit[] {
  const hits: Hit[] = [];
  const across = (event.pixel[0] ?? 0) / (map.getSize()?.[0] ?? 1);
  map.forEachFeatureAtPixel(
    event.pixel,
    (feature, layer) => {
      const code: unknown = layer?.get('layer');
      hits.push({ feature, layer: typeof code === 'string' ? code : null });
    },
    { hitTolerance: REACH_PX, layerFilter: (layer) => layer.get('beneath') !== true && isSeenAt(layer, across) },
  );
  return hits;
}

type Choice = { readonly site: string } | { readonly area: string };

/** The topmost thing the view is about. */
function chosen(hits: readonly Hit[], scene: Scene): Choice | null {
  const sites = scene.look.peek().view === 'priorities';
  for (const hit of hits) {
    const code = sites ? siteOf(hit) : areaOf(hit);
    if (code !== null) return sites ? { site: code } : { area: code };
  }
  return null;
}

function siteOf({ feature, layer }: Hit): string | null {
  return rowOf(feature)?.settlement.code ?? (layer === 'settlements' ? textOf(feature, 'code') : null);
}

function areaOf({ feature, layer }: Hit): string | null {
  return layer === 'neighbourhoods' ? textOf(feature, 'code') : null;
}

function choose(hits: readonly Hit[], scene: Scene, told: Told): void {
  const choice = chosen(hits, scene);
  if (choice === null) return;
  if ('site' in choice) told.siteChosen(choice.site);
  else told.areaChosen(choice.area);
}

/** Whether the topmost site is more than one. */
function isCluster(hits: readonly Hit[], scene: Scene): boolean {
  if (scene.look.peek().view !== 'priorities') return false;
  const top = hits.find((hit) => hit.layer === 'settlements' || rowOf(hit.feature) !== null);
  return top !== undefined && (clusterOf(top.feature)?.count ?? 0) > 1;
}

/** Zooms in where the pointer is, so far that a cluster falls into four or sixteen. */
function nearer(map: OlMap, event: MapBrowserEvent): void {
  const view = map.getView();
  view.animate({ center: event.coordinate, zoom: (view.getZoom() ?? 0) + 2, duration: FLIGHT_MS / 2 });
}

function wordsFor({ feature, layer }: Hit, scene: Scene): string | null {
  const row = rowOf(feature);
  if (row !== null) return describeSite(row, scene.words.value);
  const drawn = scene.layers.value.find(({ code }) => code === layer);
  return drawn === undefined ? null : describe(drawn, feature, scene.look.value.view, scene.words.value);
}

function isTouch(event: MapBrowserEvent): boolean {
  return event.originalEvent instanceof PointerEvent && event.originalEvent.pointerType === 'touch';
}
