// The bar of a score.
import { expect, test } from 'vitest';
import { addsUp, isKnown, segments, splitFactors } from '../src/state/explain';
import { assessment, factor } from './fixtures';

const unanswered = { of: 'unanswered', high: 0.8 } as const;
// The method's worked example: S = 90.04.
const berge = assessment(
  [factor('access', 1.2), factor('fire', 3.2), factor('flood', 78), factor('sanitation', 2.9), factor('transport', 0.9), factor('ground', 0.3), factor('industrial', 0)],
  3.6,
  90.1,
);

test('segments lie end to end and the last one ends at the score', () => {
  const bar = segments(berge);

  bar.forEach((each, index) => {
    const before = bar[index - 1];
    expect(each.start).toBeCloseTo(before ? before.start + before.points : 0, 9);
  });
  const last = bar.at(-1);
  expect((last?.start ?? 0) + (last?.points ?? 0)).toBeCloseTo(berge.score.value, 9);
});

test('the largest comes first, vulnerability last, and nothing has no segment', () => {
  expect(segments(berge).map(({ of }) => of)).toEqual(['flood', 'fire', 'sanitation', 'access', 'transport', 'ground', 'vulnerability']);
});

test('a factor of which nothing is known is marked', () => {
  const bar = segments(assessment([factor('flood', 50), factor('fire', 20, { parts: [unanswered] })], 0, 70));

  expect(bar.map(({ known }) => known)).toEqual([true, false]);
});

test('a factor with one measured part counts as known', () => {
  const near = { of: 'nearness', landmark: 'railway', layer_version: 1, distance_m: 12, value: 0.5 } as const;

  expect(isKnown(factor('transport', 5, { parts: [unanswered, near] }))).toBe(true);
  expect(isKnown(factor('transport', 5, { parts: [unanswered] }))).toBe(false);
});

test('a sum that is not the score is noticed', () => {
  expect(addsUp(berge)).toBe(true);
  expect(addsUp(assessment([factor('flood', 50)], 0, 50.2))).toBe(false);
});

test('a factor that could still add danger is not called clear', () => {
  const open = factor('fire', 0, { high: 0.8 });
  const far = { of: 'nearness', landmark: 'gas_pipeline', layer_version: 1, distance_m: null, value: 0 } as const;
  const industrial = { ...factor('industrial', 0), parts: [far] };

  const { counted, clear, unseen } = splitFactors([factor('flood', 5), open, industrial, factor('ground', 0)]);

  expect(counted.map(({ factor: name }) => name)).toEqual(['flood', 'fire']);
  expect(clear.map(({ factor: name }) => name)).toEqual(['industrial']);
  expect(unseen.map(({ factor: name }) => name)).toEqual(['ground']);
});

test('a site that nobody has studied is not known, one studied in part is', () => {
  const zones = { of: 'zones', peril: 'flood', layer_version: 1, shares: [0, 0, 0, 0], distances_m: [null, null, null, null], value: 0.4 } as const;

  expect(isKnown(factor('flood', 5, { parts: [{ ...zones, unknown_share: 1 }] }))).toBe(false);
  expect(isKnown(factor('flood', 5, { parts: [{ ...zones, unknown_share: 0.5 }] }))).toBe(true);
  expect(isKnown(factor('flood', 5, { parts: [{ ...zones, unknown_share: null }] }))).toBe(true);
});

test('an answered checklist makes its factor and the vulnerability known', () => {
  const checklist = { of: 'checklist', groups: [], value: 0.3, low: 0.2, high: 0.4 } as const;
  const bar = segments(assessment([factor('fire', 30, { parts: [checklist] })], 2, 32));

  expect(bar.map(({ known }) => known)).toEqual([true, true]);
});
