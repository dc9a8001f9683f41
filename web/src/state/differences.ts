// What differs between two days of dispersal, neighbourhood by neighbourhood.
import type { Area } from '../api/types';

/** A neighbourhood on both days. */
export interface Difference {
  readonly code: string;
  readonly name: string;
  readonly then: Area;
  readonly now: Area;
  /** Households more or fewer; null where a count is hidden. */
  readonly more: number | null;
}

/** Neighbourhoods whose count differs or is hidden, the greatest difference first. */
export function differences(then: readonly Area[], now: readonly Area[]): readonly Difference[] {
  const before = new Map(then.map((area) => [area.code, area]));
  const found = now.flatMap((area) => {
    const earlier = before.get(area.code);
    if (earlier === undefined) return [];
    const more = area.rehoused === null || earlier.rehoused === null ? null : area.rehoused - earlier.rehoused;
    const isSame = more === 0 || (more === null && area.rehoused === earlier.rehoused);
    return isSame ? [] : [{ code: area.code, name: area.name, then: earlier, now: area, more }];
  });
  return found.sort((a, b) => Math.abs(b.more ?? 0) - Math.abs(a.more ?? 0) || a.code.localeCompare(b.code));
}
