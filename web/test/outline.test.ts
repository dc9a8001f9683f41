// A walk around a settlement as a device tells it: a ring that the server takes, of the true area; what cannot be is told.
import { describe, expect, it } from 'vitest';
import type { Spot } from '../src/state/instruments';
import { areaOf } from '../src/state/measuring';
import { closed, cornerAt, cornerOut, NEW_DRAWING, NEW_WALK, pointSet, sealedOutline, shellsOf, snapped, stepBack, walkedOn, type Fix, type Walk } from '../src/state/outline';
import { crossingOf, faultOf, metresBetween, withoutSlips } from '../src/state/ring';

/** A degree at 43.6 north, in metres. */
const [EAST, NORTH] = [80_727.5, 111_103.6];
const spot = (x: number, y: number): Spot => ({ lon: 1.44 + x / EAST, lat: 43.6 + y / NORTH });

/** Numbers that only a test may call chance: normal ones of a deviation of one, the same every time. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

interface Way {
  readonly corners: readonly Spot[];
  /** Metres within which 95 of 100 positions lie. */
  readonly jitter_m?: number;
  /** Metres walked on beyond the beginning. */
  readonly beyond_m?: number;
  readonly seed?: number;
  /** Whether the errors hang together, as those of real devices do. */
  readonly drifts?: boolean;
}

/** One position a second along a ring, at 1.2 m a second. */
function fixes({ corners, jitter_m = 0, beyond_m = 0, seed = 1, drifts = false }: Way): Fix[] {
  const normal = chance(seed);
  // Of positions that are off by so much in two directions 95 of 100 lie within 2.45 times of it.
  const off = jitter_m / 2.45;
  const keeps = drifts ? 0.95 : 0;
  let [dx, dy] = [off * normal(), off * normal()];
  const around = corners.reduce((sum, corner, at) => sum + metresBetween(corner, corners[(at + 1) % corners.length] ?? corner), 0);
  const all: Fix[] = [];
  for (let gone = 0, at = 0; gone <= around + beyond_m; gone += 1.2, at += 1) {
    [dx, dy] = [dx * keeps + off * Math.sqrt(1 - keeps ** 2) * normal(), dy * keeps + off * Math.sqrt(1 - keeps ** 2) * normal()];
    const { lon, lat } = along(corners, gone % around);
    all.push({ lon: lon + dx / EAST, lat: lat + dy / NORTH, accuracy_m: Math.max(3, jitter_m), at: at * 1000 });
  }
  return all;
}

function along(corners: readonly Spot[], gone: number): Spot {
  let left = gone;
  for (const [at, from] of corners.entries()) {
    const to = corners[(at + 1) % corners.length] ?? from;
    const long = metresBetween(from, to);
    if (left <= long) return { lon: from.lon + ((to.lon - from.lon) * left) / long, lat: from.lat + ((to.lat - from.lat) * left) / long };
    left -= long;
  }
  return corners[0] ?? spot(0, 0);
}

const walk = (all: readonly Fix[], from: Walk = NEW_WALK) => all.reduce(walkedOn, from);
const ringOf = (way: Way) => closed(walk(fixes(way)));
const error = (corners: readonly Spot[], true_m2: number) => Math.abs(areaOf(corners) / true_m2 - 1);

const FIELD = [spot(0, 0), spot(60, 0), spot(60, 40), spot(0, 40)];
/** An L, with a corner that goes inwards. */
const BEND = [spot(0, 0), spot(90, 0), spot(90, 30), spot(40, 30), spot(40, 80), spot(0, 80)];
/** A strip along a railway, six metres wide, begun in the middle of a long side. */
const STRIP = [spot(50, 0), spot(100, 0), spot(100, 6), spot(0, 6), spot(0, 0)];

describe('a walk around a settlement', () => {
  it('gives a ring that is valid and within two hundredths of the true area', () => {
    for (const [corners, true_m2] of [[FIELD, 2400], [BEND, 4700], [STRIP, 600]] as const) {
      const { corners: ring, accuracy_m } = ringOf({ corners });

      expect(faultOf(ring)).toBeNull();
      expect(error(ring, true_m2)).toBeLessThan(0.02);
      expect(accuracy_m).toBe(3);
      expect(ring.length).toBeLessThan(16);
    }
  });
  it('is valid with errors of five metres too, and nearly as true in ninety-five of a hundred walks', () => {
    for (const drifts of [false, true]) {
      const errors = Array.from({ length: 100 }, (_, seed) => {
        const { corners } = ringOf({ corners: FIELD, jitter_m: 5, seed: seed + 1, drifts });
        expect(faultOf(corners)).toBeNull();
        return error(corners, 2400);
      }).sort((a, b) => a - b);

      // Errors that hang together do not even out along 200 m: that is what the device can tell, and no reckoning mends it.
      expect(errors[94]).toBeLessThan(drifts ? 0.12 : 0.03);
    }
  });
  it('ends where it came back to its beginning, and says so', () => {
    const { corners, notes } = ringOf({ corners: FIELD, beyond_m: 25 });

    expect(notes).toEqual([{ is: 'tail' }]);
    expect(error(corners, 2400)).toBeLessThan(0.02);
  });
  it('that does not come back is closed by a straight line, whose length is told', () => {
    const { corners, notes } = closed(walk(fixes({ corners: FIELD }).slice(0, 130)));

    const [note] = notes;
    expect(note?.is === 'straight' && Math.abs(note.m - 44)).toBeLessThan(5);
    expect(faultOf(corners)).toBeNull();
  });
  it('that crosses itself stays as it is and is refused, with the place', () => {
    const { corners } = ringOf({ corners: [spot(0, 0), spot(60, 40), spot(60, 0), spot(0, 40)] });

    const fault = faultOf(corners);

    expect(fault?.is).toBe('crossed');
    expect(fault?.is === 'crossed' && metresBetween(fault.at, spot(30, 20))).toBeLessThan(2);
  });
  it('with small loops of the device loses them, and says how many', () => {
    const loop = [spot(0, 0), spot(60, 0), spot(60, 40), spot(28, 40), spot(27, 43), spot(30, 43), spot(30, 38), spot(0, 40)];

    const { ring, cut } = withoutSlips(loop);

    expect(cut).toBe(1);
    expect(crossingOf(ring)).toBeNull();
    expect(error(ring, 2370)).toBeLessThan(0.001);
  });
  it('leaves out positions that are too rough, or faster than anybody walks', () => {
    const all = fixes({ corners: FIELD });
    const spoilt = all.flatMap((fix, at) => (at % 10 === 5 ? [{ ...fix, ...spot(400, 400), accuracy_m: 200 }, fix] : at % 17 === 3 ? [{ ...fix, ...spot(300, 0) }, fix] : [fix]));

    expect(closed(walk(spoilt)).corners).toEqual(closed(walk(all)).corners);
  });
  it('takes one point an interval, one more wherever somebody sets it, and goes a step back', () => {
    const all = fixes({ corners: FIELD }).slice(0, 30);
    const seldom = walk(all, { rule: { every_s: 10, within_m: 20 }, steps: [] });
    const set = pointSet(seldom, { ...spot(40, 1), accuracy_m: 12, at: 31_000 });

    expect(seldom.steps).toHaveLength(3);
    expect(set.steps).toHaveLength(4);
    expect(walkedOn(set, { ...spot(40.2, 1), accuracy_m: 4, at: 31_500 }).steps).toHaveLength(5);
    expect(stepBack(set)).toEqual(seldom);
  });
  it('of hours keeps a bounded number of points', () => {
    const round = Array.from({ length: 6_000 }, (_, at): Fix => ({ ...spot(200 * Math.cos(at / 900), 200 * Math.sin(at / 900)), accuracy_m: 4, at: at * 12_000 }));
    const far = round.map((fix, at) => ({ ...fix, ...spot(at * 2, 0) }));

    expect(walk(far).steps.length).toBeLessThanOrEqual(2_000);
    expect(closed(walk(round)).corners.length).toBeLessThanOrEqual(500);
  });
});

describe('a drawn outline', () => {
  it('takes a corner, moves it and lets it go', () => {
    const drawn = FIELD.reduce((outline, corner) => cornerAt(outline, corner, null), NEW_DRAWING);

    expect(error(drawn.corners, 2400)).toBeLessThan(0.001);
    expect(faultOf(cornerAt(drawn, spot(30, 60), 1).corners)?.is).toBe('crossed');
    expect(faultOf(cornerOut(cornerOut(drawn, 0), 0).corners)).toEqual({ is: 'few' });
  });
  it('snaps to a corner before an edge, and to nothing beyond its reach', () => {
    const near = snapped(spot(58, 1), [FIELD], 4);
    const edge = snapped(spot(30, 2), [FIELD], 4);
    const off = snapped(spot(30, 12), [FIELD], 4);

    expect(metresBetween(near, spot(60, 0))).toBeLessThan(0.02);
    expect(metresBetween(edge, spot(30, 0))).toBeLessThan(0.02);
    expect(metresBetween(off, spot(30, 12))).toBeLessThan(0.02);
  });
  it('is refused where it is a spike, touches itself, or surrounds nothing or a district', () => {
    const spike = [spot(0, 0), spot(60, 0), spot(30, 0), spot(30, 40)];
    const touching = [spot(0, 0), spot(60, 0), spot(60, 40), spot(30, 0), spot(0, 40)];
    const big = [spot(0, 0), spot(2000, 0), spot(2000, 2000)];

    expect(faultOf(spike)?.is).toBe('crossed');
    expect(faultOf(touching)?.is).toBe('crossed');
    expect(faultOf([spot(0, 0), spot(1, 0), spot(1, 1)])).toEqual({ is: 'small' });
    expect(faultOf(big)).toEqual({ is: 'large' });
  });
  it('is sealed as the server takes it: longitude first, to the centimetre, the first corner once', () => {
    const outline = { ...NEW_DRAWING, corners: [...FIELD, FIELD[0] ?? spot(0, 0)] };

    expect(sealedOutline(outline)).toEqual({ how: 'drawn', corners: FIELD.map(({ lon, lat }) => [Number(lon.toFixed(7)), Number(lat.toFixed(7))]) });
  });
  it('reads the shells of what stands, whatever else there is', () => {
    const ring = [[1, 43], [1.1, 43], [1.1, 43.1], [1, 43]];

    expect(shellsOf({ type: 'Polygon', coordinates: [ring] })[0]).toHaveLength(3);
    expect(shellsOf({ type: 'MultiPolygon', coordinates: [[ring], [ring]] })).toHaveLength(2);
    expect([shellsOf(null), shellsOf({ type: 'Point', coordinates: [1, 2] }), shellsOf({ type: 'Polygon', coordinates: 'x' })]).toEqual([[], [], []]);
  });
});
