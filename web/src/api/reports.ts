// Reports to hand over: which ones may be had, and one as a file.
import { ask, take } from './client';
import { purposed } from './common';
import { list, nullable, object, oneOf, text, truth, type Checked } from './check';

const report = object({
  name: text,
  title: text,
  about: text,
  formats: list(oneOf('pdf', 'docx', 'xlsx', 'csv')),
  asks: nullable(text),
  optional: truth,
  yearly: truth,
});
export type Report = Checked<typeof report>;

/** What somebody wants of a report. */
export interface Taking {
  readonly report: Report;
  readonly format: Report['formats'][number];
  readonly language: string;
  readonly about: string;
  readonly year: string;
  readonly purpose: string;
}

export function readReports(language: string, signal: AbortSignal): Promise<readonly Report[]> {
  return ask(`/api/reports?lang=${language}`, list(report), signal);
}

export function takeReport({ report, format, language, about, year, purpose }: Taking, signal: AbortSignal): Promise<Blob> {
  const asked = new URLSearchParams({ lang: language });
  if (report.asks !== null && about !== '') asked.set('about', about);
  if (report.yearly && year !== '') asked.set('year', year);
  return take(`/api/reports/${report.name}.${format}?${asked}`, signal, purposed(purpose));
}
