// The reports that may be had: which one is open, and how far the file that was asked for has come.
import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { readReports, takeReport, type Report, type Taking } from '../api/reports';
import { resource } from './loadable';
import { save } from './save';

/** How far a file has come. */
export type Step =
  | { readonly is: 'idle' | 'making' }
  | { readonly is: 'done'; readonly name: string }
  | { readonly is: 'failed'; readonly why: string };

export const reports = resource<readonly Report[]>();
export const chosen = signal<string | null>(null);
export const step = signal<Step>({ is: 'idle' });

export function read(language: string): void {
  reports.load((at) => readReports(language, at));
}

export function choose(name: string | null): void {
  chosen.value = name;
  step.value = { is: 'idle' };
}

/** Has the report made and gives it to the browser to save. */
export async function hand(asked: Taking): Promise<void> {
  step.value = { is: 'making' };
  try {
    const file = await takeReport(asked, new AbortController().signal);
    const name = `${asked.report.name}.${asked.format}`;
    save(file, name);
    step.value = { is: 'done', name };
  } catch (error) {
    step.value = { is: 'failed', why: error instanceof ApiError ? error.message : String(error) };
  }
}
