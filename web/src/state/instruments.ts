// The instruments of the map as an address writes them: which is open, the place it looks at, the day, the classes of the neighbourhoods.

import type { Spot } from '../api/spot';

export type { Spot } from '../api/spot';

export type Tool = 'here' | 'measure' | 'day' | 'classes' | 'compare' | 'take';

/** What colours neighbourhoods by classes of one's own: rehoused households against an even spread, or of a thousand households. */
export type Figure = 'quotient' | 'rate';
export type Method = 'jenks' | 'quantile' | 'equal' | 'manual';

export interface Classing {
  readonly figure: Figure;
  readonly method: Method;
  /** Classes of a method that works out its breaks. */
  readonly count: number;
  /** Breaks given by hand, upwards. */
  readonly breaks: readonly number[];
}

/** `null` means: closed, nowhere, today, as the page colours by itself, the day that the instrument begins with. */
export interface Instruments {
  readonly tool: Tool | null;
  readonly at: Spot | null;
  readonly day: string | null;
  readonly classing: Classing | null;
  /** The earlier day of a comparison; the later one is that of the report. */
  readonly against: string | null;
}

export const TOOLS: readonly Tool[] = ['here', 'measure', 'day', 'classes', 'compare', 'take'];
export const FIGURES: readonly Figure[] = ['quotient', 'rate'];
export const METHODS: readonly Method[] = ['jenks', 'quantile', 'equal', 'manual'];
export const FEWEST_CLASSES = 3;
export const MOST_CLASSES = 6;

export const NO_INSTRUMENTS: Instruments = { tool: null, at: null, day: null, classing: null, against: null };

/** What an address asks for; what it cannot mean is as if it were not there. */
export function readInstruments(given: URLSearchParams): Instruments {
  return {
    tool: TOOLS.find((tool) => tool === given.get('tool')) ?? null,
    at: readSpot(given.get('at')),
    day: readDay(given.get('day')),
    classing: readClassing(given.get('classing')),
    against: readDay(given.get('against')),
  };
}

/** The same as parts of an address. */
export function instrumentParts({ tool, at, day, classing, against }: Instruments): [string, string | null][] {
  return [
    ['tool', tool],
    ['at', at && `${at.lat.toFixed(6)}/${at.lon.toFixed(6)}`],
    ['day', day],
    ['classing', classing && writeClassing(classing)],
    ['against', against],
  ];
}

/** Breaks upwards, each once. */
export function inOrder(breaks: readonly number[]): readonly number[] {
  return [...new Set(breaks)].sort((a, b) => a - b);
}

function readDay(text: string | null): string | null {
  return text?.match(/^\d{4}-\d{2}-\d{2}$/)?.[0] ?? null;
}

function readSpot(text: string | null): Spot | null {
  const [lat, lon] = (text ?? '').split('/').map((number) => (number === '' ? NaN : Number(number)));
  if (lat === undefined || lon === undefined) return null;
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/** `rate,jenks,5`, or `rate,manual,2,4,8`. */
function readClassing(text: string | null): Classing | null {
  const [first, second, ...rest] = (text ?? '').split(',');
  const figure = FIGURES.find((one) => one === first);
  const method = METHODS.find((one) => one === second);
  const numbers = rest.map((part) => (part === '' ? NaN : Number(part)));
  if (figure === undefined || method === undefined || numbers.some((one) => !Number.isFinite(one))) return null;
  if (method === 'manual') {
    const breaks = inOrder(numbers);
    return breaks.length === 0 || breaks.length >= MOST_CLASSES ? null : { figure, method, count: breaks.length + 1, breaks };
  }
  const [count] = numbers;
  const fits = numbers.length === 1 && count !== undefined && Number.isInteger(count) && count >= FEWEST_CLASSES && count <= MOST_CLASSES;
  return fits ? { figure, method, count, breaks: [] } : null;
}

function writeClassing({ figure, method, count, breaks }: Classing): string {
  return [figure, method, ...(method === 'manual' ? breaks : [count])].join(',');
}
