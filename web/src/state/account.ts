// Who is asking, and what they have: devices and tokens.
import { signal } from '@preact/signals';
import { endDevice, endToken, makeToken, readDevices, readTokens, signOut, type Device, type Token, type Who } from '../api/session';
import { resource, type Loadable } from './loadable';

export const who = resource<Who>();
export const devices = resource<readonly Device[]>();
export const tokens = resource<readonly Token[]>();
/** A token that was just made; it is not shown again. */
export const made = signal<string | null>(null);

/** Whether an answer says that whoever asks must sign in, or set up a second factor. */
export function isShutOut(asked: Loadable<unknown>): boolean {
  if (asked.is !== 'failed' || asked.error.failure.kind !== 'refused') return false;
  const { status, word } = asked.error.failure;
  return status === 401 || word === 'factor-due';
}

export function open(): void {
  made.value = null;
  devices.load(readDevices);
  tokens.load(readTokens);
}

export async function leave(): Promise<void> {
  await signOut();
  location.assign('/sign-in');
}

export async function shutOut(id: string): Promise<void> {
  await endDevice(id);
  devices.load(readDevices);
}

export async function addToken(name: string, scopes: readonly string[]): Promise<void> {
  made.value = await makeToken(name, scopes);
  tokens.load(readTokens);
}

export async function takeBack(id: string): Promise<void> {
  await endToken(id);
  tokens.load(readTokens);
}
