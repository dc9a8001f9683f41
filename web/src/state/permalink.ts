// The address bar as a place: what a link shows, read and written without loss.
import type { HazardClass } from '../api/types';
import { askedParts, NOTHING_ASKED, readAsked, type Asked } from './asked';
import { instrumentParts, NO_INSTRUMENTS, readInstruments, type Instruments } from './instruments';

export type View = 'priorities' | 'dispersal' | 'council' | 'placing' | 'work' | 'board' | 'reports' | 'administration' | 'visit';
export type Language = 'en' | 'fr';
/** Parts of the administration, in the order of its head. */
export const PARTS = ['people', 'weights', 'layers', 'files', 'others', 'record', 'retention', 'installation'] as const;
export type Part = (typeof PARTS)[number];
/** Sides of the rehousing board. */
export const SIDES = ['households', 'homes', 'agenda'] as const;
export type Side = (typeof SIDES)[number];
export type SiteColumn = 'rank' | 'class' | 'name' | 'households' | 'score';
export type AreaColumn = 'name' | 'households' | 'rehoused' | 'share' | 'quotient' | 'deprived';

/** Where the map looks; `zoom` as in web tiles of 256 pixels. */
export interface Camera {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

export interface Sort<Column extends string> {
  readonly by: Column;
  readonly down: boolean;
}

/** Everything a link keeps. `null` means: as the page would choose by itself. */
export interface Place {
  readonly view: View;
  readonly site: string | null;
  readonly area: string | null;
  readonly camera: Camera | null;
  readonly language: Language | null;
  readonly layers: readonly string[] | null;
  readonly text: string;
  readonly classes: readonly HazardClass[];
  readonly siteSort: Sort<SiteColumn>;
  readonly areaSort: Sort<AreaColumn>;
  readonly asked: Asked;
  readonly work: Work;
  /** What of the administration is open; the first that somebody may open where there is none. */
  readonly part: Part | null;
  readonly instruments: Instruments;
  readonly board: BoardAt;
  readonly record: Sought;
}

/** Which changes of the record are looked for; blank looks for any. */
export interface Sought {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly since: string;
  readonly until: string;
}

const SOUGHT = ['actor', 'action', 'subject', 'since', 'until'] as const;
export const ANY: Sought = { actor: '', action: '', subject: '', since: '', until: '' };

/** What of the rehousing board is in view: a side, and the landlord or the body that it is narrowed to. */
export interface BoardAt {
  readonly side: Side | null;
  readonly of: string | null;
}

/** What of the registers is in view. */
export interface Work {
  readonly register: string;
  readonly state: string | null;
  readonly entry: string | null;
}

export const CLASSES: readonly HazardClass[] = ['A', 'B', 'C', 'D', 'E'];
const VIEWS: readonly View[] = ['priorities', 'dispersal', 'council', 'placing', 'work', 'board', 'reports', 'administration', 'visit'];
const LANGUAGES: readonly Language[] = ['en', 'fr'];
const SITE_COLUMNS: readonly SiteColumn[] = ['rank', 'class', 'name', 'households', 'score'];
const AREA_COLUMNS: readonly AreaColumn[] = ['name', 'households', 'rehoused', 'share', 'quotient', 'deprived'];

export const START: Place = {
  view: 'priorities',
  site: null,
  area: null,
  camera: null,
  language: null,
  layers: null,
  text: '',
  classes: CLASSES,
  siteSort: { by: 'rank', down: false },
  areaSort: { by: 'quotient', down: true },
  asked: NOTHING_ASKED,
  work: { register: 'household', state: null, entry: null },
  part: null,
  instruments: NO_INSTRUMENTS,
  board: { side: null, of: null },
  record: ANY,
};

/** The view of the head that a page belongs to: the page for the council is one of dispersal, the board one of casework. */
export function headOf(view: View): View {
  if (view === 'council') return 'dispersal';
  return view === 'board' ? 'work' : view;
}

/** The place an address names; what it cannot mean is as if it were not there. */
export function readAddress(search: string): Place {
  const given = new URLSearchParams(search);
  const letters = given.get('classes');
  return {
    view: VIEWS.find((view) => view === given.get('view')) ?? 'priorities',
    site: given.get('site') || null,
    area: given.get('area') || null,
    camera: readCamera(given.get('map')),
    language: LANGUAGES.find((language) => language === given.get('lang')) ?? null,
    layers: given.get('layers')?.split(',').filter(Boolean) ?? null,
    text: given.get('find') ?? '',
    classes: letters === null ? CLASSES : CLASSES.filter((letter) => letters.includes(letter)),
    siteSort: readSort(given.get('sort'), SITE_COLUMNS, START.siteSort),
    areaSort: readSort(given.get('areas'), AREA_COLUMNS, START.areaSort),
    asked: readAsked(given),
    work: {
      register: given.get('register') || START.work.register,
      state: given.get('state') || null,
      entry: given.get('entry') || null,
    },
    part: PARTS.find((part) => part === given.get('part')) ?? null,
    instruments: readInstruments(given),
    board: { side: SIDES.find((side) => side === given.get('side')) ?? null, of: given.get('of') || null },
    record: { ...ANY, ...Object.fromEntries(SOUGHT.map((name) => [name, given.get(`by-${name}`) ?? ''])) },
  };
}

/** The address of a place, with only what differs from the start; empty, or beginning with `?`. */
export function writeAddress(place: Place): string {
  const parts: [string, string | null][] = [
    ['view', place.view === START.view ? null : place.view],
    ['site', place.site],
    ['area', place.area],
    ['map', place.camera && writeCamera(place.camera)],
    ['lang', place.language],
    ['layers', place.layers && place.layers.join(',')],
    ['find', place.text || null],
    ['classes', place.classes.length === CLASSES.length ? null : place.classes.join('')],
    ['sort', writeSort(place.siteSort, START.siteSort)],
    ['areas', writeSort(place.areaSort, START.areaSort)],
    ...askedParts(place.asked),
    ['register', place.work.register === START.work.register ? null : place.work.register],
    ['state', place.work.state],
    ['entry', place.work.entry],
    ['part', place.part],
    ...instrumentParts(place.instruments),
    ['side', place.board.side],
    ['of', place.board.of],
    ...SOUGHT.map((name): [string, string | null] => [`by-${name}`, place.record[name] || null]),
  ];
  const kept = parts.flatMap(([name, value]) => (value === null ? [] : [`${name}=${readable(value)}`]));
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

/** Commas and slashes may stand as they are in a query, and people read these links. */
function readable(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%2F', '/');
}

function readCamera(text: string | null): Camera | null {
  const [zoom, lat, lon] = (text ?? '').split('/').map((number) => (number === '' ? NaN : Number(number)));
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const sane = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85.06 && Math.abs(lon) <= 180;
  return sane ? { zoom, lat, lon } : null;
}

function writeCamera({ zoom, lat, lon }: Camera): string {
  return `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`;
}

/** `name` sorts upwards, `-name` downwards. */
function readSort<C extends string>(text: string | null, columns: readonly C[], start: Sort<C>): Sort<C> {
  const down = text?.startsWith('-') ?? false;
  const by = columns.find((column) => column === text?.slice(down ? 1 : 0));
  return by === undefined ? start : { by, down };
}

function writeSort<C extends string>(sort: Sort<C>, start: Sort<C>): string | null {
  if (sort.by === start.by && sort.down === start.down) return null;
  return `${sort.down ? '-' : ''}${sort.by}`;
}
