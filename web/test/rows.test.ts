// Sorting and choosing rows.
import { expect, test } from 'vitest';
import { countByClass, filterSites, mainReasons, nextSort, sortAreas, sortSites } from '../src/state/rows';
import { CLASSES } from '../src/state/permalink';
import { area, site } from './fixtures';

const codes = (rows: readonly { settlement: { code: string } }[]) => rows.map(({ settlement }) => settlement.code);
const word = (factor: string) => ({ flood: 'inondation', fire: 'incendie' })[factor] ?? factor;

test('names sort as the language does: accents beside their letter, 2 before 10', () => {
  const rows = [site('a', { name: 'Zone 10' }), site('b', { name: 'Écluse' }), site('c', { name: 'Zone 2' }), site('d', { name: 'Étang' })];

  expect(codes(sortSites(rows, { by: 'name', down: false }, 'fr'))).toEqual(['b', 'd', 'c', 'a']);
});

test('an unknown number of households comes last both ways', () => {
  const rows = [site('none', { households: null }), site('few', { households: 3 }), site('many', { households: 30 })];

  expect(codes(sortSites(rows, { by: 'households', down: false }, 'en'))).toEqual(['few', 'many', 'none']);
  expect(codes(sortSites(rows, { by: 'households', down: true }, 'en'))).toEqual(['many', 'few', 'none']);
});

test('equal rows keep the order of the ranking', () => {
  const rows = [site('first', { letter: 'E' }), site('second', { letter: 'E' }), site('third', { letter: 'A' })];

  expect(codes(sortSites(rows, { by: 'class', down: true }, 'en'))).toEqual(['first', 'second', 'third']);
});

test('sorting leaves the given rows as they are', () => {
  const rows = [site('b', { value: 1 }), site('a', { value: 2 })];

  sortSites(rows, { by: 'score', down: true }, 'en');

  expect(codes(rows)).toEqual(['b', 'a']);
});

test('a hidden quotient comes after every shown one', () => {
  const rows = sortAreas([area('hidden', null), area('low', 0.2), area('high', 3)], { by: 'quotient', down: true }, 'en');

  expect(rows.map(({ code }) => code)).toEqual(['high', 'low', 'hidden']);
});

test('the same column turns, another starts at its useful end', () => {
  expect(nextSort({ by: 'rank', down: false }, 'rank', ['score'])).toEqual({ by: 'rank', down: true });
  expect(nextSort({ by: 'rank', down: false }, 'score', ['score'])).toEqual({ by: 'score', down: true });
  expect(nextSort({ by: 'score', down: true }, 'name', ['score'])).toEqual({ by: 'name', down: false });
});

test('words are found in name, code and reasons, whatever their accents and case', () => {
  const rows = [site('S01', { name: 'Île aux Prés' }), site('S02', { name: 'Gare', reasons: [{ factor: 'fire', points: 9, known: true }] })];

  expect(codes(filterSites(rows, 'ile PRES', CLASSES, word))).toEqual(['S01']);
  expect(codes(filterSites(rows, 's02', CLASSES, word))).toEqual(['S02']);
  expect(codes(filterSites(rows, 'incendie', CLASSES, word))).toEqual(['S02']);
  expect(codes(filterSites(rows, 'gare inondation', CLASSES, word))).toEqual([]);
});

test('only ticked classes are shown', () => {
  const rows = [site('a', { letter: 'A' }), site('e', { letter: 'E' })];

  expect(codes(filterSites(rows, '', ['E'], word))).toEqual(['e']);
  expect(filterSites(rows, '', [], word)).toEqual([]);
});

test('each class is counted', () => {
  expect(countByClass([site('a', { letter: 'A' }), site('b', { letter: 'E' }), site('c', { letter: 'E' })])).toEqual({ A: 1, B: 0, C: 0, D: 0, E: 2 });
});

test('a reason under a twentieth of the score is left to the explanation, the first never', () => {
  const row = site('a', { value: 80, reasons: [{ factor: 'flood', points: 70, known: true }, { factor: 'fire', points: 4, known: true }, { factor: 'ground', points: 3.9, known: true }] });

  expect(mainReasons(row).map(({ factor }) => factor)).toEqual(['flood', 'fire']);
  expect(mainReasons(site('b', { value: 80, reasons: [{ factor: 'flood', points: 1, known: true }] }))).toHaveLength(1);
});
