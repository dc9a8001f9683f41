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
export function tiledLayer(layer: DrawnLayer, held?: Held): VectorTileLayer {
  const source = new VectorTileSource({
    format: new MVT({ layers: [layer.code] }),
    url: layer.tiles,
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
  });
  if (isViewed() || held !== undefined) source.setTileLoadFunction((tile, url) => load(tile, url, held));
  const made = new VectorTileLayer({ source, zIndex: floor(layer) * 10 });
  if (layer.minZoom > 0) made.setMaxResolution(coarsestAt(layer.minZoom));
  made.set('layer', layer.code);
  return made;
}

type Held = (address: string) => Uint8Array<ArrayBuffer> | null;

/** Loads a tile that the device keeps, or as the role sees it as which somebody looks around; the map's own way does neither. */
function load(tile: unknown, url: string, held: Held | undefined): void {
  if (!(tile instanceof VectorTile)) return;
  tile.setLoader((extent, _, projection) => {
    const kept = held?.(url) ?? null;
    const bytes = kept !== null ? Promise.resolve(kept.buffer) : take(url, new AbortController().signal, {}).then((blob) => blob.arrayBuffer());
    bytes.then(
      (body) => tile.onLoad(tile.getFormat().readFeatures(body, { extent, featureProjection: projection }), projection),
      // Who has taken the map along has been told how much of it; there is nothing to try again.
      () => (held === undefined || navigator.onLine ? tile.onError() : tile.onLoad([], projection)),
    );
  });
}
