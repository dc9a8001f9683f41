// Which layers a view can draw, in which order, and which are on.
import type { Layer } from '../api/types';
import type { View } from './permalink';

/** A layer with tiles, that is: one the map can draw. */
export interface DrawnLayer {
  readonly code: string;
  readonly group: 'settlements' | 'neighbourhoods' | 'zones' | 'landmarks';
  readonly geometry: 'area' | 'line' | 'point';
  readonly tiles: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** The last zoom whose tiles hold clusters; none where they never do. */
  readonly clustersTo: number | null;
  readonly version: number;
  readonly importedAt: string | null;
  readonly source: string | null;
}

/** The map's floors from the ground up: areas, then danger, then lines, sites, points. */
export function floor(layer: DrawnLayer): number {
  if (layer.group === 'neighbourhoods') return 0;
  if (layer.group === 'zones') return 1;
  if (layer.group === 'settlements') return 3;
  return layer.geometry === 'point' ? 4 : 2;
}

/** Homes are private, cells are too many, and the outline of a study would cover what lies in it. */
function isNeverDrawn(group: Layer['group']): group is 'placements' | 'offers' | 'grids' | 'studies' {
  return group === 'placements' || group === 'offers' || group === 'grids' || group === 'studies';
}

/** The drawable layers, from the ground up. */
export function drawnLayers(layers: readonly Layer[]): DrawnLayer[] {
  const drawn = layers.flatMap((layer) => {
    if (layer.tiles === null || isNeverDrawn(layer.group)) return [];
    return [
      {
        code: layer.code,
        group: layer.group,
        geometry: layer.geometry ?? 'area',
        tiles: layer.tiles,
        minZoom: layer.min_zoom ?? 0,
        maxZoom: layer.max_zoom ?? 16,
        clustersTo: layer.clusters_to,
        version: layer.version,
        importedAt: layer.imported_at,
        source: layer.source,
      },
    ];
  });
  return drawn.sort((a, b) => floor(a) - floor(b));
}

/** The layer of the territory's own neighbourhoods. */
const OWN_AREAS = 'neighbourhoods';

/** On by itself: what the view is about, in the neighbourhoods that are counted in. Points are many and small, and one peril at a time reads best. */
export function startLayers(layers: readonly DrawnLayer[], view: View, areas = OWN_AREAS): string[] {
  const codes = (group: DrawnLayer['group']) => layers.filter((layer) => layer.group === group).map(({ code }) => code);
  const ground = codes('neighbourhoods').filter((code) => code === areas);
  if (view !== 'priorities') return ground;
  const zones = codes('zones');
  const peril = zones.includes('flood') ? ['flood'] : zones.slice(0, 1);
  const lines = layers.filter((layer) => layer.group === 'landmarks' && layer.geometry === 'line');
  return [...ground, ...peril, ...lines.map(({ code }) => code), ...codes('settlements')];
}

/** The layers that are on: as the link says, else as the view starts. */
export function layersOn(
  layers: readonly DrawnLayer[],
  chosen: readonly string[] | null,
  view: View,
  areas = OWN_AREAS,
): readonly string[] {
  const known = layers.map(({ code }) => code);
  return chosen === null ? startLayers(layers, view, areas) : chosen.filter((code) => known.includes(code));
}

/** The choice after one layer is switched, in the map's own order so that equal choices make equal links. */
export function toggled(layers: readonly DrawnLayer[], on: readonly string[], code: string): string[] {
  const next = new Set(on);
  if (!next.delete(code)) next.add(code);
  return layers.map((layer) => layer.code).filter((known) => next.has(known));
}
