// The rules of a proposal as the planner's form changes them.
import { expect, test } from 'vitest';
import { byHand, forbidden, handsOff, limited, locked, NO_RULES, shareOf } from '../src/state/rules';

test('a home set by hand twice is set no more', () => {
  const once = locked(NO_RULES, 'F1', 'O1');

  expect(once.locks).toEqual({ F1: 'O1' });
  expect(locked(once, 'F1', 'O2').locks).toEqual({ F1: 'O2' });
  expect(locked(once, 'F1', 'O1').locks).toEqual({});
});

test('a home that is ruled out is not set any more, another one stays', () => {
  const set = locked(NO_RULES, 'F1', 'O1');

  expect(forbidden(set, 'F1', 'O1')).toEqual({ ...NO_RULES, forbids: { F1: ['O1'] } });
  expect(forbidden(set, 'F1', 'O2').locks).toEqual({ F1: 'O1' });
  expect(byHand(forbidden(set, 'F1', 'O2'))).toBe(2);
  expect(byHand(handsOff(forbidden(set, 'F1', 'O2')))).toBe(0);
});

test('a share is read as people write it, and nothing else is one', () => {
  expect(shareOf('30')).toBe(0.3);
  expect(shareOf('12,5')).toBe(0.125);
  for (const none of ['', 'x', '-1', '101']) expect(shareOf(none)).toBeNull();
});

test('a landlord without a number has no limit', () => {
  const held = limited(NO_RULES, 'L', '3');

  expect(held.landlord_caps).toEqual({ L: 3 });
  expect(limited(held, 'L', '').landlord_caps).toEqual({});
  expect(limited(held, 'L', '-1').landlord_caps).toEqual({});
});
