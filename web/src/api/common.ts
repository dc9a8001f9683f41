// Small shapes that several answers of the server share.
import { list, nullable, number, object, oneOf, text, type Checked } from './check';

export const hazardClass = oneOf('A', 'B', 'C', 'D', 'E');
export type HazardClass = Checked<typeof hazardClass>;

/** The same in two languages. */
export const sentence = object({ fr: text, en: text });

/** What became of the rows of a file. */
export const rowsReport = object({
  file: text,
  columns_left_out: list(text),
  tally: object({ read: number, refused: number }),
  refusals: list(object({ place: object({ feature: number, name: nullable(text) }), why: text })),
  warnings: list(text),
});
export type RowsReport = Checked<typeof rowsReport>;

/** The body of an error, as RFC 9457 and the server write it. */
export const problemAnswer = object({ type: nullable(text), title: text, detail: nullable(text), request_id: nullable(text), report: nullable(rowsReport) });

/** The header that says what for. Headers hold plain letters: accents are left out. */
export function purposed(purpose: string): Record<string, string> {
  const plain = purpose.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '').trim();
  return plain === '' ? {} : { 'x-purpose': plain };
}
