// Colours: told apart by every eye, ordered by lightness, and cut at the published breaks.
import { expect, test } from 'vitest';
import { areaClass, CLASS_COLOURS, inkOn, QUOTIENT_COLOURS, quotientClass, SEVERITIES, severityColour } from '../src/state/palette';
import { CLASSES } from '../src/state/permalink';
import { contrast, difference, EYES, lightness } from './vision';

const ramps: Record<string, string[]> = {
  classes: CLASSES.map((letter) => CLASS_COLOURS[letter]),
  quotients: Object.values(QUOTIENT_COLOURS),
};
for (const peril of ['flood', 'landslide', 'clay', 'pprt', 'wildfire', 'polluted_soil', 'other'])
  ramps[peril] = SEVERITIES.map((severity) => severityColour(peril, severity, false));

for (const [name, colours] of Object.entries(ramps)) {
  for (const eye of EYES) {
    test(`the colours of ${name} differ by 10 or more to ${eye} eyes`, () => {
      const pairs = colours.flatMap((a, i) => colours.slice(i + 1).map((b) => difference(a, b, eye)));

      expect(Math.min(...pairs)).toBeGreaterThanOrEqual(10);
    });
  }
}

test('worse is darker by day, in classes and in severities', () => {
  for (const colours of Object.entries(ramps).filter(([name]) => name !== 'quotients').map(([, ramp]) => ramp)) {
    const values = colours.map(lightness);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  }
});

test('the letter can be read on its class', () => {
  for (const letter of CLASSES) expect(contrast(CLASS_COLOURS[letter], inkOn(letter))).toBeGreaterThanOrEqual(4.5);
});

test.each([
  [0, 'far_fewer'],
  [0.49, 'far_fewer'],
  [0.5, 'fewer'],
  [0.8, 'even'],
  [1, 'even'],
  [1.25, 'more'],
  [2, 'far_more'],
  [40, 'far_more'],
])('a quotient of %d is %s', (quotient, expected) => {
  expect(quotientClass(quotient)).toBe(expected);
});

test('a hidden count is not the same as no figure', () => {
  expect(areaClass({ households: 900, rehoused: null, quotient: null })).toBe('hidden');
  expect(areaClass({ households: null, rehoused: null, quotient: null })).toBe('none');
  expect(areaClass({ households: 900, rehoused: 0, quotient: 0 })).toBe('far_fewer');
});
