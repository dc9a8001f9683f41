// The map that is taken along: which tiles, how many, and that each comes out as it went in.
import { describe, expect, it, vi } from 'vitest';
import type { DrawnLayer } from '../src/state/layers';
import { addressesAround, bundled, fetchPack, opened } from '../src/state/pack';

const layer = (code: string, more: Partial<DrawnLayer> = {}): DrawnLayer => ({ code, group: 'zones', geometry: 'area', tiles: `/tiles/${code}/{z}/{x}/{y}.mvt?v=1`, minZoom: 0, maxZoom: 16, clustersTo: null, version: 1, importedAt: null, source: null, ...more });
/** A settlement of 80 m by 110 m. */
const SPOTS = [{ lon: 1.44, lat: 43.6 }, { lon: 1.441, lat: 43.601 }];
const whole = () => new AbortController().signal;

describe('the tiles around a settlement', () => {
  it('are those that the map asks for, the nearest zoom first', () => {
    const all = addressesAround(SPOTS, [layer('flood')]);

    // floor((1.4405 + 180) / 360 * 2^16) = 33030; its row by the same formula as the server's grid.
    expect(all).toContain('/tiles/flood/16/33030/23930.mvt?v=1');
    expect(all[0]).toContain('/16/');
    expect(new Set(all.map((address) => address.split('/')[3]))).toEqual(new Set(['16', '15', '14']));
    expect(new Set(all).size).toBe(all.length);
  });
  it('stay above the first zoom of a layer and below a bound', () => {
    const late = addressesAround(SPOTS, [layer('points', { minZoom: 15 })]);
    const many = addressesAround(SPOTS, Array.from({ length: 60 }, (_, at) => layer(`layer${at}`)));

    expect(late.every((address) => /\/1[56]\//.test(address))).toBe(true);
    expect(many).toHaveLength(160);
    expect(addressesAround([], [layer('flood')])).toEqual([]);
  });
  it('come out of the bundle as they went in, with the layers that draw them', () => {
    const held = [{ address: '/a', body: new Uint8Array([1, 2, 3]) }, { address: '/empty', body: new Uint8Array() }, { address: '/b', body: new Uint8Array([4]) }];
    const pack = opened(bundled([layer('flood')], held));

    expect(pack.layers).toEqual([layer('flood')]);
    expect([pack.tile('/a'), pack.tile('/empty'), pack.tile('/b'), pack.tile('/c')]).toEqual([new Uint8Array([1, 2, 3]), new Uint8Array(), new Uint8Array([4]), null]);
  });
  it('that do not come or do not fit are left out, and that is told', async () => {
    const answers = vi.fn((address: string) => Promise.resolve(address.includes('/15/') ? new Response(null, { status: 503 }) : new Response(new Uint8Array(150_000))));
    vi.stubGlobal('fetch', answers);

    const { bundle, told } = await fetchPack(SPOTS, [layer('flood')], whole());

    vi.unstubAllGlobals();
    expect(told).toEqual({ tiles: 2, bytes: 300_000, whole: false });
    expect(bundle.length).toBeLessThan(310_000);
  });
});
