// Neighbourhoods in classes of one's own, as they are drawn: the figure of each, its class, the colours.
import type { Figure } from './instruments';

/** Which figure is drawn, and the breaks between its classes, upwards. */
export interface Classed {
  readonly figure: Figure;
  readonly breaks: readonly number[];
}

/** What colouring needs of a neighbourhood, from a tile or from the report. */
export interface Counted {
  readonly households: number | null;
  readonly rehoused: number | null;
  readonly quotient: number | null;
}

/** The figure of a neighbourhood; `null` where it is hidden or there is none. */
export function figureOf({ households, rehoused, quotient }: Counted, figure: Figure): number | null {
  if (figure === 'quotient') return quotient;
  return rehoused === null || households === null || households <= 0 ? null : (1000 * rehoused) / households;
}

/** The class of a value under breaks that go upwards; a break belongs to the class above it. */
export function classAt(value: number, breaks: readonly number[]): number {
  return breaks.filter((limit) => value >= limit).length;
}

/** Light to dark, told apart by the colour-blind; a class also has its number in the legend, and the last one a hatch. */
const RAMP = ['#fbf4dc', '#ecd08f', '#c9a35c', '#a0703f', '#70452f', '#3b2020'] as const;

/** So many colours of the ramp, its ends among them. */
export function rampOf(classes: number): readonly string[] {
  if (classes <= 1) return [RAMP[2]];
  return Array.from({ length: classes }, (_, at) => RAMP[Math.round((at * (RAMP.length - 1)) / (classes - 1))] ?? RAMP[5]);
}
