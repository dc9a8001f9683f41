// Something the server is asked for: not yet, on its way, here, or failed, with a way to ask again.
import { signal, type ReadonlySignal } from '@preact/signals';
import { ApiError } from '../api/client';

export type Loadable<T> =
  | { readonly is: 'idle' }
  | { readonly is: 'loading' }
  | { readonly is: 'ready'; readonly value: T }
  | { readonly is: 'failed'; readonly error: ApiError };

export interface Resource<T> {
  readonly now: ReadonlySignal<Loadable<T>>;
  /** Asks, giving up any earlier question that is still open. */
  readonly load: (read: (signal: AbortSignal) => Promise<T>) => void;
  /** Asks the last question again. */
  readonly retry: () => void;
  /** Forgets question and answer. */
  readonly clear: () => void;
}

export function resource<T>(): Resource<T> {
  const now = signal<Loadable<T>>({ is: 'idle' });
  let open: AbortController | null = null;
  let last: ((signal: AbortSignal) => Promise<T>) | null = null;

  const load: Resource<T>['load'] = (read) => {
    open?.abort();
    const mine = new AbortController();
    open = mine;
    last = read;
    now.value = { is: 'loading' };
    // An answer to a question that was given up must not overwrite the newer one.
    const keep = (next: Loadable<T>) => {
      if (!mine.signal.aborted) now.value = next;
    };
    read(mine.signal).then(
      (value) => keep({ is: 'ready', value }),
      (error: unknown) => keep({ is: 'failed', error: named(error) }),
    );
  };
  const clear = () => {
    open?.abort();
    last = null;
    now.value = { is: 'idle' };
  };
  return { now, load, retry: () => last && load(last), clear };
}

function named(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
}

/** The value, where it is here. */
export function valueOf<T>(loadable: Loadable<T>): T | null {
  return loadable.is === 'ready' ? loadable.value : null;
}
