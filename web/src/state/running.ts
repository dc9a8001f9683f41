// The installation as whoever runs it sees it: how it is, and the job that assesses all settlements.
import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { readInstallation, readRetention, readScoring, runRetention, startScoring, type Installation, type Ran, type Retention, type Scoring } from '../api/installation';
import { resource } from './loadable';

export const installation = resource<Installation>();
export const retention = resource<Retention>();
/** A run by hand: under way, done, or refused. */
export const ran = resource<Ran>();
/** How far the job has come, as it was told last. */
export const scoring = signal<Scoring | null>(null);
export const failure = signal<ApiError | null>(null);

/** Between two looks at a job that runs. */
const LOOK_MS = 700;
let watching: ReturnType<typeof setTimeout> | undefined;

export function read(): void {
  installation.load(readInstallation);
}

export function readDue(): void {
  retention.load(readRetention);
}

/** Erases what was looked at; then looks at what is left. */
export function runNow(reason: string, seen: string): void {
  ran.load(async () => {
    const done = await runRetention(reason, seen);
    readDue();
    return done;
  });
}

/** Looks at the job, and goes on looking while it runs. */
export async function watch(): Promise<void> {
  await told(() => readScoring(new AbortController().signal));
}

export async function assess(): Promise<void> {
  await told(startScoring);
}

export function stopWatching(): void {
  clearTimeout(watching);
}

async function told(ask: () => Promise<Scoring>): Promise<void> {
  clearTimeout(watching);
  failure.value = null;
  try {
    scoring.value = await ask();
  } catch (error) {
    failure.value = error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
    return;
  }
  if (scoring.peek()?.running === true) watching = setTimeout(() => void watch(), LOOK_MS);
}
