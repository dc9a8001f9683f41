// The visit that is being written: begun, kept at every stroke, finished.
import { readAnswers, readSettlement } from '../api/client';
import { begin, type Draft } from './draft';
import { aside, attempt, draft, round, sent, vaultNow, type Taken } from './field';
import { newId } from './newId';
import { jpegName, shrunk } from './photos';
import { finish, takeBack, type Waiting } from './queue';
import { flush, look } from './sending';
import { shelf } from './shelf';

/** Begins a visit; the newest answers are asked for, and those that were taken along stand in where nobody answers. */
export function beginVisit(site: Pick<Taken, 'code' | 'name'>): Promise<void> {
  return attempt(async () => {
    if (draft.peek() !== null) return;
    const kept = round.peek()?.sites.find(({ code }) => code === site.code);
    const patience = AbortSignal.timeout(kept ? 4_000 : 30_000);
    const shape = readSettlement(site.code, patience).then(
      ({ geometry }) => geometry,
      () => kept?.shape ?? null,
    );
    const asked = await readAnswers(site.code, patience).then(
      ({ items }) => items,
      (error: unknown) => {
        if (kept === undefined) throw error;
        return kept.answers;
      },
    );
    sent.value = null;
    change(begin({ code: site.code, name: kept?.name ?? site.name, shape: await shape }, round.peek()?.author ?? null, asked, new Date()));
  });
}

let saving: Promise<void> = Promise.resolve();

/** Writes the draft down: on the screen at once, on the shelf one after the other. */
export function change(next: Draft): void {
  aside.value = false;
  writeDown(next);
}

/** Writes the draft down and leaves in view what is: a position that comes in must not call anybody back to the form. */
export function writeDown(next: Draft): void {
  draft.value = next;
  saving = saving.then(() => attempt(async () => vaultNow()?.keep('draft', draft.peek())));
}

export function giveUp(): Promise<void> {
  const ended = draft.peek();
  draft.value = null;
  return attempt(async () => vaultNow()?.drop('draft', ...(ended?.photos ?? []).map(({ id }) => `photo/${id}`)));
}

export function addPhoto(file: File): Promise<void> {
  return attempt(async () => {
    const photo = await shrunk(file);
    const now = draft.peek();
    if (photo === null && now !== null) return 'picture';
    if (photo === null || now === null) return undefined;
    const ref = { id: newId(new Date()), name: jpegName(file.name), bytes: photo.length };
    await vaultNow()?.keepBytes(`photo/${ref.id}`, photo);
    return change({ ...now, photos: [...now.photos, ref] });
  });
}

export function dropPhoto(id: string): Promise<void> {
  return attempt(async () => {
    const now = draft.peek();
    if (now !== null) change({ ...now, photos: now.photos.filter((photo) => photo.id !== id) });
    await vaultNow()?.drop(`photo/${id}`);
  });
}

/** A photo of the draft, to be looked at. */
export async function photoBytes(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return (await vaultNow()?.readBytes(`photo/${id}`)) ?? null;
}

/** The visit is finished: sealed, kept, and handed in as soon as somebody answers. */
export function send(): Promise<void> {
  return attempt(async () => {
    const [done, known, vault] = [draft.peek(), round.peek(), vaultNow()];
    if (done === null || known === null || vault === null) return;
    await saving;
    await finish(shelf, vault, known.lock, done);
    await vault.drop('draft');
    draft.value = null;
    sent.value = done.id;
    await look();
    void flush();
  });
}

/** Makes a draft again of what was refused. */
export function mend(one: Waiting): Promise<void> {
  return attempt(async () => {
    const vault = vaultNow();
    const copy = vault === null || draft.peek() !== null ? null : await takeBack(shelf, vault, one);
    if (copy !== null) change(copy);
    await look();
  });
}
