// The map itself: mounts OpenLayers and keeps it equal to the scene until it is taken down.
import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import OlMap from 'ol/Map';
import View from 'ol/View';
import ScaleLine from 'ol/control/ScaleLine';
import { defaults as interactions } from 'ol/interaction/defaults';
import type VectorTileLayer from 'ol/layer/VectorTile';
import { transformExtent } from 'ol/proj';
import type { Camera } from '../state/permalink';
import { basemapLayer, basemapStyle, type BasemapLayer } from './basemap';
import { cameraOf, FLIGHT_MS, flyTo, lookAt, same, showWhole } from './camera';
import {
  areaNameStyle,
  fill,
  markerFeatures,
  markerStyle,
  outlineStyle,
  overlay,
  shapeFeatures,
  siteNameStyle,
  type Shapes,
} from './overlays';
import { markFeatures, marksStyle } from './marks';
import { listen } from './pointer';
import type { Scene, Sight, Tip, Told } from './scene';
import { extentOfTarget, selection } from './selection';
import { styleOf } from './styles';
import { keepSwipe } from './swipe';
import { coarsestAt, tiledLayer } from './tiles';

/** What the page may ask of a mounted map. */
export interface City extends Sight {
  readonly zoomBy: (steps: number) => void;
  readonly showWhole: () => void;
  readonly retryTiles: () => void;
  readonly tip: ReadonlySignal<Tip | null>;
  readonly tilesFailed: ReadonlySignal<boolean>;
  readonly close: () => void;
}

export function mount(target: HTMLElement, scene: Scene, told: Told): City {
  const view = new View({ center: [0, 0], zoom: 2, maxZoom: 20, constrainResolution: false, enableRotation: false });
  const map = new OlMap({
    target,
    view,
    controls: [new ScaleLine({ minWidth: 80 })],
    interactions: interactions({ altShiftDragRotate: false, pinchRotate: false }),
  });
  const tip = signal<Tip | null>(null);
  const tilesFailed = signal(false);
  const tiled = new Map<string, VectorTileLayer>();
  const over = { outline: overlay(60), areaNames: overlay(70, true), markers: overlay(80), siteNames: overlay(90, true), marks: overlay(95) };
  for (const layer of Object.values(over)) map.addLayer(layer);

  // A map that nobody moved keeps the link short: whoever opens it sees the whole at their own size.
  let unmoved: Camera | null = null;
  const beneath: { layer: BasemapLayer | null } = { layer: null };
  const stops = [
    effect(() => keepBasemap(map, beneath, scene)),
    effect(() => keepTiles(map, tiled, scene, tilesFailed)),
    effect(() => keepLooks(tiled, scene)),
    ...keepOverlays(over, scene),
    ...keepSwipe(map, scene),
    effect(() => {
      if (scene.camera.value !== null) return lookAt(view, scene.camera.value);
      if (scene.whole.value === null) return;
      showWhole(view, scene.whole.value, 0);
      unmoved = cameraOf(view);
    }),
    effect(() => {
      const extent = scene.flight.value && extentOfTarget(scene, scene.flight.value);
      if (extent === null) return;
      flyTo(view, extent, scene.look.peek().view === 'dispersal' ? 13.5 : 14.6);
      told.landed();
    }),
    listen(map, scene, told, tip),
  ];
  view.on('change', () => (tip.value = null));
  // While nobody has moved it, another size shows the whole again.
  map.on('change:size', () => {
    const whole = scene.whole.peek();
    if (whole === null || scene.camera.peek() !== null || scene.flight.peek() !== null) return;
    showWhole(view, whole, 0);
    unmoved = cameraOf(view);
  });
  map.on('moveend', () => {
    // A map of nothing yet must not leave a link that still looks at nothing once there is something.
    const now = scene.whole.peek() === null ? null : cameraOf(view);
    if (now !== null && !same(now, unmoved) && !same(now, scene.camera.peek())) told.cameraMoved(now);
  });

  return {
    zoomBy: (steps) => view.animate({ zoom: (view.getZoom() ?? 0) + steps, duration: FLIGHT_MS / 3 }),
    showWhole: () => {
      const whole = scene.whole.peek();
      if (whole !== null) showWhole(view, whole, FLIGHT_MS);
    },
    middle: () => {
      const { lon, lat } = cameraOf(view) ?? { lon: 0, lat: 0 };
      return { lon, lat };
    },
    bbox: () => transformExtent(view.calculateExtent(map.getSize()), 'EPSG:3857', 'EPSG:4326'),
    retryTiles: () => {
      tilesFailed.value = false;
      for (const layer of tiled.values()) layer.getSource()?.refresh();
    },
    tip,
    tilesFailed,
    close: () => {
      stops.forEach((stop) => stop());
      map.setTarget();
      map.dispose();
    },
  };
}

/** The map beneath ours, by day and by night. */
function keepBasemap(map: OlMap, beneath: { layer: BasemapLayer | null }, scene: Scene): void {
  const basemap = scene.basemap.value;
  if (basemap === null) return;
  if (beneath.layer === null) {
    beneath.layer = basemapLayer(basemap);
    map.addLayer(beneath.layer);
  }
  if ('setStyle' in beneath.layer) beneath.layer.setStyle(basemapStyle(scene.look.value.dark));
}

/** One tiled layer per drawn layer, seen while it is on. */
function keepTiles(map: OlMap, tiled: Map<string, VectorTileLayer>, scene: Scene, failed: Signal<boolean>): void {
  for (const layer of scene.layers.value) {
    if (tiled.has(layer.code)) continue;
    const made = tiledLayer(layer, scene.held);
    made.getSource()?.on('tileloaderror', () => (failed.value = true));
    tiled.set(layer.code, made);
    map.addLayer(made);
  }
  for (const [code, layer] of tiled) layer.setVisible(scene.on.value.includes(code));
}

function keepLooks(tiled: Map<string, VectorTileLayer>, scene: Scene): void {
  for (const layer of scene.layers.value) tiled.get(layer.code)?.setStyle(styleOf(layer, scene.look.value));
}

type Over = Record<'outline' | 'areaNames' | 'markers' | 'siteNames' | 'marks', Shapes>;

function keepOverlays(over: Over, scene: Scene): (() => void)[] {
  return [
    effect(() => {
      const seen = scene.on.value.includes('settlements');
      const features = seen ? markerFeatures(scene.sites.value) : [];
      fill(over.markers, features);
      fill(over.siteNames, features);
    }),
    effect(() => {
      const end = clustersEnd(scene);
      over.markers.setMaxResolution(end);
      over.siteNames.setMaxResolution(end);
    }),
    effect(() => {
      const { dark } = scene.look.value;
      over.markers.setStyle(markerStyle(dark, scene.site.value));
      over.siteNames.setStyle(siteNameStyle(dark, scene.site.value));
      over.outline.setStyle(outlineStyle(dark));
    }),
    effect(() => fill(over.areaNames, shapeFeatures(scene.areas.value))),
    effect(() => {
      const on = scene.on.value.includes('neighbourhoods');
      over.areaNames.setVisible(on);
      over.areaNames.setStyle(areaNameStyle(scene.look.value.dark, scene.look.value.view === 'dispersal'));
    }),
    effect(() => fill(over.outline, selection(scene))),
    effect(() => {
      over.marks.setStyle(marksStyle(scene.look.value.dark));
      fill(over.marks, markFeatures(scene.marks.value));
    }),
  ];
}

/** Metres a pixel from which on settlements are drawn as clusters in the place of discs. */
function clustersEnd(scene: Scene): number {
  const last = scene.layers.value.find(({ code }) => code === 'settlements')?.clustersTo ?? null;
  return last === null || scene.look.value.filtered ? Infinity : coarsestAt(last + 1);
}
