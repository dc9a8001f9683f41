// Values of a register as people read them, and as they fill them in.
import type { Entry, Field } from '../api/registers';
import type { Words } from '../text/words';

/** Columns of a list at most, besides code and state. */
const COLUMNS = 6;

/** The fields that a list shows: those that some entry has, prose excepted. */
export function columnsOf(fields: readonly Field[], entries: readonly Entry[]): readonly Field[] {
  const told = fields.filter(({ name, kind }) => kind !== 'prose' && entries.some(({ fields }) => name in fields));
  return told.slice(0, COLUMNS);
}

/** A value as people read it; blank where there is none. */
export function readable(words: Words, field: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => readable(words, field, one)).join(field.kind === 'place' ? ' ; ' : ', ');
  if (typeof value === 'boolean') return words.say(value ? 'yes' : 'no');
  // A year is no quantity: nobody parts its thousands.
  if (typeof value === 'number' && /(^|_)year$/.test(field.name)) return String(value);
  if (typeof value === 'number') return field.kind === 'euros' ? words.euros(value) : words.brief(value);
  const text = String(value);
  if (field.kind === 'day' || field.kind === 'past_day') return words.day(text);
  return field.words?.find(({ code }) => code === text)?.label ?? text;
}

/** A value as a form takes it, and as the server takes it back. */
export function fillable(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(fillable).join(';');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** What was filled in otherwise than it stood. */
export function changed(fields: readonly Field[], before: Readonly<Record<string, unknown>>, filled: FormData): Record<string, string> {
  const entries = fields.flatMap(({ name }): [string, string][] => {
    if (!filled.has(name)) return before[name] === undefined ? [] : [[name, '']];
    const now = filled.getAll(name).map(String).filter(Boolean).join(';');
    return now === fillable(before[name]) ? [] : [[name, now]];
  });
  return Object.fromEntries(entries);
}
