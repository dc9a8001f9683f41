// Rows of the two tables: which are shown, and in which order.
import type { Area, HazardClass, Ranked } from '../api/types';
import type { AreaColumn, SiteColumn, Sort } from './permalink';

type Key = string | number | null;

/** Rows in the asked order; what has no value comes last both ways, and ties keep the order given. */
function sorted<R>(rows: readonly R[], down: boolean, key: (row: R) => Key, collator: Intl.Collator): R[] {
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    const order =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : collator.compare(String(a.key), String(b.key));
    return down ? -order : order;
  });
  return keyed.map(({ row }) => row);
}

/** More than there are ranks: imminent danger comes before all of them. */
const BEFORE_ALL_RANKS = 1e9;

const SITE_KEYS: Record<SiteColumn, (row: Ranked) => Key> = {
  rank: (row) => row.rank - (row.imminent_danger ? BEFORE_ALL_RANKS : 0),
  class: (row) => row.score.class,
  name: (row) => row.settlement.name,
  households: (row) => row.settlement.households,
  score: (row) => row.score.value,
};

export function sortSites(rows: readonly Ranked[], sort: Sort<SiteColumn>, language: string): Ranked[] {
  return sorted(rows, sort.down, SITE_KEYS[sort.by], new Intl.Collator(language, { numeric: true }));
}

const AREA_KEYS: Record<AreaColumn, (row: Area) => Key> = {
  name: (row) => row.name,
  households: (row) => row.households,
  rehoused: (row) => row.rehoused,
  share: (row) => row.share,
  quotient: (row) => row.location_quotient,
  deprived: (row) => (row.deprived === null ? null : Number(row.deprived)),
};

export function sortAreas(rows: readonly Area[], sort: Sort<AreaColumn>, language: string): Area[] {
  return sorted(rows, sort.down, AREA_KEYS[sort.by], new Intl.Collator(language, { numeric: true }));
}

/** What a second press on a column's head does: the same column turns, another starts at its useful end. */
export function nextSort<C extends string>(now: Sort<C>, pressed: C, startsDown: readonly C[]): Sort<C> {
  return now.by === pressed ? { by: pressed, down: !now.down } : { by: pressed, down: startsDown.includes(pressed) };
}

/** Sites of the given classes in whose code, name or reasons every typed word occurs, accents aside. */
export function filterSites(
  rows: readonly Ranked[],
  typed: string,
  classes: readonly HazardClass[],
  factorWord: (factor: string) => string,
): Ranked[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!classes.includes(row.score.class)) return false;
    const reasons = row.reasons.map((reason) => factorWord(reason.factor));
    const text = plain([row.settlement.code, row.settlement.name, ...reasons].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** The reasons worth a word beside the score: the first, and those that make at least a twentieth of it. */
export function mainReasons(row: Ranked): Ranked['reasons'] {
  return row.reasons.filter(({ points }, index) => index === 0 || points >= row.score.value / 20);
}

/** Small letters without accents, so that `zone inondee` finds `Zone inondée`. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** How many rows each class has. */
export function countByClass(rows: readonly Ranked[]): Record<HazardClass, number> {
  const counts = { A: 0, B: 0, C: 0, D: 0, E: 0 };
  for (const row of rows) counts[row.score.class] += 1;
  return counts;
}
