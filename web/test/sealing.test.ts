// A seal: what the holder of the key opens, and nobody else. That the server opens it, its own tests hold (tests/it/sealed.rs).
import { expect, test } from 'vitest';
import { bytes, photoText, seal } from '../src/state/sealing';

const SUITE = 'DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM';
const text = new TextEncoder();

async function lock() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { id: '00112233445566ff', suite: SUITE, public_key: btoa(String.fromCharCode(...point)) };
}

test('a seal begins with its form and the name of the key, and is longer by head, point and tag alone', async () => {
  const sealed = await seal(await lock(), 'visit', bytes(text.encode('mud')));

  expect([...sealed.slice(0, 12)]).toEqual([0x4a, 0x4c, 0x53, 0x31, 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0xff]);
  expect(sealed[12]).toBe(4);
  expect(sealed.length).toBe(12 + 65 + 3 + 16);
});

test('the same visit is never sealed the same way twice', async () => {
  const key = await lock();
  const [one, two] = [await seal(key, 'visit', bytes(text.encode('mud'))), await seal(key, 'visit', bytes(text.encode('mud')))];

  expect(one.slice(12)).not.toEqual(two.slice(12));
});

test('a way of sealing that the page does not know is refused, not guessed', async () => {
  await expect(seal({ ...(await lock()), suite: 'of tomorrow' }, 'visit', bytes([1]))).rejects.toThrow('of tomorrow');
});

test('before a photo stands what it is of, after the length of that', () => {
  expect([...photoText({ a: 'é' }, bytes([7]))]).toEqual([0, 0, 0, 10, ...text.encode('{"a":"é"}'), 7]);
});
