// The neighbourhoods of two days, one on each side of a line that is pushed over the map.
import { computed, effect } from '@preact/signals';
import type Feature from 'ol/Feature';
import type BaseLayer from 'ol/layer/Base';
import type OlMap from 'ol/Map';
import { getRenderPixel } from 'ol/render';
import type RenderEvent from 'ol/render/Event';
import type { Area } from '../api/types';
import { areaStyle } from './areaStyle';
import { fill, overlay, shapeFeatures, type Shapes } from './overlays';
import type { Scene } from './scene';

/** Above the tiles of the neighbourhoods, which tell of today, and below everything else. */
const FLOOR = 5;

/** Keeps both sides equal to the scene; returns how to stop. */
export function keepSwipe(map: OlMap, scene: Scene): (() => void)[] {
  const sides = { left: overlay(FLOOR), right: overlay(FLOOR) };
  for (const side of Object.values(sides)) {
    side.set('layer', 'neighbourhoods');
    side.on('prerender', (event) => clip(event, map, side));
    side.on('postrender', ({ context }) => context instanceof CanvasRenderingContext2D && context.restore());
    map.addLayer(side);
  }
  // Pushing the line draws no shape anew.
  const left = computed(() => scene.swipe.value?.left ?? null);
  const right = computed(() => scene.swipe.value?.right ?? null);
  return [
    effect(() => fill(sides.left, featuresOf(scene, left.value))),
    effect(() => fill(sides.right, featuresOf(scene, right.value))),
    effect(() => Object.values(sides).forEach((side) => side.setStyle(areaStyle(scene.look.value)))),
    effect(() => {
      const at = scene.swipe.value?.at ?? 0;
      sides.left.setProperties({ from: 0, to: at });
      sides.right.setProperties({ from: at, to: 1 });
    }),
  ];
}

/** Whether a layer is seen at a place across the map, 0 to 1. */
export function isSeenAt(layer: BaseLayer, across: number): boolean {
  const [from, to] = [layer.get('from') as unknown, layer.get('to') as unknown];
  return typeof from !== 'number' || typeof to !== 'number' || (across >= from && across < to);
}

/** The shapes of neighbourhoods with the counts of a day in the place of today's. */
function featuresOf(scene: Scene, areas: readonly Area[] | null): Feature[] {
  if (areas === null) return [];
  const rows = new Map(areas.map((area) => [area.code, area]));
  return shapeFeatures(
    scene.areas.value.map((item) => {
      const { code, name } = item.properties;
      const row = typeof code === 'string' ? rows.get(code) : undefined;
      return { ...item, properties: { code, name, ...row } };
    }),
  );
}

function clip(event: RenderEvent, map: OlMap, side: Shapes): void {
  const { context } = event;
  if (!(context instanceof CanvasRenderingContext2D)) return;
  const [wide = 0, high = 0] = map.getSize() ?? [];
  const [from, to] = [Number(side.get('from')) * wide, Number(side.get('to')) * wide];
  context.save();
  context.beginPath();
  for (const corner of [[from, 0], [to, 0], [to, high], [from, high]]) {
    const [x = 0, y = 0] = getRenderPixel(event, corner);
    context.lineTo(x, y);
  }
  context.closePath();
  context.clip();
}
