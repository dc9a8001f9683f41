// What the instruments have the map show and take in: the little of them that the map itself needs.
import { computed, effect, signal } from '@preact/signals';
import type { Area } from '../api/types';
import type { Classed } from './classed';
import { isPublic } from './app';
import type { Instruments, Spot } from './instruments';
import { go, place } from './place';

/** The corners of what is measured. */
export const corners = signal<readonly Spot[]>([]);
export const isRing = signal(false);

/** The classes that are drawn, once they are worked out. */
export const classed = signal<Classed | null>(null);

/** The neighbourhoods of two days, once both are here, and where the line between them stands. */
export const days = signal<{ readonly left: readonly Area[]; readonly right: readonly Area[]; readonly names: readonly [string, string] } | null>(null);
export const line = signal(0.5);

/** Instruments are for the team. */
export const tool = computed(() => (isPublic.value ? null : place.value.instruments.tool));

export const pointing = computed(() => tool.value === 'here' || tool.value === 'measure');

export const marks = computed(() => {
  const { at } = place.value.instruments;
  if (tool.value === 'measure') return { spots: corners.value, isRing: isRing.value };
  return { spots: tool.value === 'here' && at !== null ? [at] : [], isRing: false };
});

/** A place that was named, by the instrument that is open. */
export function pointed(spot: Spot): void {
  if (tool.peek() === 'measure') corners.value = [...corners.peek(), spot];
  else turn({ at: spot });
}

/** Turns the instruments; each turn can be taken back. */
export function turn(change: Partial<Instruments>): void {
  go({ instruments: { ...place.peek().instruments, ...change } });
}

// Breaks are worked out by code that is fetched for it.
effect(() => {
  if (place.value.instruments.classing === null) classed.value = null;
  else void import('./breaks');
});
