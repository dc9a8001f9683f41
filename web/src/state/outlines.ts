// Outlines that visits propose for the settlement that is explained: asked for, taken over, set aside.
import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { readOutlines, setOutlineAside, takeOutline, type Outlines } from '../api/outlines';

type Now = { readonly is: 'loading' } | { readonly is: 'failed'; readonly error: ApiError } | { readonly is: 'ready'; readonly value: Outlines };

/** What is proposed, and of which settlement. */
export const shown = signal<{ readonly code: string; readonly now: Now } | null>(null);
export const busy = signal(false);
export const failure = signal<ApiError | null>(null);
/** What was decided last, so that the page can say so where the keyboard is. */
export const decided = signal<string | null>(null);

/** Asks for what is proposed, unless it is here. */
export async function read(code: string): Promise<void> {
  if (shown.peek()?.code === code && shown.peek()?.now.is === 'ready') return;
  failure.value = null;
  decided.value = null;
  await look(code, { is: 'loading' });
}

/** What was shown stays while it is asked for anew. */
async function look(code: string, meanwhile: Now): Promise<void> {
  shown.value = { code, now: meanwhile };
  const now = await readOutlines(code, new AbortController().signal).then(
    (value): Now => ({ is: 'ready', value }),
    (error: unknown): Now => ({ is: 'failed', error: named(error) }),
  );
  if (shown.peek()?.code === code) shown.value = { code, now };
}

/** Another settlement is looked at. */
export function forget(): void {
  shown.value = null;
}

/** The settlement has another shape from now on. */
export function takeOver(code: string, visit: string, reason: string): Promise<boolean> {
  const now = shown.peek()?.now;
  const etag = now?.is === 'ready' ? now.value.etag : '';
  return decide([code, visit], () => takeOutline([code, visit], etag, reason));
}

export function setAside(code: string, visit: string, reason: string): Promise<boolean> {
  return decide([code, visit], () => setOutlineAside([code, visit], reason));
}

async function decide([code, visit]: readonly [string, string], ask: () => Promise<Outlines>): Promise<boolean> {
  if (busy.peek()) return false;
  busy.value = true;
  failure.value = null;
  try {
    shown.value = { code, now: { is: 'ready', value: await ask() } };
    decided.value = visit;
    return true;
  } catch (error) {
    failure.value = named(error);
    const [before, refused] = [shown.peek()?.now, failure.peek()?.failure];
    // What has changed since is shown beside what was refused.
    if (refused?.kind === 'refused' && [404, 409, 412].includes(refused.status) && before !== undefined) await look(code, before);
    return false;
  } finally {
    busy.value = false;
  }
}

function named(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
}
