// What a part of an explanation says, in both languages.
import { expect, test } from 'vitest';
import { settlementAnswer, type Part } from '../src/api/types';
import { partLayer, partWords } from '../src/panels/partWords';
import { wordsOf } from '../src/text/words';
import { site } from './fixtures';

const [en, fr] = [wordsOf('en'), wordsOf('fr')];
const none = [null, null, null, null] as const;
const depth = {
  of: 'depth', peril: 'flood', layer_version: 2, shares: [0, 0, 0.5, 0], distances_m: none,
  unknown_share: 0.25, mean_depth_m: 0.94, max_depth_m: 1.8, value: 0.5,
} as const;
const question = (name: string, weight: number, deficit: number | null) => ({ question: name, weight, deficit, stale: false });
const checklist = {
  of: 'checklist', value: 0.3, low: 0.2, high: 0.4,
  groups: [{ name: 'fire', deficit: 0.4, questions: [question('spacing_m', 0.3, 0.5), question('hydrant_m', 0.2, 1), question('improvised_energy', 0.2, null), question('pests', 0.3, 0)] }],
} as const;

/** The part as the server would send it and the page would take it. */
function received(part: unknown): Part {
  const factors = [{ factor: 'flood', value: 0, low: 0, high: 0, points: 0, parts: [part] }];
  const assessment = { at: '', model_version: '', weights_sha256: '', score: site('a').score, rank: 1, rank_best: 1, rank_worst: 1, of: 1, vulnerability_points: 0, factors };
  const answer = settlementAnswer({ settlement: site('a').settlement, geometry: null, assessment, sentence: null }, 'x');
  const taken = answer.assessment?.factors[0]?.parts[0];
  if (taken === undefined) throw new Error('the part was lost');
  return taken;
}

test('a depth grid tells how deep, how much and what it does not know', () => {
  expect(partWords(received(depth), en)).toBe('Flood depth: up to 1.8 m of water, 0.9 m on average · Flood: 50% of the site in high danger; nobody has looked at 25% of the site');
  expect(partWords(received(depth), fr)).toContain('jusqu’à 1,8 m d’eau, 0,9 m en moyenne');
  expect(partLayer(received(depth))).toEqual({ code: 'flood_depth', version: 2 });
});

test('a grid that says nothing of a site says so', () => {
  const beyond = { ...depth, shares: [0, 0, 0, 0], unknown_share: 1, mean_depth_m: null, max_depth_m: null };

  expect(partWords(received(beyond), en)).toBe('Flood depth: the grid says nothing of this site, so not known to be safe');
});

test('zones tell the share nobody has studied, and old ones without it are taken as they are', () => {
  const zones = { of: 'zones', peril: 'flood', layer_version: 1, shares: [0, 0, 0, 0.5], distances_m: none, value: 0.7 };

  expect(partWords(received({ ...zones, unknown_share: 0.5 }), en)).toBe('Flood: 50% of the site in very high danger; nobody has looked at 50% of the site');
  expect(partWords(received(zones), en)).toBe('Flood: 50% of the site in very high danger');
});

test('a checklist tells its heaviest answers and what is still open', () => {
  expect(partWords(received(checklist), en)).toBe('hydrant too far and dwellings too close together; 1 of 4 questions not answered');
  expect(partWords(received(checklist), fr)).toContain('questions sans réponse : 1 sur 4');
  expect(partLayer(received(checklist))).toBeNull();
});

test('a checklist with good answers only finds nothing wanting', () => {
  const good = { ...checklist, groups: [{ name: 'fire', deficit: 0, questions: [question('pests', 1, 0)] }] };

  expect(partWords(received(good), en)).toBe('Answered: nothing found wanting');
});
