// What is kept over a load of the page: what was typed, and nothing that was shown.
import { expect, test } from 'vitest';
import { typedInto, type Control } from '../src/state/typed';

const note: Control = { label: 'Note', kind: 'textarea', value: 'the bank slides', before: '', guarded: false };

test('what was typed is kept with the name of its field', () => {
  expect(typedInto([note])).toEqual([{ label: 'Note', text: 'the bank slides' }]);
});

test('what stood there before, blanks, secrets and choices are not', () => {
  const others: readonly Partial<Control>[] = [{ before: note.value }, { value: '  ' }, { kind: 'password' }, { kind: 'checkbox' }, { kind: 'file' }, { kind: 'hidden' }];

  expect(typedInto(others.map((other) => ({ ...note, ...other })))).toEqual([]);
});

test('nothing is kept of fields about households and courts', () => {
  expect(typedInto([{ ...note, guarded: true }])).toEqual([]);
});
