// Files of rows: which one is chosen, and how far what was asked of it has come.
import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { giveRows, takeRows, type RowsOf, type RowsTaken } from '../api/rows';
import { save } from './save';

export type FilesStep =
  | { readonly is: 'idle' | 'working' }
  | { readonly is: 'handed' }
  | { readonly is: 'taken'; readonly name: string; readonly told: RowsTaken }
  | { readonly is: 'failed'; readonly error: ApiError };

/** The sorts of casework that are files of rows. */
export const CASEWORK = ['works', 'works_ends', 'incidents', 'overrides', 'teams'] as const;

export const chosen = signal<RowsOf>({ sort: 'casework', name: CASEWORK[0] });
export const step = signal<FilesStep>({ is: 'idle' });

export function choose(of: RowsOf): void {
  chosen.value = of;
  step.value = { is: 'idle' };
}

export function hand(file: 'template' | 'entries', purpose: string): Promise<void> {
  const of = chosen.peek();
  return work(async () => {
    save(await takeRows(of, file, purpose), file === 'template' ? `${of.name}-template.csv` : `${of.name}.csv`);
    return { is: 'handed' };
  });
}

export function takeIn(file: File, changesKnown: boolean): Promise<void> {
  return work(async () => ({ is: 'taken', name: file.name, told: await giveRows(chosen.peek(), file, changesKnown) }));
}

async function work(done: () => Promise<FilesStep>): Promise<void> {
  step.value = { is: 'working' };
  try {
    step.value = await done();
  } catch (error) {
    step.value = { is: 'failed', error: error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) }) };
  }
}
