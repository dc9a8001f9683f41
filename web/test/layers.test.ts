// Which layers are drawn, in which order, and which are on.
import { expect, test } from 'vitest';
import { drawnLayers, layersOn, toggled } from '../src/state/layers';
import { layer } from './fixtures';

const layers = drawnLayers([
  layer('hydrant', 'landmarks', 'point'),
  layer('settlements', 'settlements'),
  layer('railway', 'landmarks', 'line'),
  layer('clay', 'zones'),
  layer('flood', 'zones'),
  layer('neighbourhoods', 'neighbourhoods'),
  { ...layer('placements', 'placements'), tiles: null, geometry: null },
]);

test('layers lie from the ground up: areas, danger, lines, sites, points', () => {
  expect(layers.map(({ code }) => code)).toEqual(['neighbourhoods', 'clay', 'flood', 'railway', 'settlements', 'hydrant']);
});

test('placements are never drawn, with or without tiles', () => {
  expect(drawnLayers([layer('placements', 'placements')])).toEqual([]);
});

test('the priorities start with sites, one peril and lines; the small points are off', () => {
  expect(layersOn(layers, null, 'priorities')).toEqual(['neighbourhoods', 'flood', 'railway', 'settlements']);
});

test('the dispersal view starts with neighbourhoods alone', () => {
  expect(layersOn(layers, null, 'dispersal')).toEqual(['neighbourhoods']);
});

test('a link that names a layer this server has not is not confused', () => {
  expect(layersOn(layers, ['flood', 'volcano'], 'priorities')).toEqual(['flood']);
  expect(layersOn(layers, [], 'priorities')).toEqual([]);
});

test('the same choice makes the same link, in whichever order it was made', () => {
  const one = toggled(layers, toggled(layers, [], 'hydrant'), 'flood');
  const other = toggled(layers, toggled(layers, [], 'flood'), 'hydrant');

  expect(one).toEqual(['flood', 'hydrant']);
  expect(other).toEqual(one);
  expect(toggled(layers, one, 'flood')).toEqual(['hydrant']);
});
