// Where the points of the year-by-year line stand.
import type { YearFigures } from '../api/types';

/** The drawing's own units; the page stretches it. */
export const PLOT = {
  width: 460,
  height: 180,
  left: 44,
  right: 24,
  top: 26,
  bottom: 30,
  /** The middle of each year's band. */
  xOf(index: number, count: number): number {
    return PLOT.left + ((index + 0.5) * (PLOT.width - PLOT.left - PLOT.right)) / count;
  },
} as const;

export interface YearPoint {
  readonly year: number;
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

export interface YearsPlot {
  readonly points: readonly YearPoint[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  /** Unbroken stretches: a year without a figure is a gap, not a bridge. */
  readonly runs: readonly Run[];
  /** The same for what chance alone would give. */
  readonly chance: readonly Run[];
  /** The corners of the areas in which chance leaves D in 95 of 100 draws. */
  readonly band: readonly (readonly (readonly [number, number])[])[];
}

export type Run = readonly YearPoint[];

/** The axis begins at 0, so that a small change does not look like a large one. */
export function plotYears(years: readonly YearFigures[]): YearsPlot {
  const values = years.flatMap(({ dissimilarity }) => dissimilarity ?? []);
  const step = Math.max(0, ...values) > 0.4 ? 0.2 : 0.1;
  const steps = Math.max(2, Math.ceil(Math.max(0, ...values) / step));
  const yOf = (value: number) =>
    PLOT.height - PLOT.bottom - ((PLOT.height - PLOT.top - PLOT.bottom) * value) / (steps * step);

  const runsOf = (figure: (of: YearFigures) => number | null): Run[] => {
    const runs: YearPoint[][] = [[]];
    years.forEach((figures, index) => {
      const value = figure(figures);
      if (value === null) runs.push([]);
      else runs.at(-1)?.push({ year: figures.year, value, x: PLOT.xOf(index, years.length), y: yOf(value) });
    });
    return runs.filter((run) => run.length > 0);
  };
  const runs = runsOf(({ dissimilarity }) => dissimilarity);
  const ticks = Array.from({ length: steps + 1 }, (_, index) => ({ value: index * step, y: yOf(index * step) }));
  const ends = (end: 'low' | 'high') => runsOf(({ dissimilarity_chance_band: band }) => band?.[end] ?? null);
  const highs = ends('high');
  const band = ends('low').map((low, at) => [...low, ...[...(highs[at] ?? [])].reverse()].map(({ x, y }) => [x, y] as const));
  return { points: runs.flat(), ticks, runs, chance: runsOf(({ dissimilarity_by_chance: chance }) => chance), band };
}
