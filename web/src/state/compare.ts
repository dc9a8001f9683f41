// Two days of dispersal beside each other: the earlier report, and what differs between it and the one in view.
import { computed, effect } from '@preact/signals';
import { readDispersal } from '../api/client';
import type { Dispersal } from '../api/types';
import { dispersal, view } from './app';
import { askedOfServer } from './asked';
import { resource, valueOf } from './loadable';
import { days, tool } from './marks';
import { place, words } from './place';

export const earlier = resource<Dispersal>();

/** Whether two days are compared now. */
const isOpen = computed(() => tool.value === 'compare' && view.value === 'dispersal');

/** The later report: the one in view. */
export const later = computed(() => valueOf(dispersal.now.value));

/** The earlier day: that of the link, else the end of the first year in which somebody has moved, where that is before the later day. */
export const against = computed(() => {
  const report = later.value;
  const given = place.value.instruments.against;
  if (given !== null || report === null) return given;
  const ends = report.years.map(({ year }) => `${year}-12-31`).filter((end) => end < report.as_of);
  return ends[0] ?? null;
});

/** Whether the later report leaves out earlier moves: then the two do not count the same. */
export const isCut = computed(() => place.value.asked.since !== null);

/** Begins asking for the earlier day and shows both on the map; returns how to stop. */
export function start(): () => void {
  const asked = effect(() => {
    const [until, open] = [against.value, isOpen.value];
    const { yardstick, system } = place.value.asked;
    if (!open || until === null) return earlier.clear();
    const question = askedOfServer({ by: null, since: null, until, yardstick, system });
    earlier.load((at) => readDispersal(question, at));
  });
  const shown = effect(() => {
    const [left, right] = [valueOf(earlier.now.value), later.value];
    const both = isOpen.value && !isCut.value && left !== null && right !== null;
    days.value = both ? { left: left.neighbourhoods, right: right.neighbourhoods, names: [words.value.day(left.as_of), words.value.day(right.as_of)] } : null;
  });
  return () => {
    asked();
    shown();
    earlier.clear();
    days.value = null;
  };
}
