// What stands beside and behind a score, in words.
import { afterEach, expect, test, vi } from 'vitest';
import { answersAnswer, differenceAnswer, remediesAnswer, type Answer } from '../src/api/behind';
import { readDifference } from '../src/api/client';
import { sortSites } from '../src/state/rows';
import { replyWords, sourceWords } from '../src/panels/AnswerTable';
import { phoneLink } from '../src/panels/Beside';
import { remedyWords } from '../src/panels/WhatFirst';
import { movedRows } from '../src/panels/WhyMoved';
import { wordsOf } from '../src/text/words';
import { site } from './fixtures';

const [en, fr] = [wordsOf('en'), wordsOf('fr')];
const visit = { of: 'visit', on: '2026-03-04' } as const;
const map = { of: 'layer', landmark: 'hydrant', layer_version: 3, at_least: true } as const;
const answered = (given: Partial<Answer>): Answer => ({ question: 'water_m', group: 'water', unit: 'metres', low: 0, high: 100_000, reply: 40, source: visit, stale: false, visit: null, ...given });

afterEach(() => vi.unstubAllGlobals());

test('imminent danger is listed before every rank, and last when the ranking is turned', () => {
  const rows = [site('first', { rank: 1 }), site('second', { rank: 2 }), site('danger', { rank: 9, danger: true })];
  const order = (down: boolean) => sortSites(rows, { by: 'rank', down }, 'en').map(({ settlement }) => settlement.code);

  expect(order(false)).toEqual(['danger', 'first', 'second']);
  expect(order(true)).toEqual(['second', 'first', 'danger']);
});

test('imminent danger does not disturb another order', () => {
  const rows = [site('calm', { rank: 1, value: 70 }), site('danger', { rank: 2, value: 60, danger: true })];

  expect(sortSites(rows, { by: 'score', down: true }, 'en').map(({ settlement }) => settlement.code)).toEqual(['calm', 'danger']);
});

test.each([
  [answered({}), '40 m'],
  [answered({ source: map, reply: 1000 }), 'at least 1 km'],
  [answered({ unit: 'share', reply: 0.25 }), '25%'],
  [answered({ unit: 'litres_per_person_and_day', reply: 7.5 }), '7.5 l per person and day'],
  [answered({ unit: 'persons', reply: 120 }), '120 people'],
  [answered({ unit: 'square_metres_per_person', reply: 3.5 }), '3.5 m² per person'],
  [answered({ unit: 'yes_no', reply: 'no' }), 'no'],
  [answered({ reply: null, source: null }), 'not known'],
])('an answer is told with its unit: %#', (answer, told) => {
  expect(replyWords(answer, en)).toBe(told);
});

test('what was seen and what was measured on the map read differently', () => {
  expect(sourceWords({ source: visit }, en)).toBe('visit of 4 March 2026');
  expect(sourceWords({ source: map }, fr)).toContain('pas sur place');
  expect(sourceWords({ source: map }, fr)).toContain('v3');
});

test('a thing to do and a thing to find out about one question are two sentences', () => {
  const subject = { of: 'question', name: 'water_m' } as const;

  expect(remedyWords({ kind: 'mend', subject }, en)).toBe('bring a water point near');
  expect(remedyWords({ kind: 'find_out', subject }, en)).toBe('distance to water');
  expect(remedyWords({ kind: 'relocate', subject: { of: 'peril', name: 'flood' } }, fr)).toBe('inondation');
});

test('a telephone link has digits only', () => {
  expect(phoneLink('05 36 49 00 01')).toBe('tel:0536490001');
  expect(phoneLink('+33 (5) 36.49')).toBe('tel:+3353649');
});

const moved = {
  from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', before: 50, after: 60,
  factors: [{ factor: 'flood', before: 40, after: 49 }, { factor: 'fire', before: 10, after: 10.01 }],
  vulnerability_before: 0, vulnerability_after: 1, sentence: { fr: 'f', en: 'e' },
};

test('only what has visibly moved is listed, vulnerability too', () => {
  expect(movedRows(differenceAnswer(moved, 'x')).map(({ of }) => of)).toEqual(['flood', 'vulnerability']);
});

test('without an earlier assessment nothing is compared', async () => {
  const asked = vi.fn(() => Promise.resolve(Response.json({ items: [{ at: '2026-01-01T00:00:00Z' }] })));
  vi.stubGlobal('fetch', asked);

  await expect(readDifference('S 1', new AbortController().signal)).resolves.toBeNull();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked).toHaveBeenCalledWith('/api/settlements/S%201/history?limit=2', expect.anything());
});

test('an answer, a subject and a source of an unknown kind are refused by name', () => {
  expect(() => answersAnswer({ items: [{ question: 'q', group: 'g', unit: 'yes_no', reply: 'perhaps', source: null, stale: false }] }, 'x')).toThrow('x.items[0].reply');
  expect(() => remediesAnswer({ score: 1, alone: [{ kind: 'mend', subject: { of: 'wish' }, score: 1, gain: 0 }], together: [] }, 'x')).toThrow('x.alone[0].subject.of');
});
