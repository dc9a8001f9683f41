// The record of changes and readings as the auditor goes through it.
import { signal } from '@preact/signals';
import type { ApiError } from '../api/client';
import { proveRecords, readChanges, readReadings, type Changed, type Changes, type ChangesSought, type Proof, type Reading, type Readings } from '../api/record';
import { resource } from './loadable';

export const ANY: ChangesSought = { actor: '', action: '', subject: '', since: '', until: '' };

export const sought = signal<ChangesSought>(ANY);
export const page = resource<Changes>();
/** The changes that were read so far. */
export const changes = signal<readonly Changed[]>([]);
export const readingsPage = resource<Readings>();
export const readings = signal<readonly Reading[]>([]);
export const proof = resource<Proof>();
export type { ApiError };

/** Looks for changes from the newest on. */
export function look(next: ChangesSought): void {
  sought.value = next;
  page.load(async (at) => {
    const first = await readChanges(next, null, at);
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
