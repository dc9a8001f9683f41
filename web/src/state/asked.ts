// Which dispersal report is wanted: the cuts a planner chooses, as the address of the page and of the server write them.

export type Cut = 'programme' | 'landlord' | 'year' | 'kind';
export type Yardstick = 'households' | 'offers';
export type System = 'iris' | 'grid' | 'district' | 'commune' | 'school_area' | 'other';

/** `null` means: as the server would choose by itself. */
export interface Asked {
  readonly by: Cut | null;
  readonly yardstick: Yardstick | null;
  readonly system: System | null;
  readonly since: string | null;
  readonly until: string | null;
}

export const CUTS: readonly Cut[] = ['programme', 'landlord', 'year', 'kind'];
export const SYSTEMS: readonly System[] = ['iris', 'grid', 'district', 'commune', 'school_area', 'other'];

export const NOTHING_ASKED: Asked = { by: null, yardstick: null, system: null, since: null, until: null };

/** What an address asks for; what it cannot mean is as if it were not there. */
export function readAsked(given: URLSearchParams): Asked {
  const day = (name: string) => given.get(name)?.match(/^\d{4}-\d{2}-\d{2}$/)?.[0] ?? null;
  return {
    by: CUTS.find((cut) => cut === given.get('by')) ?? null,
    yardstick: given.get('yardstick') === 'offers' ? 'offers' : null,
    system: SYSTEMS.find((system) => system === given.get('system')) ?? null,
    since: day('since'),
    until: day('until'),
  };
}

/** The same as parts of an address of the page. */
export function askedParts(asked: Asked): [string, string | null][] {
  const { by, yardstick, system, since, until } = asked;
  return [['by', by], ['yardstick', yardstick], ['system', system], ['since', since], ['until', until]];
}

/** The question to the server; empty, or beginning with `?`. */
export function askedOfServer(asked: Asked): string {
  const named = askedParts(asked).flatMap(([name, value]) => (value === null ? [] : [[name === 'until' ? 'as_of' : name, value]]));
  return named.length === 0 ? '' : `?${new URLSearchParams(named).toString()}`;
}

/** The layer whose neighbourhoods are counted in. */
export function layerOf(system: System | null): string {
  return system === null ? 'neighbourhoods' : `neighbourhoods_${system}`;
}

/** The systems that have a layer here. */
export function systemsOf(codes: readonly string[]): System[] {
  return SYSTEMS.filter((system) => codes.includes(layerOf(system)));
}
