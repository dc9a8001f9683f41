// Finished visits on their way: sealed, kept on the shelf, handed in one after the other, and gone from here only when the
// server has them. Nothing here can open them again.
import type { Lock, Taken } from '../api/visits';
import { ApiError } from '../api/client';
import { photoHead, revived, sealedVisit, type Draft } from './draft';
import { photoText, seal, visitText } from './sealing';
import type { Shelf } from './shelf';
import type { Vault } from './vault';

type Bytes = Uint8Array<ArrayBuffer>;

/** Why something was not taken, in the server's words. */
export interface Refusal {
  readonly word: string;
  readonly message: string;
}

export interface SealedPhoto {
  readonly id: string;
  readonly sealed: Bytes;
  readonly sent: boolean;
}

/** A finished visit that the server does not have whole yet. */
export interface Waiting {
  readonly id: string;
  readonly owner: string;
  readonly at: string;
  readonly visit: Bytes;
  readonly visitSent: boolean;
  readonly photos: readonly SealedPhoto[];
  readonly refused: Refusal | null;
}

/** How it went: all is there, it waits for the network or for a sign-in, or it was refused. */
export type Went = 'done' | 'later' | 'signed-out' | 'other-key' | 'refused';

export interface Network {
  readonly sendVisit: (sealed: Bytes) => Promise<Taken>;
  readonly sendPhoto: (sealed: Bytes) => Promise<unknown>;
}

const COPY = 'copy/';
const PHOTO = 'photo/';

/** Seals a draft and puts it into the queue; only then is it no draft any more. */
export async function finish(shelf: Shelf, vault: Vault, lock: Lock, draft: Draft): Promise<Waiting> {
  const photos: SealedPhoto[] = [];
  for (const photo of draft.photos) {
    const plain = await vault.readBytes(PHOTO + photo.id);
    if (plain === null) continue;
    photos.push({ id: photo.id, sealed: await seal(lock, 'photo', photoText(photoHead(draft, photo), plain)), sent: false });
  }
  const visit = await seal(lock, 'visit', visitText(sealedVisit(draft)));
  const waiting: Waiting = { id: draft.id, owner: vault.owner, at: draft.at, visit, visitSent: false, photos, refused: null };
  // A copy for its author alone, to be mended where the server refuses it; it goes with the sign-out.
  await vault.keep(COPY + draft.id, draft);
  await shelf.put('queue', draft.id, waiting);
  return waiting;
}

/** What waits, oldest first. */
export async function waiting(shelf: Shelf): Promise<readonly Waiting[]> {
  const all = (await shelf.all('queue')) as readonly Waiting[];
  return [...all].sort((a, b) => a.at.localeCompare(b.at));
}

/** The draft that something in the queue was made of, while its author is signed in. */
export async function copyOf(vault: Vault, id: string): Promise<Draft | null> {
  return revived(await vault.read(COPY + id));
}

/** Takes it out of the queue, with its copy and its photos. */
export async function putAway(shelf: Shelf, vault: Vault, one: Waiting): Promise<void> {
  await shelf.remove('queue', [one.id]);
  await vault.drop(COPY + one.id, ...one.photos.map(({ id }) => PHOTO + id));
}

/** Makes a draft again of what was refused; its photos are still beside it. */
export async function takeBack(shelf: Shelf, vault: Vault, one: Waiting): Promise<Draft | null> {
  const copy = await copyOf(vault, one.id);
  if (copy !== null) await shelf.remove('queue', [one.id]);
  return copy;
}

/** Hands in what is still missing: the visit, then its photos. What has arrived is noted at once, and not sent again. */
export async function handIn(shelf: Shelf, network: Network, given: Waiting): Promise<Went> {
  let one = given;
  const note = async (change: Partial<Waiting>) => {
    one = { ...one, ...change };
    await shelf.put('queue', one.id, one);
  };
  try {
    if (!one.visitSent) {
      await network.sendVisit(one.visit);
      await note({ visitSent: true, refused: null });
    }
    for (const photo of one.photos.filter(({ sent }) => !sent)) {
      await network.sendPhoto(photo.sealed);
      await note({ photos: one.photos.map((each) => (each.id === photo.id ? { ...each, sent: true } : each)), refused: null });
    }
    return 'done';
  } catch (error) {
    const went = wentWrong(error);
    if (went === 'refused' && error instanceof ApiError) await note({ refused: refusalOf(error) });
    return went;
  }
}

/** Only what the server will say again tomorrow is a refusal; all else is tried again. */
function wentWrong(error: unknown): Went {
  // Nobody answered in time.
  if (error instanceof DOMException) return 'later';
  if (!(error instanceof ApiError)) throw error;
  const { failure } = error;
  if (failure.kind !== 'refused' || failure.status >= 500 || failure.status === 429 || failure.status === 408) return 'later';
  if (failure.status === 401 || failure.word === 'factor-due' || failure.word === 'charter-due') return 'signed-out';
  return failure.word === 'other-key' ? 'other-key' : 'refused';
}

function refusalOf({ failure, message }: ApiError): Refusal {
  return { word: failure.kind === 'refused' ? (failure.word ?? '') : '', message };
}
