// Visits from the field: the key they are sealed with, and the way in for what was sealed.
import { answerReply } from './behind';
import { list, nullable, number, object, text, truth, type Checked } from './check';
import { ask, handIn } from './client';
import { fileAnswer, type SiteFile } from './files';

const lockAnswer = object({ id: text, suite: text, public_key: text });
/** What a visit is sealed with; only the server opens it. */
export type Lock = Checked<typeof lockAnswer>;

export const positionAnswer = object({ lon: number, lat: number, accuracy_m: number });
export type Position = Checked<typeof positionAnswer>;

const visitAnswer = object({
  id: text,
  at: text,
  by: text,
  nothing_changed: truth,
  answers: list(object({ question: text, reply: answerReply })),
  validated: nullable(object({ at: text })),
});

const takenAnswer = object({ settlement: text, visit: visitAnswer });
/** A visit as the server has stored it. */
export type Taken = Checked<typeof takenAnswer>;

export function readLock(signal: AbortSignal): Promise<Lock> {
  return ask('/api/visits/lock', lockAnswer, signal);
}

/** Hands in a sealed visit; the same one twice is stored once. */
export function sendVisit(sealed: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Taken> {
  return handIn('/api/visits/sealed', sealed, takenAnswer, signal);
}

/** Hands in a sealed photo of a visit that is stored. */
export function sendPhoto(sealed: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<SiteFile> {
  return handIn('/api/visits/sealed/photos', sealed, fileAnswer, signal);
}
