// Weights as they are tried: the draft, the ranking under it, and putting it in force.
import { computed, signal } from '@preact/signals';
import { ApiError, readRanking } from '../api/client';
import { readVersion, readWeights, setWeights, tryWeights, type Tried, type Weights, type WeightsSet } from '../api/weights';
import { day, ranking } from './app';
import { evened, withFigure, type Figure } from './figures';
import { resource } from './loadable';

export const inForce = resource<Weights>();
/** Those in force as they were read last: the page stays, with what is typed in it, while they are asked for anew. */
export const known = signal<Weights | null>(null);
/** The text that is tried; `null` while it is that in force. */
export const draft = signal<string | null>(null);
export const tried = resource<Tried>();
export const kept = signal<WeightsSet | null>(null);
export const failure = signal<ApiError | null>(null);
export const busy = signal(false);

/** The text at hand. */
export const text = computed(() => draft.value ?? known.value?.text ?? '');

/** Long enough for the next letter of a number. */
const PAUSE_MS = 350;
let waiting: ReturnType<typeof setTimeout> | undefined;

export function read(): void {
  if (inForce.now.peek().is === 'idle') load();
}

function load(): void {
  inForce.load(async (at) => (known.value = await readWeights(at)));
}

/** Tries another text. That in force is nothing to be tried. */
export function write(next: string): void {
  const isSame = next === known.peek()?.text;
  draft.value = isSame ? null : next;
  kept.value = null;
  failure.value = null;
  clearTimeout(waiting);
  if (isSame) return tried.clear();
  waiting = setTimeout(() => tried.load((at) => tryWeights(next, at)), PAUSE_MS);
}

export function change(figure: Figure, number: string): void {
  write(withFigure(text.peek(), figure, number));
}

/** Brings the weights of a list to 1. */
export function even(section: string, list: string): void {
  write(evened(text.peek(), known.peek()?.text ?? '', section, list));
}

export function leave(): void {
  write(known.peek()?.text ?? '');
}

/** Takes a version up to be tried; 0 is the default. */
export function takeUp(version: number): Promise<void> {
  return attempt(async () => write(await readVersion(version, new AbortController().signal)));
}

export function keep(note: string): Promise<void> {
  const now = known.peek();
  const next = draft.peek();
  return attempt(async () => {
    if (now === null || next === null) return;
    const set = await setWeights(next, note, now.sha256);
    draft.value = null;
    tried.clear();
    load();
    ranking.load((at) => readRanking(day.peek(), at));
    kept.value = set;
  });
}

/** Looks at what others have put in force meanwhile; the draft stays, and is tried against it. */
export async function lookAgain(): Promise<void> {
  failure.value = null;
  inForce.load(async (at) => {
    const now = (known.value = await readWeights(at));
    const next = draft.peek();
    if (next !== null) tried.load((trying) => tryWeights(next, trying));
    return now;
  });
}

async function attempt(work: () => Promise<void>): Promise<void> {
  busy.value = true;
  failure.value = null;
  try {
    await work();
  } catch (error) {
    failure.value = error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
  } finally {
    busy.value = false;
  }
}
