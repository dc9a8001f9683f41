// A file that is to become a layer: chosen, tried, corrected, stored.
import { signal } from '@preact/signals';
import { ApiError, readStatus } from '../api/client';
import { sendLayer, takeBackLayer, type ImportTakenBack, type LayerImported, type Reading } from '../api/imports';
import { status } from './app';
import { language } from './place';

/** How far a file has come. */
export type Step =
  | { readonly is: 'none' }
  | { readonly is: 'reading' | 'storing' }
  | { readonly is: 'tried'; readonly told: LayerImported }
  | { readonly is: 'stored'; readonly told: LayerImported; readonly failure: ApiError | null }
  | { readonly is: 'taken-back'; readonly layer: string; readonly told: ImportTakenBack }
  | { readonly is: 'failed'; readonly error: ApiError };

export const file = signal<File | null>(null);
export const reading = signal<Reading>({ layer: 'settlements', crs: '', columns: {}, adds: false });
export const step = signal<Step>({ is: 'none' });

/** Another file or another layer begins anew: what was corrected belongs to the one before. */
export function choose(next: File | null, layer = reading.peek().layer): void {
  file.value = next;
  reading.value = { layer, crs: '', columns: {}, adds: false };
  step.value = { is: 'none' };
  if (next !== null) void tryOut();
}

/** Reads the file anew with something corrected. */
export function correct(change: Partial<Reading>): void {
  reading.value = { ...reading.peek(), ...change };
  void tryOut();
}

/** Has the file read and reported on; nothing is stored. */
export async function tryOut(): Promise<void> {
  await send('reading', true);
}

export async function store(): Promise<void> {
  await send('storing', false);
  // The map and its legend know of the new version from here on.
  if (step.peek().is === 'stored') status.load(readStatus);
}

/** Puts back what was there before the file that was just stored. */
export async function takeBack(): Promise<void> {
  const stored = step.peek();
  if (stored.is !== 'stored' || stored.told.version === null) return;
  const mine = (latest += 1);
  const { layer, version } = stored.told;
  const next = await takeBackLayer(layer, version).then(
    (told): Step => ({ is: 'taken-back', layer, told }),
    (error: unknown): Step => ({ ...stored, failure: named(error) }),
  );
  if (mine === latest) step.value = next;
  if (next.is === 'taken-back') status.load(readStatus);
}

function named(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
}

let latest = 0;

async function send(is: 'reading' | 'storing', isTrial: boolean): Promise<void> {
  const sent = file.peek();
  if (sent === null) return;
  const mine = (latest += 1);
  step.value = { is };
  const next = await sendLayer(sent, reading.peek(), isTrial, language.peek()).then(
    (told): Step => (isTrial ? { is: 'tried', told } : { is: 'stored', told, failure: null }),
    (error: unknown): Step => ({ is: 'failed', error: named(error) }),
  );
  // An answer to a question that was corrected since must not overwrite the newer one.
  if (mine === latest) step.value = next;
}
