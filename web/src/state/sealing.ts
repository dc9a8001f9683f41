// Seals bytes for the server alone: HPKE in base mode (RFC 9180) with P-256, HKDF-SHA256 and AES-256-GCM, out of the
// browser's own cryptography. Whoever holds the phone can neither read nor change what was sealed.
import type { Lock } from '../api/visits';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a seal is for: one of a photo opens no visit. */
export type Purpose = 'visit' | 'photo';

const letters = new TextEncoder();
const MAGIC = letters.encode('JLS1');
const SUITE = 'DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM';
/** Names of the key exchange, and of the whole suite, as the standard numbers them. */
const KEM = bytes(letters.encode('KEM'), [0x00, 0x10]);
const HPKE = bytes(letters.encode('HPKE'), [0x00, 0x10, 0x00, 0x01, 0x00, 0x02]);
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const NOTHING = new Uint8Array(0);

/** Whether this browser has what sealing needs: pages without TLS have not. */
export function canSeal(): boolean {
  return typeof crypto !== 'undefined' && crypto.subtle !== undefined;
}

/** The bytes that only the holder of the key can open. */
export async function seal(lock: Lock, purpose: Purpose, plain: Bytes): Promise<Bytes> {
  if (lock.suite !== SUITE) throw new Error(`this page cannot seal with ${lock.suite}`);
  const head = bytes(MAGIC, fromHex(lock.id));
  const { point, secret } = await encapsulated(fromBase64(lock.public_key));
  const { key, nonce } = await schedule(secret, letters.encode(`jalon sealed ${purpose} 1`));
  const cipher = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: head }, cipher, plain);
  return bytes(head, point, new Uint8Array(text));
}

/** A secret shared with the holder of the key, and the point that tells it to them. */
async function encapsulated(theirs: Bytes): Promise<{ point: Bytes; secret: Bytes }> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const their = await crypto.subtle.importKey('raw', theirs, CURVE, false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: their }, pair.privateKey, 256));
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const prk = await extract(KEM, NOTHING, 'eae_prk', shared);
  return { point, secret: await expand(KEM, prk, 'shared_secret', bytes(point, theirs), 32) };
}

async function schedule(shared: Bytes, info: Bytes): Promise<{ key: Bytes; nonce: Bytes }> {
  const idHash = await extract(HPKE, NOTHING, 'psk_id_hash', NOTHING);
  const infoHash = await extract(HPKE, NOTHING, 'info_hash', info);
  const context = bytes([0], idHash, infoHash);
  const secret = await extract(HPKE, shared, 'secret', NOTHING);
  return { key: await expand(HPKE, secret, 'key', context, 32), nonce: await expand(HPKE, secret, 'base_nonce', context, 12) };
}

function extract(suite: Bytes, salt: Bytes, label: string, secret: Bytes): Promise<Bytes> {
  return mac(salt, bytes(letters.encode('HPKE-v1'), suite, letters.encode(label), secret));
}

/** Up to 32 bytes: one block. */
async function expand(suite: Bytes, key: Bytes, label: string, info: Bytes, length: number): Promise<Bytes> {
  const told = bytes([0, length], letters.encode('HPKE-v1'), suite, letters.encode(label), info, [1]);
  return (await mac(key, told)).slice(0, length);
}

async function mac(key: Bytes, text: Bytes): Promise<Bytes> {
  // HMAC fills a key up with zeros; browsers refuse an empty one, which is the same as these.
  const filled = key.length === 0 ? new Uint8Array(32) : key;
  const made = await crypto.subtle.importKey('raw', filled, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', made, text));
}

/** One after the other. */
export function bytes(...parts: readonly (Uint8Array | readonly number[])[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A photo's sealed text begins with what it is of, after the length of that. */
export function photoText(head: object, photo: Uint8Array): Bytes {
  const told = letters.encode(JSON.stringify(head));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, told.length);
  return bytes(length, told, photo);
}

export function visitText(visit: object): Bytes {
  return bytes(letters.encode(JSON.stringify(visit)));
}

function fromBase64(text: string): Bytes {
  return bytes([...atob(text)].map((letter) => letter.charCodeAt(0)));
}

function fromHex(text: string): Bytes {
  return bytes((text.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
}
