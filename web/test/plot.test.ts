// The year-by-year line.
import { expect, test } from 'vitest';
import { PLOT, plotYears } from '../src/state/plot';
import { year } from './fixtures';

test('a year without a figure is a gap, not a bridge', () => {
  const { runs, points } = plotYears([year(2023, 0.3), year(2024, null), year(2025, 0.2), year(2026, 0.1)]);

  expect(runs.map((run) => run.map((point) => point.year))).toEqual([[2023], [2025, 2026]]);
  expect(points).toHaveLength(3);
});

test('the axis begins at 0 and holds every value', () => {
  const { ticks, points } = plotYears([year(2023, 0.05), year(2024, 0.93)]);

  expect(ticks[0]?.value).toBe(0);
  expect(ticks.at(-1)?.value).toBeGreaterThanOrEqual(0.93);
  for (const { y } of points) expect(y).toBeGreaterThanOrEqual(PLOT.top);
});

test('higher is higher', () => {
  const [low, high] = plotYears([year(2023, 0.1), year(2024, 0.3)]).points;

  expect(high?.y).toBeLessThan(low?.y ?? 0);
});

test('no years at all make an empty plot', () => {
  expect(plotYears([]).points).toEqual([]);
});
