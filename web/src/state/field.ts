// What the work in the field knows: what is taken along, the visit that is being written, those on their way, and where it is kept.
import { signal } from '@preact/signals';
import type { Answer } from '../api/behind';
import { ApiError } from '../api/client';
import type { Lock } from '../api/visits';
import type { Conflict, Draft } from './draft';
import type { Pack, Packed } from './pack';
import type { Waiting, Went } from './queue';
import { ShelfError } from './shelf';
import type { Vault } from './vault';

/** A settlement that is taken along. */
export interface Taken {
  readonly code: string;
  readonly name: string;
  readonly answers: readonly Answer[];
  /** Its shape as GeoJSON; none in what a page of before has kept. */
  readonly shape?: Record<string, unknown> | null;
  /** The map around it that is kept; none while it is fetched, or where it could not be. */
  readonly map?: Packed & { readonly place: string };
  /** When its answers were asked for. */
  readonly at: string;
}

/** What is kept for the way: whose it is, what to seal with, where one goes. */
export interface Round {
  readonly author: string | null;
  readonly lock: Lock;
  readonly sites: readonly Taken[];
}

/** What became of a visit that has arrived, where others have said something else. */
export interface Outcome {
  readonly id: string;
  readonly name: string;
  readonly conflicts: readonly Conflict[];
}

export type Phase = 'opening' | 'ready' | 'unfit' | 'locked' | 'signed-out' | 'elsewhere';
export const SITES_MOST = 30;

export const phase = signal<Phase>('opening');
export const round = signal<Round | null>(null);
export const draft = signal<Draft | null>(null);
/** Whether the draft is put aside, to look at what else there is. */
export const aside = signal(false);
export const queue = signal<readonly Waiting[]>([]);
export const copies = signal<Readonly<Record<string, Draft>>>({});
export const outcomes = signal<readonly Outcome[]>([]);
export const sent = signal<string | null>(null);
export const went = signal<Went | null>(null);
export const busy = signal(false);
/** Whether nobody answered when the server was asked last. */
export const offline = signal(false);
type Trouble = 'full' | 'none' | 'picture' | ApiError;
/** What the browser could not keep, or the server not tell; it stands until something has been kept. */
export const trouble = signal<Trouble | null>(null);

let vault: Vault | null = null;

/** What this device keeps for whoever is here. */
export function vaultNow(): Vault | null {
  return vault;
}

export function useVault(opened: Vault): void {
  vault = opened;
}

/** The map that was taken along of the settlement that is visited. */
export const pack = signal<Pack | null>(null);

/** Nobody waits for these to be given up. */
export const whole = () => new AbortController().signal;

/** Does it, and tells what the browser or the server could not do, or what was wrong with it. */
export async function attempt(work: () => Promise<Trouble | void>): Promise<void> {
  try {
    trouble.value = (await work()) ?? null;
  } catch (error) {
    if (error instanceof ShelfError) trouble.value = error.kind;
    else if (error instanceof ApiError) trouble.value = error;
    else throw error;
  }
}

export async function keepRound(next: Round): Promise<void> {
  round.value = next;
  await vault?.keep('round', next);
}
