// Vector tiles of this server as map layers.
import MVT from 'ol/format/MVT';
import VectorTileLayer from 'ol/layer/VectorTile';
import VectorTileSource from 'ol/source/VectorTile';
import { floor, type DrawnLayer } from '../state/layers';

/** A tiled layer at its floor; `layerOf` finds it again from a hit feature. */
export function tiledLayer(layer: DrawnLayer): VectorTileLayer {
  const source = new VectorTileSource({
    format: new MVT({ layers: [layer.code] }),
    url: layer.tiles,
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
  });
  const made = new VectorTileLayer({ source, zIndex: floor(layer) * 10 });
  made.set('layer', layer.code);
  return made;
}
