// What the device keeps for one account, locked with a key that no script can take out and that goes at sign-out.
import type { Shelf } from './shelf';

type Bytes = Uint8Array<ArrayBuffer>;
const letters = new TextEncoder();
const LAST = 'last';
const SALT = 'salt';
/** As long as a session in the field lasts: what was kept for longer belongs to nobody who is coming back. */
const DAYS_MOST = 30;

interface Locked {
  readonly iv: Bytes;
  readonly text: ArrayBuffer;
  readonly at: number;
}

/** What one account keeps here. */
export interface Vault {
  /** Whose it is, as only this device can tell. */
  readonly owner: string;
  readonly read: (name: string) => Promise<unknown>;
  readonly readBytes: (name: string) => Promise<Bytes | null>;
  readonly keep: (name: string, value: unknown) => Promise<void>;
  readonly keepBytes: (name: string, value: Bytes) => Promise<void>;
  readonly drop: (...names: readonly string[]) => Promise<void>;
}

/** The vault of an account, which is from now on the one that is opened without a network. */
export async function vaultOf(shelf: Shelf, account: string | null): Promise<Vault> {
  const owner = await ownerOf(shelf, account);
  if (!(await shelf.get('keys', owner))) {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await shelf.put('keys', owner, key);
  }
  await shelf.put('keys', LAST, owner);
  return opened(shelf, owner);
}

/** The vault of whoever was here last; `null` where nobody was, or they have signed out. */
export async function lastVault(shelf: Shelf): Promise<Vault | null> {
  const owner = await shelf.get('keys', LAST);
  return typeof owner === 'string' && (await shelf.get('keys', owner)) ? opened(shelf, owner) : null;
}

/** Drops the key of whoever was here last, and all that it locks: nobody can read it any more. Sealed visits stay. */
export async function forget(shelf: Shelf): Promise<void> {
  const owner = await shelf.get('keys', LAST);
  if (typeof owner !== 'string') return;
  await shelf.remove('keys', [owner, LAST]);
  const names = await shelf.names('kept');
  await shelf.remove('kept', names.filter((name) => name.startsWith(`${owner}/`)));
}

/** A name for an account that tells nothing to whoever has the phone and not the salt beside it. */
async function ownerOf(shelf: Shelf, account: string | null): Promise<string> {
  let salt = await shelf.get('keys', SALT);
  if (!(salt instanceof Uint8Array)) {
    salt = crypto.getRandomValues(new Uint8Array(16));
    await shelf.put('keys', SALT, salt);
  }
  const told = letters.encode(`${[...(salt as Uint8Array)].join()}\n${account ?? ''}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', told));
  return [...digest.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function opened(shelf: Shelf, owner: string): Vault {
  const key = async () => (await shelf.get('keys', owner)) as CryptoKey;
  const place = (name: string) => `${owner}/${name}`;
  const keepBytes: Vault['keepBytes'] = async (name, value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: 'AES-GCM', iv, additionalData: letters.encode(place(name)) };
    const locked: Locked = { iv, text: await crypto.subtle.encrypt(how, await key(), value), at: Date.now() };
    await shelf.put('kept', place(name), locked);
  };
  const readBytes: Vault['readBytes'] = async (name) => {
    const locked = (await shelf.get('kept', place(name))) as Locked | undefined;
    if (locked === undefined || Date.now() - locked.at > DAYS_MOST * 86_400_000) return null;
    const how = { name: 'AES-GCM', iv: locked.iv, additionalData: letters.encode(place(name)) };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(how, await key(), locked.text));
    } catch {
      return null;
    }
  };
  return {
    owner,
    keepBytes,
    readBytes,
    keep: (name, value) => keepBytes(name, new Uint8Array(letters.encode(JSON.stringify(value)))),
    read: async (name) => {
      const plain = await readBytes(name);
      return plain === null ? null : (JSON.parse(new TextDecoder().decode(plain)) as unknown);
    },
    drop: (...names) => shelf.remove('kept', names.map(place)),
  };
}
