// A link keeps a place, and an odd link does no harm.
import { expect, test } from 'vitest';
import { readAddress, START, writeAddress, type Place } from '../src/state/permalink';

const full: Place = {
  view: 'dispersal',
  site: 'S 07/é&',
  area: 'Q12',
  camera: { zoom: 12.35, lat: 43.60123, lon: -1.44007 },
  language: 'fr',
  layers: ['neighbourhoods', 'flood'],
  text: 'berge & gare',
  classes: ['A', 'E'],
  siteSort: { by: 'households', down: true },
  areaSort: { by: 'name', down: false },
  asked: { by: 'landlord', yardstick: 'offers', system: 'grid', since: '2024-01-01', until: '2025-12-31' },
  work: { register: 'move', state: 'planned', entry: 'MV0001' },
  part: 'weights',
  instruments: { tool: 'here', at: { lat: 43.6, lon: 1.44 }, day: '2025-03-01', classing: { figure: 'rate', method: 'jenks', count: 5, breaks: [] }, against: '2024-06-30' },
  board: { side: 'homes', of: 'B03' },
  record: { actor: 'anna', action: 'visit', subject: 'settlement/S01', since: '2026-01-01', until: '2026-02-01' },
};

test('a place survives the way into the address and back', () => {
  expect(readAddress(writeAddress(full))).toEqual(full);
});

test('the start needs no address at all', () => {
  expect(writeAddress(START)).toBe('');
  expect(readAddress('')).toEqual(START);
});

test('no layer on and no class ticked are not the same as not chosen', () => {
  const bare: Place = { ...START, layers: [], classes: [] };

  expect(readAddress(writeAddress(bare))).toEqual(bare);
});

test('an address can be read by people', () => {
  expect(writeAddress({ ...START, camera: { zoom: 12, lat: 43.6, lon: 1.44 }, layers: ['flood', 'railway'] })).toBe(
    '?map=12.00/43.60000/1.44000&layers=flood,railway',
  );
});

test.each(['?map=12/95/1', '?map=12/43', '?map=a/b/c', '?map=//', '?map=99/0/0'])('%s names no camera', (address) => {
  expect(readAddress(address).camera).toBeNull();
});

test('what an address cannot mean is as if it were not there', () => {
  expect(readAddress('?view=secret&lang=xx&sort=-nothing&areas=&site=&unknown=1')).toEqual(START);
});
