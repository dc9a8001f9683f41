// Sentences put together from what the server found.
import { expect, test } from 'vitest';
import type { Part } from '../src/api/types';
import { comparedWithChance, overallSentence } from '../src/panels/Figures';
import { partWords } from '../src/panels/partWords';
import { waysBetween } from '../src/panels/CouncilPage';
import { accountSaid } from '../src/panels/Journeys';
import { wordsOf } from '../src/text/words';
import { NOTHING_TOLD } from './fixtures';

const [en, fr] = [wordsOf('en'), wordsOf('fr')];
const flood: Extract<Part, { of: 'zones' }> = { of: 'zones', peril: 'flood', layer_version: 1, shares: [0, 0.2, 0.5, 0.2], distances_m: [null, 0, 0, 0], unknown_share: 0, value: 0.78 };

test('shares are told from the worst class down, the untouched left out', () => {
  expect(partWords(flood, en)).toBe('Flood: 20% of the site in very high danger, 50% in high, 20% in moderate');
  expect(partWords(flood, fr)).toBe('Inondation : 20\u00a0% du site en aléa très fort, 50\u00a0% en fort, 20\u00a0% en modéré');
});

test('outside all zones the nearest is told, and of equally near ones the worst', () => {
  const outside: Part = { ...flood, shares: [0, 0, 0, 0], distances_m: [40, 40, 90, null] };

  expect(partWords(outside, en)).toBe('Flood: outside the zones, 40 m from a zone of moderate danger');
});

test('no zone within reach is said so', () => {
  expect(partWords({ ...flood, shares: [0, 0, 0, 0], distances_m: [null, null, null, null] }, en)).toBe('Flood: no zone within reach');
});

test('near, through and out of reach are three things', () => {
  const near: Part = { of: 'nearness', landmark: 'railway', layer_version: 1, distance_m: 12.3, value: 0.5 };

  expect(partWords(near, en)).toBe('Railway at 12 m');
  expect(partWords({ ...near, distance_m: 0 }, en)).toBe('Railway runs through the site');
  expect(partWords({ ...near, distance_m: null }, en)).toBe('Railway: none within reach');
});

test('what is not known never reads as safe', () => {
  expect(partWords({ of: 'outside_study', peril: 'landslide', layer_version: 1, high: 0.9 }, en)).toContain('not known to be safe');
  expect(partWords({ of: 'unanswered', high: 0.8 }, en)).toContain('Not yet answered');
});

const overall = { ...NOTHING_TOLD, households: 261, neighbourhoods_used: 27, neighbourhoods: 30, dissimilarity: 0.26, dissimilarity_by_chance: 0.15, isolation: 0.004, colocation_ratio: 1.39, colocation_low: 1.2, colocation_high: 1.6, reason: null, too_few: false };

test('the headline says how many, where, and against chance', () => {
  expect(overallSentence(en, overall)).toBe(
    '261 rehoused households in 27 of 30 neighbourhoods. Two of them taken at random share a neighbourhood 1.4 times as often as chance would have it.',
  );
});

test('too few households are not judged', () => {
  const sentence = overallSentence(en, { ...overall, households: 12, too_few: true });

  expect(sentence).toContain('Too few households');
  expect(sentence).not.toContain('chance');
});

test('hidden totals leave no number behind', () => {
  expect(overallSentence(en, { ...overall, households: null, neighbourhoods_used: null, colocation_ratio: null })).not.toMatch(/\d/);
});

test.each([[0.4, 0.8, 'less'], [0.8, 1.04, 'even'], [1, 1.5, 'even'], [1.1, 1.5, 'more']])('an interval of %d to %d is %s than chance', (low, high, expected) => {
  expect(comparedWithChance(low, high)).toBe(expected);
});

test('homes drawn by lot decide before the interval does', () => {
  expect(comparedWithChance(0.96, 1.5, { colocation_ratio: 1.23, colocation_p: 0.002 })).toBe('more');
  expect(comparedWithChance(1.02, 1.5, { colocation_ratio: 1.23, colocation_p: 0.2 })).toBe('even');
  expect(comparedWithChance(0.5, 0.9, { colocation_ratio: 0.7, colocation_p: 0.01 })).toBe('less');
});

test('every recorded move is accounted for in words', () => {
  const account = { records: 10, counted: 7, later: 1, earlier: 0, moved_again: 0, not_a_home: 2, without_place: 0, unknown_neighbourhood: 0, outside: 0, nobody_to_compare: 0 };

  expect(accountSaid(en, account)).toEqual(['Of 10 recorded moves 7 are counted and 3 are not: 1 later and 2 not into an ordinary home (shelter, hotel, return and so on).']);
  expect(accountSaid(fr, account)[0]).toMatch(/7 sont comptés et 3 ne le sont pas\s:\s?1 plus tard/);
});

test('the council is told of ways between neighbourhoods, of no settlement and of no small number', () => {
  const flow = (settlement: string, from: string, households: number) => ({ settlement, from, to: 'N9', households });

  expect(waysBetween([flow('S1', 'N1', 3), flow('S2', 'N2', 6), flow('S3', 'N1', 4), flow('S4', 'N3', 4)])).toEqual([
    { settlement: null, from: 'N1', to: 'N9', households: 7 },
    { settlement: null, from: 'N2', to: 'N9', households: 6 },
  ]);
});

test('a total may be told where its neighbourhoods are not', () => {
  const sentence = overallSentence(en, { ...overall, neighbourhoods_used: null, colocation_ratio: null });

  expect(sentence).toContain('261 households');
  expect(sentence).not.toContain('30');
});
