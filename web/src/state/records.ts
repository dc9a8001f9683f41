// The record of changes and readings as the auditor goes through it.
import type { ApiError } from '../api/client';
import { proveRecords, readChanges, readReadings, type Changed, type Changes, type ChangesSought, type Proof, type Reading, type Readings } from '../api/record';
import { computed, effect, signal } from '@preact/signals';
import { resource } from './loadable';
import { go, place } from './place';

/** What is looked for, as the link says. */
export const sought = computed<ChangesSought>(() => place.value.record);
export const page = resource<Changes>();
/** The changes that were read so far. */
export const changes = signal<readonly Changed[]>([]);
export const readingsPage = resource<Readings>();
export const readings = signal<readonly Reading[]>([]);
export const proof = resource<Proof>();
export type { ApiError };

/** Looks for other changes; Back looks for those of before again. */
export function look(next: ChangesSought): void {
  const before = JSON.stringify(sought.peek());
  if (before === JSON.stringify(next)) read(next);
  else go({ record: next });
}

/** Looks for changes from the newest on, and anew when the link looks for others; returns how to stop. */
export function start(): () => void {
  return effect(() => read(sought.value));
}

function read(wanted: ChangesSought): void {
  page.load(async (at) => {
    const first = await readChanges(wanted, null, at);
    changes.value = first.items;
    return first;
  });
}

export function older(cursor: string): void {
  page.load(async (at) => {
    const more = await readChanges(sought.peek(), cursor, at);
    changes.value = [...changes.peek(), ...more.items];
    return more;
  });
}

export function lookAtReadings(cursor: string | null): void {
  readingsPage.load(async (at) => {
    const more = await readReadings(cursor, at);
    readings.value = cursor === null ? more.items : [...readings.peek(), ...more.items];
    return more;
  });
}

export function prove(): void {
  proof.load(proveRecords);
}
