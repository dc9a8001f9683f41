// The sheet of the national platform: taken along, tried, taken in, taken back.
import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { sendSheet, takeSheet, undoChange, type NationalImported, type SheetFormat } from '../api/national';
import { save } from './save';

/** How far a file has come that is to be taken in. */
export type Sheet =
  | { readonly is: 'none' }
  | { readonly is: 'reading' | 'storing'; readonly name: string }
  | { readonly is: 'tried'; readonly file: File; readonly told: NationalImported }
  | { readonly is: 'stored'; readonly told: NationalImported }
  | { readonly is: 'taken-back'; readonly change: number }
  | { readonly is: 'failed'; readonly name: string; readonly error: ApiError };

export const sheet = signal<Sheet>({ is: 'none' });
/** The sheet that is being written for us, or what went wrong with it. */
export const taking = signal<'idle' | 'making' | 'done' | ApiError>('idle');

export async function take(format: SheetFormat, withLaw: boolean, purpose: string): Promise<void> {
  taking.value = 'making';
  try {
    save(await takeSheet(format, withLaw, purpose), `national.${format}`);
    taking.value = 'done';
  } catch (error) {
    taking.value = named(error);
  }
}

/** Has a file read and reported on; nothing is stored. */
export function tryOut(file: File): Promise<void> {
  return send(file, 'reading', async (at) => ({ is: 'tried', file, told: await sendSheet(file, true, at) }));
}

/** Stores the file that was tried. */
export async function store(): Promise<void> {
  const now = sheet.peek();
  if (now.is !== 'tried') return;
  const { file } = now;
  await send(file, 'storing', async (at) => ({ is: 'stored', told: await sendSheet(file, false, at) }));
}

export function takeBack(change: number): Promise<void> {
  return send({ name: String(change) }, 'storing', async () => {
    await undoChange(change);
    return { is: 'taken-back', change };
  });
}

export function forget(): void {
  sheet.value = { is: 'none' };
}

async function send({ name }: { readonly name: string }, is: 'reading' | 'storing', work: (at: AbortSignal) => Promise<Sheet>): Promise<void> {
  sheet.value = { is, name };
  try {
    sheet.value = await work(new AbortController().signal);
  } catch (error) {
    sheet.value = { is: 'failed', name, error: named(error) };
  }
}

function named(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
}
