// Finished visits on their way: sealed, handed in once, kept when anything fails, and locked for their author alone.
import { beforeEach, expect, test } from 'vitest';
import { ApiError, type Failure } from '../src/api/failure';
import type { Taken } from '../src/api/visits';
import { begin, type Draft } from '../src/state/draft';
import { copyOf, finish, handIn, putAway, takeBack, waiting, type Network, type Waiting } from '../src/state/queue';
import type { Shelf, Store } from '../src/state/shelf';
import { forget, lastVault, vaultOf } from '../src/state/vault';

/** A shelf in memory; what lies on it can be looked through as a thief would. */
function memory(): Shelf & { readonly lying: Map<string, unknown> } {
  const lying = new Map<string, unknown>();
  const names = (store: Store) => [...lying.keys()].filter((key) => key.startsWith(`${store}:`)).map((key) => key.slice(store.length + 1));
  return {
    lying,
    get: async (store, name) => lying.get(`${store}:${name}`),
    all: async (store) => names(store).map((name) => lying.get(`${store}:${name}`)),
    names: async (store) => names(store),
    put: async (store, name, value) => void lying.set(`${store}:${name}`, value),
    remove: async (store, gone) => gone.forEach((name) => lying.delete(`${store}:${name}`)),
  };
}

const SUITE = 'DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM';
const lock = async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { id: '0011223344556677', suite: SUITE, public_key: btoa(String.fromCharCode(...point)) };
};

const PHOTO = new Uint8Array([...'a photo of the quay'].map((letter) => letter.charCodeAt(0)));
const taken: Taken = { settlement: 'S1', visit: { id: 'x', at: '', by: '', nothing_changed: false, answers: [], validated: null } };
let shelf = memory();
beforeEach(() => (shelf = memory()));

async function finished(): Promise<{ one: Waiting; draft: Draft }> {
  const vault = await vaultOf(shelf, 'agent-07');
  await vault.keepBytes('photo/p1', PHOTO);
  const begun = begin({ code: 'Q7-77', name: 'The quay', shape: null }, 'agent-07', [], new Date());
  const draft: Draft = { ...begun, answers: { pests: 'yes' }, note: 'the secret place', photos: [{ id: 'p1', name: 'quay.jpg', bytes: PHOTO.length }] };
  return { one: await finish(shelf, vault, await lock(), draft), draft };
}

const refused = (status: number, word: string): Failure => ({ kind: 'refused', status, message: 'no', requestId: null, word });

/** A network that counts, and fails where it is told to. */
function network(fail: { visit?: Failure; photo?: Failure } = {}): Network & { sent: string[] } {
  const sent: string[] = [];
  const send = <T>(what: string, failure: Failure | undefined, answer: T): Promise<T> => {
    sent.push(what);
    return failure === undefined ? Promise.resolve(answer) : Promise.reject(new ApiError(failure));
  };
  return { sent, sendVisit: () => send('visit', fail.visit, taken), sendPhoto: () => send('photo', fail.photo, null) };
}

test('what lies on the shelf tells nothing of place, words, photo or author', async () => {
  await finished();

  const bytes = [...shelf.lying.values()].flatMap((value) => parts(value));
  const text = bytes.map((part) => String.fromCharCode(...part)).join('\n') + JSON.stringify([...shelf.lying]);
  for (const secret of ['Q7-77', 'quay', 'secret place', 'pests', 'agent-07', 'a photo']) expect(text).not.toContain(secret);
});

function parts(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  if (value instanceof ArrayBuffer) return [new Uint8Array(value)];
  if (value instanceof CryptoKey || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(parts);
}

test('the key of the device cannot be taken out of it', async () => {
  await finished();

  const keys = [...shelf.lying.values()].filter((value) => value instanceof CryptoKey);
  expect(keys.length).toBe(1);
  for (const key of keys) await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('a visit goes before its photos, and is gone from here when all has arrived', async () => {
  const { one } = await finished();
  const net = network();

  expect(await handIn(shelf, net, one)).toBe('done');
  expect(net.sent).toEqual(['visit', 'photo']);
  await putAway(shelf, await vaultOf(shelf, 'agent-07'), one);
  expect(await waiting(shelf)).toEqual([]);
  expect([...shelf.lying.keys()].filter((key) => key.startsWith('kept:'))).toEqual([]);
});

test('what has arrived is not sent again after the network broke off', async () => {
  const { one } = await finished();

  expect(await handIn(shelf, network({ photo: { kind: 'offline' } }), one)).toBe('later');
  const [left] = await waiting(shelf);
  if (left === undefined) throw new Error('it is gone');
  const net = network();
  expect(await handIn(shelf, net, left)).toBe('done');
  expect(net.sent).toEqual(['photo']);
});

test.each([
  [{ kind: 'offline' }, 'later'],
  [{ kind: 'unexpected', message: 'a page of the hotel' }, 'later'],
  [refused(503, 'busy'), 'later'],
  [refused(429, 'too-much'), 'later'],
  [refused(401, 'not-signed-in'), 'signed-out'],
  [refused(403, 'factor-due'), 'signed-out'],
  [refused(409, 'other-key'), 'other-key'],
  [refused(403, 'other-author'), 'refused'],
  [refused(413, 'too-large'), 'refused'],
  [refused(422, 'refused'), 'refused'],
] as const)('after %o it is %s, and nothing is lost', async (failure, went) => {
  const { one, draft } = await finished();

  expect(await handIn(shelf, network({ visit: failure as Failure }), one)).toBe(went);
  const [left] = await waiting(shelf);
  expect(left?.visitSent).toBe(false);
  expect(left?.refused !== null).toBe(went === 'refused');
  expect(await copyOf(await vaultOf(shelf, 'agent-07'), one.id)).toEqual(draft);
});

test('a network that says nothing in time is none', async () => {
  const { one } = await finished();
  const silent: Network = { sendVisit: () => Promise.reject(new DOMException('late', 'TimeoutError')), sendPhoto: () => Promise.resolve(null) };

  expect(await handIn(shelf, silent, one)).toBe('later');
  expect((await waiting(shelf))[0]?.refused).toBeNull();
});

test('what was refused becomes a draft again under the same id, with its photo', async () => {
  const { one, draft } = await finished();
  const vault = await vaultOf(shelf, 'agent-07');

  expect(await takeBack(shelf, vault, one)).toEqual(draft);
  expect(await waiting(shelf)).toEqual([]);
  expect(await vault.readBytes('photo/p1')).toEqual(PHOTO);
});

test('after the sign-out the sealed visit is left, and nobody here can read it', async () => {
  const { one } = await finished();

  await forget(shelf);

  expect(await lastVault(shelf)).toBeNull();
  expect((await waiting(shelf)).map(({ id }) => id)).toEqual([one.id]);
  expect([...shelf.lying.values()].some((value) => value instanceof CryptoKey)).toBe(false);
  expect(await copyOf(await vaultOf(shelf, 'agent-07'), one.id)).toBeNull();
});

test('another account at the same device reads nothing of the first', async () => {
  const { one } = await finished();

  expect(await copyOf(await vaultOf(shelf, 'agent-08'), one.id)).toBeNull();
  expect((await vaultOf(shelf, 'agent-07')).owner).toBe(one.owner);
});
