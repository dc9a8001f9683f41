import { expect, test } from 'vitest';
import type { Field } from '../src/api/registers';
import { readable } from '../src/state/cells';
import { wordsOf } from '../src/text/words';

const field = (name: string, kind: string) => ({ name, kind, label: name, class: 'P', required: false }) as unknown as Field;

test('a year is written as one, a quantity with its thousands apart', () => {
  const french = wordsOf('fr');
  expect(readable(french, field('resorption_target_year', 'count'), 2028)).toBe('2028');
  expect(readable(french, field('year', 'count'), 2026)).toBe('2026');
  expect(readable(french, field('households', 'count'), 2028)).toMatch(/^2\s028$/);
});
