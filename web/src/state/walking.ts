// The line around the settlement while it is made: positions come in, corners are set on the map, each can be taken back.
import { computed, signal } from '@preact/signals';
import type { Draft } from './draft';
import { draft } from './field';
import type { Spot } from './instruments';
import { closed, cornerAt, cornerOut, NEW_DRAWING, NEW_WALK, pointSet, shellsOf, snapped, stepBack, walkedOn, type Fix, type Outline, type Rule } from './outline';
import { writeDown } from './writing';

/** What the device says of where it is. */
export type Gps = { readonly is: 'off' | 'waiting' } | { readonly is: 'good' | 'rough'; readonly accuracy_m: number } | { readonly is: 'failed'; readonly why: 'refused' | 'late' | 'none' };

export const gps = signal<Gps>({ is: 'off' });
/** The corner that is chosen, by its place in the ring. */
export const chosen = signal<number | null>(null);
const past = signal<readonly Outline[]>([]);
export const canUndo = computed(() => past.value.length > 0);

/** Longest silence of the satellites before it is said. */
const PATIENCE_MS = 30_000;
/** Steps that can be taken back. */
const PAST_MOST = 50;

let watching: number | null = null;
let latest: Fix | null = null;
let awake: WakeLockSentinel | null = null;

function alter(change: Partial<Draft>): void {
  const now = draft.peek();
  if (now !== null) writeDown({ ...now, ...change });
}

/** Begins to walk, or goes on. */
export function goOn(): void {
  if (draft.peek()?.walk === null) alter({ walk: NEW_WALK });
  if (!('geolocation' in navigator)) return void (gps.value = { is: 'failed', why: 'none' });
  if (watching !== null) return;
  gps.value = { is: 'waiting' };
  watching = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 });
  void stayAwake();
}

/** Listens no longer; what was walked stays. */
export function pause(): void {
  if (watching !== null) navigator.geolocation.clearWatch(watching);
  watching = null;
  latest = null;
  if (gps.peek().is !== 'failed') gps.value = { is: 'off' };
  void awake?.release();
  awake = null;
}

/** A dark screen stops the satellites too. Where the browser cannot keep it on, the walk goes on after a tap. */
async function stayAwake(): Promise<void> {
  try {
    awake = (await navigator.wakeLock?.request('screen')) ?? null;
  } catch {
    awake = null;
  }
}

function found({ coords, timestamp }: GeolocationPosition): void {
  const walk = draft.peek()?.walk;
  if (walk === null || walk === undefined) return pause();
  latest = { lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy, at: timestamp };
  gps.value = { is: coords.accuracy > walk.rule.within_m ? 'rough' : 'good', accuracy_m: coords.accuracy };
  const next = walkedOn(walk, latest);
  if (next !== walk) alter({ walk: next });
}

function failed({ code }: GeolocationPositionError): void {
  gps.value = { is: 'failed', why: code === 1 ? 'refused' : code === 3 ? 'late' : 'none' };
  // Refused is refused; the others may pass.
  if (code === 1) pause();
}

/** Sets a point where somebody stands. */
export function setPoint(): void {
  const walk = draft.peek()?.walk;
  if (walk && latest !== null) alter({ walk: pointSet(walk, latest) });
}

export function backOne(): void {
  const walk = draft.peek()?.walk;
  if (walk) alter({ walk: stepBack(walk) });
}

export function useRule(rule: Rule): void {
  const walk = draft.peek()?.walk;
  if (walk) alter({ walk: { ...walk, rule } });
}

/** The walk is a ring from now on. */
export function close(): void {
  pause();
  const walk = draft.peek()?.walk;
  if (!walk) return;
  begun();
  alter({ walk: null, outline: closed(walk) });
}

/** Begins to draw, with the corners of the shape that stands or with none. */
export function draw(from: 'nothing' | 'shape'): void {
  begun();
  const [ring] = from === 'shape' ? shellsOf(draft.peek()?.shape ?? null) : [];
  alter({ outline: { ...NEW_DRAWING, corners: ring ?? [] } });
  chosen.value = ring === undefined ? null : 0;
}

/** Leaves the outline out, or begins anew. */
export function leave(): void {
  pause();
  begun();
  alter({ walk: null, outline: null });
}

function begun(): void {
  past.value = [];
  chosen.value = null;
}

/** Sets a corner, or moves the chosen one there; onto what stands where that is within reach. */
export function corner(spot: Spot, reach_m: number): void {
  const now = draft.peek();
  if (!now || now.outline === null) return;
  remember(now.outline);
  const place = snapped(spot, shellsOf(now.shape), reach_m);
  alter({ outline: cornerAt(now.outline, place, chosen.peek()) });
}

export function takeOut(): void {
  const [outline, at] = [draft.peek()?.outline, chosen.peek()];
  if (!outline || at === null) return;
  remember(outline);
  alter({ outline: cornerOut(outline, at) });
  chosen.value = outline.corners.length > 1 ? Math.min(at, outline.corners.length - 2) : null;
}

/** Chooses the next corner or the one before; beyond the last one none, so that the next tap adds one. */
export function choose(step: 1 | -1): void {
  const many = draft.peek()?.outline?.corners.length ?? 0;
  const places = many + 1;
  const now = chosen.peek() ?? many;
  const next = (now + step + places) % places;
  chosen.value = next === many ? null : next;
}

export function undo(): void {
  const before = past.peek().at(-1);
  if (before === undefined) return;
  past.value = past.peek().slice(0, -1);
  if ((chosen.peek() ?? 0) >= before.corners.length) chosen.value = null;
  alter({ outline: before });
}

function remember(outline: Outline): void {
  past.value = [...past.peek(), outline].slice(-PAST_MOST);
}
