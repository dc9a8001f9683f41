// The map beneath ours: another map's tiles, drawn in quiet greys, or pictures as they come.
import MVT from 'ol/format/MVT';
import TileLayer from 'ol/layer/Tile';
import VectorTileLayer from 'ol/layer/VectorTile';
import VectorTileSource from 'ol/source/VectorTile';
import XYZ from 'ol/source/XYZ';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import type { Basemap } from '../api/types';
import { greys } from './look';

export type BasemapLayer = TileLayer<XYZ> | VectorTileLayer;

/** Below every layer of ours. */
const FLOOR = -10;
/** Our shapes must stand out from it. */
const OPACITY = 0.7;

/** Its features are never hit: `beneath` says so. */
export function basemapLayer({ tiles: url, is_vector, min_zoom: minZoom, max_zoom: maxZoom }: Basemap): BasemapLayer {
  const look = { zIndex: FLOOR, opacity: OPACITY, properties: { beneath: true } };
  if (!is_vector) return new TileLayer({ source: new XYZ({ url, minZoom, maxZoom }), ...look });
  const source = new VectorTileSource({ format: new MVT(), url, minZoom, maxZoom });
  return new VectorTileLayer({ source, ...look });
}

/** Another map's layers have names of their own, so only lines and areas are told apart. */
export function basemapStyle(dark: boolean): Style {
  const { ground, edge } = greys(dark);
  return new Style({ fill: new Fill({ color: `${ground}80` }), stroke: new Stroke({ color: edge, width: 0.75 }) });
}
