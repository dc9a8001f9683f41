// What is asked for: only the newest question counts.
import { expect, test } from 'vitest';
import { ApiError } from '../src/api/client';
import { resource } from '../src/state/loadable';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('a late answer to an old question does not overwrite the newer one', async () => {
  const asked = resource<string>();
  const late = later<string>();
  asked.load(() => late.promise);
  asked.load(() => Promise.resolve('new'));
  await settle();

  late.resolve('old');
  await settle();

  expect(asked.now.value).toEqual({ is: 'ready', value: 'new' });
});

test('a newer question gives up the one before', () => {
  const asked = resource<string>();
  let given: AbortSignal | null = null;
  asked.load((signal) => {
    given = signal;
    return new Promise(() => undefined);
  });

  asked.load(() => Promise.resolve(''));

  expect(given).toMatchObject({ aborted: true });
});

test('a failure is kept, and asking again asks the same', async () => {
  const asked = resource<number>();
  let times = 0;
  asked.load(() => {
    times += 1;
    return times === 1 ? Promise.reject(new ApiError({ kind: 'offline' })) : Promise.resolve(times);
  });
  await settle();
  expect(asked.now.value.is).toBe('failed');

  asked.retry();
  await settle();

  expect(asked.now.value).toEqual({ is: 'ready', value: 2 });
});

test('what was cleared stays cleared', async () => {
  const asked = resource<string>();
  const late = later<string>();
  asked.load(() => late.promise);

  asked.clear();
  late.resolve('late');
  await settle();

  expect(asked.now.value).toEqual({ is: 'idle' });
});

function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
