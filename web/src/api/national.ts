// The spreadsheet of the national platform, out and in.
import { change, take, upload } from './client';
import { purposed, rowsReport } from './common';
import { list, nothing, nullable, number, object, text, truth, type Checked } from './check';

const site = object({ row: number, code: text, name: text, is_new: truth, columns: list(text) });
export type NationalSite = Checked<typeof site>;

const imported = object({
  report: rowsReport,
  change: nullable(number),
  added: number,
  changed: number,
  unchanged: number,
  visits: number,
  entries: number,
  sites: list(site),
});
export type NationalImported = Checked<typeof imported>;

export type SheetFormat = 'xlsx' | 'csv';

/** Our settlements in the platform's columns; those about courts and owners need a purpose. */
export function takeSheet(format: SheetFormat, withLaw: boolean, purpose: string): Promise<Blob> {
  return take(`/api/exchange/national.${format}?law=${withLaw}`, new AbortController().signal, purposed(purpose));
}

/** Takes a sheet in; `onlyTried` reads and reports, and stores nothing. */
export function sendSheet(file: File, onlyTried: boolean, signal: AbortSignal): Promise<NationalImported> {
  return upload(`/api/exchange/national?dry_run=${onlyTried}`, file, imported, signal);
}

/** Takes a change back with all that followed from it. */
export function undoChange(number: number): Promise<null> {
  return change(['POST', `/api/registers/changes/${number}/undo`], {}, nothing, new AbortController().signal);
}
