// The breaks of the classes that the link asks for, worked out of the report in view; fetched when somebody asks for classes of their own.
import { computed, effect } from '@preact/signals';
import { dispersal } from './app';
import { figureOf } from './classed';
import { breaksOf } from './classing';
import { valueOf } from './loadable';
import { classed } from './marks';
import { colourQuotient } from './palette';
import { place } from './place';
import type { Figure } from './instruments';

/** The figure of every neighbourhood that has one. */
export function valuesOf(figure: Figure): readonly number[] {
  const areas = valueOf(dispersal.now.value)?.neighbourhoods ?? [];
  return areas.flatMap(({ households, rehoused, ...area }) => figureOf({ households, rehoused, quotient: colourQuotient(area) }, figure) ?? []);
}

/** Neighbourhoods that have it, and those whose figure is hidden or missing. */
export function untold(figure: Figure): number {
  return (valueOf(dispersal.now.value)?.neighbourhoods.length ?? 0) - valuesOf(figure).length;
}

const wanted = computed(() => {
  const { classing } = place.value.instruments;
  if (classing === null) return null;
  const values = valuesOf(classing.figure);
  return values.length === 0 ? null : { figure: classing.figure, breaks: breaksOf(values, classing) };
});

effect(() => {
  classed.value = wanted.value;
});
