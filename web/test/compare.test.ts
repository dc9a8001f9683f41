// What differs between two days of dispersal, and what nobody is told of it.
import { expect, test } from 'vitest';
import type { Area } from '../src/api/types';
import { differences } from '../src/state/differences';

const area = (code: string, rehoused: number | null): Area => ({
  code,
  name: code,
  households: 100,
  offers: null,
  rehoused,
  share: null,
  location_quotient: null,
  shrunk_quotient: null,
  significance: null,
  deprived: null,
});

test('the greatest difference comes first, whichever way it goes', () => {
  const then = [area('N1', 4), area('N2', 9), area('N3', 2)];
  const now = [area('N1', 6), area('N2', 3), area('N3', 2)];

  expect(differences(then, now).map(({ code, more }) => [code, more])).toEqual([
    ['N2', -6],
    ['N1', 2],
  ]);
});

test('a count that is hidden on one day has no difference that could be worked out, and stays in the list', () => {
  const found = differences([area('N1', null), area('N2', null)], [area('N1', 12), area('N2', null)]);

  expect(found.map(({ code, more }) => [code, more])).toEqual([['N1', null]]);
});

test('a neighbourhood that was not there on the earlier day is not compared', () => {
  expect(differences([], [area('N1', 12)])).toEqual([]);
});
