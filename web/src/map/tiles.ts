// Vector tiles of this server as map layers.
import MVT from 'ol/format/MVT';
import VectorTileLayer from 'ol/layer/VectorTile';
import VectorTileSource from 'ol/source/VectorTile';
import VectorTile from 'ol/VectorTile';
import { take } from '../api/client';
import { isViewed } from '../api/viewed';
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
  if (isViewed()) source.setTileLoadFunction(loadAsViewed);
  const made = new VectorTileLayer({ source, zIndex: floor(layer) * 10 });
  if (layer.minZoom > 0) made.setMaxResolution(coarsestAt(layer.minZoom));
  made.set('layer', layer.code);
  return made;
}

/** Loads a tile as the role sees it as which somebody looks around; the map's own way sends no such word. */
function loadAsViewed(tile: unknown, url: string): void {
  if (!(tile instanceof VectorTile)) return;
  tile.setLoader((extent, _, projection) => {
    const bytes = take(url, new AbortController().signal, {}).then((blob) => blob.arrayBuffer());
    bytes.then(
      (body) => tile.onLoad(tile.getFormat().readFeatures(body, { extent, featureProjection: projection }), projection),
      () => tile.onError(),
    );
  });
}
