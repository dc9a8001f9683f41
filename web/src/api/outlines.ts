// Outlines that visits propose, beside the shape of the settlement.
import { list, nullable, number, object, oneOf, record, text, type Checked } from './check';
import { ask, change } from './client';

const ruling = object({ at: text, by: text, reason: nullable(text) });

const outline = object({
  visit: text,
  at: text,
  by: text,
  how: oneOf('walked', 'drawn'),
  accuracy_m: nullable(number),
  area_m2: number,
  /** How much of it lies within the shape that stands. */
  shared_m2: number,
  geometry: record,
  taken: nullable(ruling),
  set_aside: nullable(ruling),
});
export type ProposedOutline = Checked<typeof outline>;

const outlinesAnswer = object({ geometry: record, area_m2: number, etag: text, items: list(outline) });
export type Outlines = Checked<typeof outlinesAnswer>;

function address(code: string): string {
  return `/api/settlements/${encodeURIComponent(code)}/outlines`;
}

export function readOutlines(code: string, signal: AbortSignal): Promise<Outlines> {
  return ask(address(code), outlinesAnswer, signal);
}

/** Puts an outline in the place of the shape; `etag` is the settlement as it was seen. */
export function takeOutline([code, visit]: readonly [string, string], etag: string, reason: string): Promise<Outlines> {
  const form = reason.trim() === '' ? {} : { reason };
  return change(['POST', `${address(code)}/${visit}/taking`], form, outlinesAnswer, new AbortController().signal, { 'if-match': etag });
}

export function setOutlineAside([code, visit]: readonly [string, string], reason: string): Promise<Outlines> {
  return change(['POST', `${address(code)}/${visit}/setting-aside`], { reason }, outlinesAnswer, new AbortController().signal);
}
