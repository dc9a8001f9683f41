// The question to the server, the neighbourhoods it is about, and the city on paper.
import { expect, test } from 'vitest';
import { askedOfServer, layerOf, NOTHING_ASKED, readAsked, systemsOf } from '../src/state/asked';
import { plateOf } from '../src/state/plate';

test('nothing asked is no question', () => {
  expect(askedOfServer(NOTHING_ASKED)).toBe('');
});

test('the last day is called as the server calls it', () => {
  expect(askedOfServer({ ...NOTHING_ASKED, by: 'landlord', until: '2025-12-31' })).toBe('?by=landlord&as_of=2025-12-31');
});

test('an odd address asks for nothing', () => {
  expect(readAsked(new URLSearchParams('by=origin&yardstick=x&system=quarters&since=soon&until=2025-1-1'))).toEqual(NOTHING_ASKED);
});

test('only systems that have a layer can be chosen', () => {
  expect(systemsOf(['neighbourhoods', 'neighbourhoods_grid', 'flood'])).toEqual(['grid']);
  expect(layerOf('grid')).toBe('neighbourhoods_grid');
});

test('a square on the equator is a square on paper, north up', () => {
  const ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];
  const plate = plateOf([{ geometry: { type: 'Polygon', coordinates: [ring] }, properties: { code: 'A' } }], 100);

  expect(plate.height).toBeCloseTo(100, 1);
  expect(plate.spot(0.5, 1)).toEqual([expect.closeTo(50, 1), expect.closeTo(0, 6)]);
  expect(plate.paths[0]?.path).toMatch(/^M0\.0 100\.0L100\.0 100\.0/);
});

test('shapes that are not there make an empty sheet', () => {
  expect(plateOf([{ geometry: null, properties: { code: 'A' } }], 100).paths).toEqual([]);
});
