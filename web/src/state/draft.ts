// A visit while it is written: pure questions to it. What it asks is the server's own list, in the server's own groups.
import type { Answer } from '../api/behind';
import type { Position } from '../api/visits';
import { newId } from './newId';
import { sealedOutline, type Outline, type Walk } from './outline';
import { faultOf } from './ring';

export type Given = number | 'yes' | 'no' | 'unknown';
export const METHODS = ['on_site', 'remote', 'phone', 'imagery'] as const;
export type Method = (typeof METHODS)[number];

/** A photo that lies beside the draft, by its own name. */
export interface PhotoRef {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

export interface Draft {
  /** Made here, so that the visit is one however often it is sent. */
  readonly id: string;
  readonly settlement: string;
  readonly name: string;
  /** The account that writes it; none where there are no accounts. */
  readonly author: string | null;
  readonly at: string;
  readonly by: string;
  readonly method: Method;
  readonly counts: boolean;
  readonly nothingChanged: boolean;
  readonly answers: Readonly<Record<string, Given>>;
  /** Numbers as they were typed, also where they cannot be. */
  readonly typed: Readonly<Record<string, string>>;
  readonly note: string;
  readonly position: Position | null;
  /** The line around the settlement, where somebody has walked or drawn it; a walk that is not finished. */
  readonly outline: Outline | null;
  readonly walk: Walk | null;
  /** The shape that stands, as GeoJSON; none where it was not known. */
  readonly shape: Record<string, unknown> | null;
  readonly photos: readonly PhotoRef[];
  /** What was asked and known when it was begun. */
  readonly asked: readonly Answer[];
  readonly step: number;
}

export type Step = { readonly is: 'start' | 'outline' | 'place' | 'review' } | { readonly is: 'group'; readonly group: string; readonly questions: readonly Answer[] };

export const NOTE_MOST = 2000;
export const PHOTOS_MOST = 10;

/** A settlement as a visit begins with it. */
export interface Begun {
  readonly code: string;
  readonly name: string;
  readonly shape: Record<string, unknown> | null;
}

/** A fresh visit of a settlement. */
export function begin(settlement: Begun, author: string | null, asked: readonly Answer[], now: Date): Draft {
  return {
    id: newId(now),
    settlement: settlement.code,
    name: settlement.name,
    author,
    at: now.toISOString(),
    by: author ?? '',
    method: 'on_site',
    counts: true,
    nothingChanged: false,
    answers: {},
    typed: {},
    note: '',
    position: null,
    outline: null,
    walk: null,
    shape: settlement.shape,
    photos: [],
    asked,
    step: 0,
  };
}

/** A draft that was kept, also by a page that knew of no outlines. */
export function revived(kept: unknown): Draft | null {
  if (kept === null || kept === undefined) return null;
  const draft = kept as Draft;
  return { ...draft, outline: draft.outline ?? null, walk: draft.walk ?? null, shape: draft.shape ?? null };
}

/** The screens, one group of questions each. */
export function stepsOf(draft: Draft): readonly Step[] {
  const groups = [...new Set(draft.asked.map(({ group }) => group))];
  const asked = groups.map((group): Step => ({ is: 'group', group, questions: draft.asked.filter((one) => one.group === group) }));
  return [{ is: 'start' }, ...(draft.nothingChanged ? [] : asked), { is: 'outline' }, { is: 'place' }, { is: 'review' }];
}

/** What is known of one question and was seen on a visit or on the map. */
export function knownOf(draft: Draft): readonly Answer[] {
  return draft.asked.filter(({ reply }) => reply !== null);
}

/** The same draft with an answer, or without one where it was not asked after all. */
export function answered(draft: Draft, question: string, given: Given | null): Draft {
  const { [question]: _before, ...others } = draft.answers;
  const { [question]: _typed, ...typed } = draft.typed;
  return { ...draft, typed, answers: given === null ? others : { ...others, [question]: given } };
}

/** The same with a number as it was typed. */
export function typedIn(draft: Draft, question: Answer, text: string): Draft {
  const number = readNumber(question, text);
  const next = answered(draft, question.question, number === 'wrong' ? null : number);
  return text.trim() === '' ? next : { ...next, typed: { ...next.typed, [question.question]: text } };
}

/** A number within the question's range; `null` where nothing was typed. Shares are typed as per cent. */
export function readNumber({ unit, low, high }: Pick<Answer, 'unit' | 'low' | 'high'>, text: string): number | null | 'wrong' {
  const plain = text.trim().replace(',', '.').replace(/\s*%$/, '');
  if (plain === '') return null;
  const typed = /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
  const number = unit === 'share' ? Math.round(typed * 1e4) / 1e6 : typed;
  return number >= (low ?? -Infinity) && number <= (high ?? Infinity) ? number : 'wrong';
}

/** A number as it is typed. */
export function shownNumber(unit: string, value: number): string {
  return String(unit === 'share' ? Math.round(value * 1e6) / 1e4 : value);
}

/** Questions whose number cannot be. */
export function wrongOf(draft: Draft): readonly Answer[] {
  return draft.asked.filter((one) => readNumber(one, draft.typed[one.question] ?? '') === 'wrong');
}

export type Lack = 'answers' | 'numbers' | 'by' | 'note' | 'walk' | 'outline';

/** What keeps the visit from being finished. */
export function lacks(draft: Draft): readonly Lack[] {
  const empty = !draft.nothingChanged && Object.keys(draft.answers).length === 0;
  const found: readonly (readonly [Lack, boolean])[] = [
    ['numbers', !draft.nothingChanged && wrongOf(draft).length > 0],
    ['answers', empty],
    ['by', draft.by.trim() === ''],
    ['note', draft.note.length > NOTE_MOST],
    ['walk', draft.walk !== null],
    ['outline', draft.outline !== null && faultOf(draft.outline.corners) !== null],
  ];
  return found.flatMap(([lack, holds]) => (holds ? [lack] : []));
}

/** What is sealed: whose it is, where, and the visit as the server takes it. */
export function sealedVisit(draft: Draft): object {
  const note = draft.note.trim();
  const visit = {
    id: draft.id,
    at: draft.at,
    by: draft.by.trim(),
    method: draft.method,
    nothing_changed: draft.nothingChanged,
    answers: draft.nothingChanged ? {} : draft.answers,
    validated: draft.counts,
    ...(note === '' ? {} : { note }),
    ...(draft.position === null ? {} : { position: draft.position }),
    ...(draft.outline === null ? {} : { outline: sealedOutline(draft.outline) }),
  };
  return { author: draft.author, settlement: draft.settlement, visit };
}

export function photoHead(draft: Draft, photo: PhotoRef): object {
  return { author: draft.author, settlement: draft.settlement, visit: draft.id, name: photo.name };
}

/** One question on which the visit and the server do not agree. */
export interface Conflict {
  readonly question: string;
  readonly unit: string;
  readonly mine: Given;
  readonly theirs: Answer;
}

/** Where others have said something else meanwhile: of answers given, or of those that were taken to be as before. */
export function conflictsOf(draft: Draft, now: readonly Answer[]): readonly Conflict[] {
  const before = Object.fromEntries(knownOf(draft).flatMap(({ question, reply }) => (reply === null ? [] : [[question, reply]])));
  const mine: Readonly<Record<string, Given>> = draft.nothingChanged ? before : draft.answers;
  return now.flatMap((theirs) => {
    const own = mine[theirs.question];
    const same = own === undefined || own === 'unknown' || theirs.reply === null || theirs.reply === own;
    // Of what was measured on the map nobody has said anything.
    const said = theirs.source?.of === 'visit' && theirs.visit !== draft.id;
    return same || !said ? [] : [{ question: theirs.question, unit: theirs.unit, mine: own, theirs }];
  });
}
