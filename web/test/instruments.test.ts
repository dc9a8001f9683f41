// The instruments of the map: places as people write them, lengths and areas, breaks of classes.
import { ckmeans, jenks, quantileSorted } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { classAt, figureOf, rampOf } from '../src/state/classed';
import { breaksOf, histogram } from '../src/state/classing';
import { readPlace } from '../src/state/coordinates';
import { readInstruments, instrumentParts, NO_INSTRUMENTS, type Classing, type Method } from '../src/state/instruments';
import { areaOf, lengthOf } from '../src/state/measuring';
import { difference, EYES, lightness } from './vision';

const near = (text: string, lat: number, lon: number) => {
  const found = readPlace(text);
  expect(found, text).not.toBeNull();
  expect(found?.lat).toBeCloseTo(lat, 5);
  expect(found?.lon).toBeCloseTo(lon, 5);
};

describe('a place is read as people write it', () => {
  test.each([
    '43.604167, 1.443889',
    '43.604167 1.443889',
    '43,604167 ; 1,443889',
    '43.604167,1.443889',
    '43°36′15″N 1°26′38″E',
    `43°36'15"N, 1°26'38"E`,
    'N 43° 36′ 15″ E 1° 26′ 38″',
    '1°26′38″E 43°36′15″N',
  ])('%s', (text) => near(text, 43.604167, 1.443889));

  test('west and south go back', () => {
    near('33°51′S 1°30′O', -33.85, -1.5);
    near('-33.85 -1.5', -33.85, -1.5);
  });

  // Worked out with PROJ 9: echo "1.4442 43.6045" | cs2cs EPSG:4326 EPSG:2154, and the points of IGN's note.
  test('metres in Lambert-93', () => {
    near('700000 6600000', 46.5, 3);
    near('699999.9999 6599999.9999', 46.5, 3);
  });

  test.each(['', 'Les Coteaux', '43.6', '95 1', '43 200', '43°75′N 1°26′E', '43.6 1.4 7', '43,6,1,4'])('“%s” is none', (text) => {
    expect(readPlace(text)).toBeNull();
  });
});

describe('on the ground', () => {
  // One thousandth of a degree at 43.6 degrees north on WGS 84: 80.74 m east, 111.10 m north.
  const corner = (lon: number, lat: number) => ({ lon, lat });

  test('a line is as long as its steps', () => {
    expect(lengthOf([corner(1.44, 43.6), corner(1.441, 43.6)])).toBeCloseTo(80.74, 1);
    expect(lengthOf([corner(1.44, 43.6), corner(1.44, 43.601)])).toBeCloseTo(111.1, 1);
    expect(lengthOf([corner(1.44, 43.6)])).toBe(0);
  });

  test('a ring is as large whichever way it goes round', () => {
    const ring = [corner(1.44, 43.6), corner(1.441, 43.6), corner(1.441, 43.601), corner(1.44, 43.601)];
    expect(areaOf(ring) / (80.74 * 111.1)).toBeCloseTo(1, 3);
    expect(areaOf([...ring].reverse())).toBeCloseTo(areaOf(ring), 6);
    expect(areaOf(ring.slice(0, 2))).toBe(0);
  });
});

const classing = (method: Method, count: number, breaks: readonly number[] = []): Classing => ({ figure: 'rate', method, count, breaks });

/** Numbers that look drawn and are the same each time. */
function drawn(seed: number, length: number): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.round((state / 2_147_483_648) ** 2 * 1000) / 10;
  });
}

describe('breaks', () => {
  test('of a thousand sets are those of another library', () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const values = drawn(seed, 8 + (seed % 40));
      const count = 3 + (seed % 4);
      const groups = ckmeans(values, Math.min(count, new Set(values).size));
      const spreadOf = (parts: readonly (readonly number[])[]) =>
        parts.reduce((sum, part) => sum + part.reduce((own, value) => own + (value - part.reduce((a, b) => a + b, 0) / part.length) ** 2, 0), 0);
      const found = breaksOf(values, classing('jenks', count));
      const own = Array.from({ length: found.length + 1 }, (_, at) => values.filter((value) => classAt(value, found) === at));
      // Where two ways to cut are equally good either may be found: what counts is how good it is.
      expect(own.every((part) => part.length > 0), `set ${seed}`).toBe(true);
      expect(spreadOf(own), `set ${seed}`).toBeCloseTo(spreadOf(groups), 6);
    }
  });

  test('by quantiles put as many in each class as in any other', () => {
    const values = Array.from({ length: 20 }, (_, at) => at);
    const found = breaksOf(values, classing('quantile', 4));
    expect(found).toEqual([5, 10, 15]);
    expect(found[1]).toBe(Math.ceil(quantileSorted(values, 0.5)));
  });

  test('of equal width are the same width apart', () => {
    expect(breaksOf([0, 3, 10], classing('equal', 5))).toEqual([2, 4, 6, 8]);
  });

  test('given by hand are taken in order, each once', () => {
    expect(breaksOf([1, 2, 3], classing('manual', 3, [5, 2, 5]))).toEqual([2, 5]);
  });

  test('of nothing, of one value and of fewer values than classes make no empty class', () => {
    for (const method of ['jenks', 'quantile', 'equal'] as const) {
      expect(breaksOf([], classing(method, 5))).toEqual([]);
      expect(breaksOf([4, 4, 4], classing(method, 5))).toEqual([]);
    }
    expect(breaksOf([1, 9], classing('jenks', 5))).toEqual([9]);
    expect(jenks([1, 2, 9], 2)).toEqual([1, 9, 9]);
    expect(breaksOf([1, 2, 9], classing('jenks', 2))).toEqual([9]);
  });

  test('a value on a break belongs to the class above it', () => {
    expect([0.9, 1, 1.1].map((value) => classAt(value, [1]))).toEqual([0, 1, 1]);
  });
});

test('a histogram holds every value once', () => {
  const values = drawn(7, 100);
  expect(histogram(values, 12).reduce((sum, { count }) => sum + count, 0)).toBe(100);
  expect(histogram([3, 3], 12)).toEqual([{ from: 3, to: 3, count: 2 }]);
  expect(histogram([], 12)).toEqual([]);
});

test('a figure is told only where nothing of it is hidden', () => {
  expect(figureOf({ households: 2000, rehoused: 5, quotient: 1.2 }, 'rate')).toBe(2.5);
  expect(figureOf({ households: 2000, rehoused: null, quotient: null }, 'rate')).toBeNull();
  expect(figureOf({ households: 0, rehoused: 0, quotient: null }, 'rate')).toBeNull();
});

test.each([3, 4, 5, 6])('%i colours are told apart by everybody', (classes) => {
  const ramp = rampOf(classes);
  expect(new Set(ramp).size).toBe(classes);
  expect(ramp.map(lightness)).toEqual(ramp.map(lightness).sort((a, b) => b - a));
  const pairs = EYES.flatMap((eye) => ramp.flatMap((a, i) => ramp.slice(i + 1).map((b) => difference(a, b, eye))));
  expect(Math.min(...pairs)).toBeGreaterThanOrEqual(10);
});

test('what an address says of the instruments survives the way back, and what it cannot mean is not there', () => {
  const full = { tool: 'here', at: { lat: 43.6, lon: 1.44 }, day: '2025-03-01', classing: { figure: 'rate', method: 'manual', count: 3, breaks: [2, 4.5] }, against: '2024-06-30' } as const;
  const written = new URLSearchParams(instrumentParts(full).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  expect(readInstruments(written)).toEqual(full);
  for (const odd of ['tool=drill&at=99/1&day=today&classing=rate', 'at=43&classing=rate,jenks,99', 'at=/&classing=rate,manual', 'classing=rate,manual,1,2,3,4,5,6', 'classing=rate,jenks,2.5'])
    expect(readInstruments(new URLSearchParams(odd)), odd).toEqual(NO_INSTRUMENTS);
});
