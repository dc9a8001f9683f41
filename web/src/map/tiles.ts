// Vector tiles of this server as map layers.
import MVT from 'ol/format/MVT';
import VectorTileLayer from 'ol/layer/VectorTile';
import VectorTileSource from 'ol/source/VectorTile';
import { floor, type DrawnLayer } from '../state/layers';

/** Metres a pixel at a zoom whose tiles are 512 pixels wide, a hair more: there the map asks for its tiles. */
export function coarsestAt(zoom: number): number {
  return (78271.517 / 2 ** zoom) * 1.000001;
}

/** A tiled layer at its floor; `layerOf` finds it again from a hit feature. */
export function tiledLayer(layer: DrawnLayer): VectorTileLayer {
  const source = new VectorTileSource({
    format: new MVT({ layers: [layer.code] }),
    url: layer.tiles,
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
  });
  const made = new VectorTileLayer({ source, zIndex: floor(layer) * 10 });
  if (layer.minZoom > 0) made.setMaxResolution(coarsestAt(layer.minZoom));
  made.set('layer', layer.code);
  return made;
}
