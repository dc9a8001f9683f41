// A visit while it is written: its screens, its numbers, what is sealed of it, and where others have said something else.
import { expect, test } from 'vitest';
import type { Answer } from '../src/api/behind';
import { answered, begin, conflictsOf, lacks, readNumber, revived, sealedVisit, shownNumber, stepsOf, typedIn, type Draft } from '../src/state/draft';
import type { Spot } from '../src/state/instruments';
import { newId } from '../src/state/newId';
import { NEW_WALK } from '../src/state/outline';

const visit = { of: 'visit', on: '2026-03-04' } as const;
const asked = (given: Partial<Answer>): Answer => ({ question: 'water_m', group: 'water', unit: 'metres', low: 0, high: 100_000, reply: null, source: null, stale: false, visit: null, ...given });
const yesNo = (question: string, reply: 'yes' | 'no' | null = null): Answer => asked({ question, group: 'waste', unit: 'yes_no', low: null, high: null, reply, source: reply === null ? null : visit, visit: reply === null ? null : 'earlier' });
const share = asked({ question: 'under5_share', group: 'vulnerability', unit: 'share', low: 0, high: 1 });

function draft(given: Partial<Draft> = {}): Draft {
  const questions = [asked({ reply: 350, source: visit, visit: 'earlier' }), yesNo('pests', 'no'), share];
  return { ...begin({ code: 'S1', name: 'The quay', shape: null }, 'agent-07', questions, new Date('2026-03-09T10:00:00Z')), ...given };
}

test('one group of questions is one screen, in the order of the server', () => {
  const names = (of: Draft) => stepsOf(of).map((step) => (step.is === 'group' ? step.group : step.is));

  expect(names(draft())).toEqual(['start', 'water', 'waste', 'vulnerability', 'outline', 'place', 'review']);
  expect(names(draft({ nothingChanged: true }))).toEqual(['start', 'outline', 'place', 'review']);
});

test('a number is read as people type it, and shares as per cent', () => {
  expect(readNumber(asked({}), ' 12,5 ')).toBe(12.5);
  expect(readNumber(share, '25')).toBe(0.25);
  expect(readNumber(share, '7.3 %')).toBe(0.073);
  expect(shownNumber('share', 0.073)).toBe('7.3');
  expect(readNumber(asked({}), '')).toBeNull();
  for (const wrong of ['-1', '100001', 'many', '1e3', '1 2']) expect(readNumber(asked({}), wrong)).toBe('wrong');
  expect(readNumber(share, '101')).toBe('wrong');
});

test('what cannot be stays as it was typed, and keeps the visit from being finished', () => {
  const [water] = draft().asked;
  if (water === undefined) throw new Error('no question');
  const wrong = typedIn(answered(draft(), 'pests', 'yes'), water, '12 m');

  expect(wrong.typed).toEqual({ water_m: '12 m' });
  expect(wrong.answers).toEqual({ pests: 'yes' });
  expect(lacks(wrong)).toEqual(['numbers']);
  expect(lacks(typedIn(wrong, water, '12'))).toEqual([]);
  expect(lacks(draft())).toEqual(['answers']);
  expect(lacks(draft({ nothingChanged: true }))).toEqual([]);
  expect(lacks(draft({ nothingChanged: true, by: ' ' }))).toEqual(['by']);
});

test('an answer that is chosen once more is not asked after all', () => {
  expect(answered(answered(draft(), 'pests', 'yes'), 'pests', null).answers).toEqual({});
});

test('what is sealed says whose it is, and holds what the server takes and nothing else', () => {
  const full = draft({ answers: { pests: 'yes' }, note: ' mud ', position: { lon: 1.4, lat: 43.6, accuracy_m: 8 } });

  expect(sealedVisit(full)).toEqual({
    author: 'agent-07',
    settlement: 'S1',
    visit: { id: full.id, at: '2026-03-09T10:00:00.000Z', by: 'agent-07', method: 'on_site', nothing_changed: false, answers: { pests: 'yes' }, validated: true, note: 'mud', position: full.position },
  });
  expect(sealedVisit({ ...full, nothingChanged: true })).toMatchObject({ visit: { nothing_changed: true, answers: {} } });
});

test('an answer that others have given otherwise since is laid beside ours', () => {
  const mine = draft({ answers: { pests: 'yes', water_m: 350 } });
  const later = [asked({ reply: 350, source: visit, visit: 'another' }), { ...yesNo('pests', 'no'), visit: 'another' }];

  expect(conflictsOf(mine, later).map(({ question, mine, theirs }) => [question, mine, theirs.reply])).toEqual([['pests', 'yes', 'no']]);
});

test('our own answer, one measured on the map and one that nobody could tell are no conflict', () => {
  const mine = draft({ answers: { pests: 'yes', water_m: 'unknown' } });
  const own = { ...yesNo('pests', 'no'), visit: mine.id };
  const measured = asked({ reply: 10, source: { of: 'layer', landmark: 'water_point', layer_version: 1, at_least: false } });

  expect(conflictsOf(mine, [own, measured])).toEqual([]);
});

test('"nothing has changed" is compared with what was shown, not with what is known by now', () => {
  const mine = draft({ nothingChanged: true });

  expect(conflictsOf(mine, [{ ...yesNo('pests', 'yes'), visit: 'another' }]).map(({ mine, theirs }) => [mine, theirs.reply])).toEqual([['no', 'yes']]);
  expect(conflictsOf(mine, [yesNo('pests', 'no')])).toEqual([]);
});

test('ids sort by the moment, and two of one moment differ', () => {
  const [early, late, same] = [newId(new Date(1_000)), newId(new Date(2_000_000_000_000)), newId(new Date(1_000))];

  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(early < late).toBe(true);
  expect(early).not.toBe(same);
});

test('an outline is sealed with the visit, and neither a walk that is not finished nor a line that crosses itself is', () => {
  const answered = { answers: { pests: 'yes' as const } };
  const [a, b, c, d] = [{ lon: 1.44, lat: 43.6 }, { lon: 1.441, lat: 43.6 }, { lon: 1.441, lat: 43.601 }, { lon: 1.44, lat: 43.601 }] as const;
  const drawn = (corners: readonly Spot[]) => draft({ ...answered, outline: { how: 'drawn', accuracy_m: null, corners, notes: [] } });

  expect(lacks(drawn([a, b, c, d]))).toEqual([]);
  expect(sealedVisit(drawn([a, b, c]))).toMatchObject({ visit: { outline: { how: 'drawn', corners: [[1.44, 43.6], [1.441, 43.6], [1.441, 43.601]] } } });
  expect(sealedVisit(draft(answered))).not.toHaveProperty('visit.outline');
  expect(lacks(drawn([a, c, b, d]))).toEqual(['outline']);
  expect(lacks(draft({ ...answered, walk: NEW_WALK }))).toEqual(['walk']);
});

test('a draft that a page of before has kept goes on without an outline', () => {
  const { outline: _outline, walk: _walk, shape: _shape, ...before } = draft();

  expect(revived(before)).toEqual({ ...before, outline: null, walk: null, shape: null });
  expect([revived(null), revived(undefined)]).toEqual([null, null]);
});
