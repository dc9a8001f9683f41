// Numbers of a file of weights are found and changed where they stand.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evened, figuresOf, isFigure, keyOf, sumOf, weightsOf, withFigure } from '../src/state/figures';

const file = readFileSync(new URL('../../src/hazard/hazard-model.v1.toml', import.meta.url), 'utf8');
const figures = figuresOf(file);
const found = (key: string) => figures.find((one) => keyOf(one) === key)!;

test('every number of the default file is found, where it stands', () => {
  expect(figures.every(({ from, text }) => file.startsWith(text, from))).toBe(true);
  const noted = file.replace(/#.*$/gm, '').replace(/"[^"]*"/g, '').replace(/^\s*\[.*\]\s*$/gm, '').replace(/\b(F0|m2)\w*/g, '');
  expect(figures.length).toBe([...noted.matchAll(/(?<![\w.])\d+(?:\.\d+)?/g)].length);
});

test('a number is named by its section, its question and its place', () => {
  expect(found('rho').text).toBe('0.5');
  expect(found('class_limits.3').text).toBe('80');
  expect(found('areal.flood.v.2').text).toBe('0.70');
  expect(found('checklist.fire.items.spacing_m.bad').text).toBe('0.5');
  expect(found('groups.sanitation.excreta.toilet_m.w').text).toBe('0.10');
  expect(new Set(figures.map(keyOf)).size).toBe(figures.length);
});

test('one number changes and nothing else', () => {
  const changed = withFigure(file, found('linear.railway.v'), '0.9');
  expect(changed).toBe(file.replace('v = 0.80', 'v = 0.9'));
});

test('what is brought to 1 keeps what was changed', () => {
  const raised = withFigure(file, found('checklist.fire.items.hydrant_m.w'), '0.4');
  expect(sumOf(weightsOf(figuresOf(raised), 'checklist.fire', 'items'))).toBe(1.2);
  const even = figuresOf(evened(raised, file, 'checklist.fire', 'items'));
  const weights = weightsOf(even, 'checklist.fire', 'items');
  expect(sumOf(weights)).toBe(1);
  expect(weights.find(({ question }) => question === 'hydrant_m')?.text).toBe('0.4');
  expect(weights.map(({ text }) => Number(text)).every((weight) => weight > 0)).toBe(true);
});

test('where all were changed, or one beyond 1, all share', () => {
  const beyond = withFigure(file, found('checklist.access.items.single_access.w'), '3');
  expect(sumOf(weightsOf(figuresOf(evened(beyond, file, 'checklist.access', 'items')), 'checklist.access', 'items'))).toBe(1);
});

test.each(['', '0.', '.5', '05', '-1', '1e3', ' 1'])('%j is not taken yet', (text) => expect(isFigure(text)).toBe(false));
test.each(['0', '0.50', '20', '100.25'])('%j is a number', (text) => expect(isFigure(text)).toBe(true));
