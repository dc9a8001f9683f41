// The map around a settlement that is taken along: its tiles in one bundle, bounded, locked with all else that is kept.
import { ApiError, take } from '../api/client';
import type { DrawnLayer } from './layers';
import { metresADegree } from './measuring';
import type { Spot } from './instruments';
import { bytes as joined } from './sealing';

type Bytes = Uint8Array<ArrayBuffer>;

/** How far around the settlement the map is taken along. */
const AROUND_M = 200;
/** How many zooms, the nearest first; a phone shows a settlement and what is next to it. */
const ZOOMS = 3;
/** Of one settlement; of thirty it is 12 MB. */
const BYTES_MOST = 400_000;
const TILES_MOST = 160;
/** So many are asked for at once: browsers keep as many connections. */
const AT_ONCE = 6;

/** What a bundle holds, told to whoever takes it along. */
export interface Packed {
  readonly tiles: number;
  readonly bytes: number;
  /** Whether it holds every tile that was wanted. */
  readonly whole: boolean;
}

interface Head {
  readonly layers: readonly DrawnLayer[];
  /** Address, beginning and length of each tile. */
  readonly tiles: readonly (readonly [string, number, number])[];
}

/** A bundle that was opened. */
export interface Pack {
  readonly layers: readonly DrawnLayer[];
  readonly tile: (address: string) => Bytes | null;
}

/** The addresses of the tiles around some places, the nearest zooms first. */
export function addressesAround(spots: readonly Spot[], layers: readonly DrawnLayer[]): readonly string[] {
  if (spots.length === 0) return [];
  const degree = metresADegree(spots[0]?.lat ?? 0);
  const [east, north] = [AROUND_M / degree.east, AROUND_M / degree.north];
  const [lons, lats] = [spots.map(({ lon }) => lon), spots.map(({ lat }) => lat)];
  const corners = { west: Math.min(...lons) - east, east: Math.max(...lons) + east, south: Math.min(...lats) - north, north: Math.max(...lats) + north };
  const all: string[] = [];
  for (let back = 0; back < ZOOMS; back += 1) {
    for (const layer of layers) {
      const zoom = layer.maxZoom - back;
      if (zoom >= layer.minZoom) all.push(...addressesAt(layer.tiles, zoom, corners));
    }
  }
  return all.slice(0, TILES_MOST);
}

function addressesAt(template: string, zoom: number, { west, east, south, north }: { readonly west: number; readonly east: number; readonly south: number; readonly north: number }): string[] {
  const many = 2 ** zoom;
  const x = (lon: number) => Math.floor(((lon + 180) / 360) * many);
  const y = (lat: number) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * many);
  const found: string[] = [];
  for (let column = x(west); column <= x(east); column += 1) {
    for (let row = y(north); row <= y(south); row += 1) {
      found.push(template.replace('{z}', String(zoom)).replace('{x}', String(column)).replace('{y}', String(row)));
    }
  }
  return found;
}

/** Fetches the tiles and bundles them. What does not come or does not fit is left out, and told. */
export async function fetchPack(spots: readonly Spot[], layers: readonly DrawnLayer[], signal: AbortSignal): Promise<{ readonly bundle: Bytes; readonly told: Packed }> {
  const wanted = [...addressesAround(spots, layers)];
  const held: { readonly address: string; readonly body: Bytes }[] = [];
  let [size, whole, next] = [0, true, 0];
  const worker = async () => {
    while (next < wanted.length) {
      const address = wanted[next++] ?? '';
      const body = await tile(address, signal);
      if (body === null || size + body.length > BYTES_MOST) {
        whole = false;
        continue;
      }
      size += body.length;
      held.push({ address, body });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { bundle: bundled(layers, held), told: { tiles: held.length, bytes: size, whole } };
}

/** A tile without anything in it is a tile. */
async function tile(address: string, signal: AbortSignal): Promise<Bytes | null> {
  try {
    return new Uint8Array(await (await take(address, signal, {})).arrayBuffer());
  } catch (error) {
    if (error instanceof ApiError || signal.aborted) return null;
    throw error;
  }
}

export function bundled(layers: readonly DrawnLayer[], held: readonly { readonly address: string; readonly body: Bytes }[]): Bytes {
  let at = 0;
  const tiles = held.map(({ address, body }) => {
    at += body.length;
    return [address, at - body.length, body.length] as const;
  });
  const head: Head = { layers, tiles };
  const told = new TextEncoder().encode(JSON.stringify(head));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, told.length);
  return joined(length, told, ...held.map(({ body }) => body));
}

/** Opens a bundle; it was locked by this page, so that it is as it was made. */
export function opened(bundle: Bytes): Pack {
  const length = new DataView(bundle.buffer, bundle.byteOffset).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(bundle.subarray(4, 4 + length))) as Head;
  const places = new Map(head.tiles.map(([address, start, size]) => [address, [start, size] as const]));
  return {
    layers: head.layers,
    tile: (address) => {
      const place = places.get(address);
      if (place === undefined) return null;
      const [start, size] = place;
      return bundle.slice(4 + length + start, 4 + length + start + size);
    },
  };
}
