// Who is asking, and what they have: devices and tokens.
import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { breakGlass, endDevice, endGlass, endToken, leaveSignOn, makeToken, readDevices, readTokens, signOut } from '../api/session';
import type { Device, Token, Who } from '../api/session';
import { lookAs } from '../api/viewed';
import { resource, type Loadable } from './loadable';
import { words } from './place';
import { keepTyped } from './typed';

export const who = resource<Who>();
export const devices = resource<readonly Device[]>();
export const tokens = resource<readonly Token[]>();
/** A token that was just made; it is not shown again. */
export const made = signal<string | null>(null);

/** Whether an answer says that whoever asks must sign in, or set up a second factor. */
export function isShutOut(asked: Loadable<unknown>): boolean {
  if (asked.is !== 'failed' || asked.error.failure.kind !== 'refused') return false;
  const { status, word } = asked.error.failure;
  return status === 401 || word === 'factor-due' || word === 'charter-due';
}

/** What went wrong with the last thing that was asked of the account. */
export const failure = signal<ApiError | null>(null);

/** Does it, and keeps what goes wrong to be told. */
async function attempt(work: () => Promise<void>): Promise<void> {
  failure.value = null;
  try {
    await work();
  } catch (error) {
    failure.value = error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) });
  }
}

export function open(): void {
  made.value = null;
  failure.value = null;
  devices.load(readDevices);
  tokens.load(readTokens);
}

export function leave(): Promise<void> {
  return attempt(async () => {
    if (!(await forgetsField())) return;
    await signOut();
    await forgetField();
    endLooking();
    location.assign('/sign-in');
  });
}

/** Whether what this device keeps of the work in the field may go: a visit that is begun would be lost. */
async function forgetsField(): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return true;
  const { hasDraft } = await import('./leaving');
  return !(await hasDraft()) || confirm(words.peek().say('onsite-leave-sure'));
}

async function forgetField(): Promise<void> {
  if (typeof indexedDB !== 'undefined') await (await import('./leaving')).forgetAll();
}

/** Out of the city's sign-on too: on a shared machine the next one would come in without a password. */
export function leaveBoth(): Promise<void> {
  return attempt(async () => {
    if (!(await forgetsField())) return;
    const address = await leaveSignOn();
    await forgetField();
    endLooking();
    location.assign(address ?? '/sign-in');
  });
}

export function shutOut(id: string): Promise<void> {
  return attempt(async () => {
    await endDevice(id);
    devices.load(readDevices);
  });
}

export function addToken(name: string, scopes: readonly string[], networks: readonly string[]): Promise<void> {
  return attempt(async () => {
    made.value = await makeToken(name, scopes, networks);
    tokens.load(readTokens);
  });
}

export function takeBack(id: string): Promise<void> {
  return attempt(async () => {
    await endToken(id);
    tokens.load(readTokens);
  });
}

/** Opens a class for an hour. What is on the screen is asked for anew, and so it is when it ends: nothing that was opened stays on it. */
export function openGlass(what: string, reason: string): Promise<void> {
  return attempt(async () => {
    await breakGlass(what, reason);
    loadAnew();
  });
}

export function shutGlass(what: string): Promise<void> {
  return attempt(async () => {
    await endGlass(what);
    loadAnew();
  });
}

/** The hour is over. */
export function glassEnded(): void {
  loadAnew();
}

/** Nothing that was read stays on the screen; what was being typed does not go with it. */
function loadAnew(): void {
  keepTyped();
  location.reload();
}

/** Where this tab keeps the role as which somebody looks around; the tab's own memory ends with it. */
const VIEWED = 'jalon-viewed-as';

/** Takes up the role that this tab looks around as, if there is one. Called once, before anything is asked. */
export function takeUpView(): void {
  lookAs(sessionStorage.getItem(VIEWED));
}

/** Looks around as a role, from the first page on. */
export function viewAs(role: string): void {
  sessionStorage.setItem(VIEWED, role);
  location.assign(beginning());
}

export function endView(): void {
  endLooking();
  location.assign(beginning());
}

/** Whoever comes in next in this tab is themselves. */
export function endLooking(): void {
  sessionStorage.removeItem(VIEWED);
}

/** Whether the role cannot be taken up any more, so that the page has to go on without it. */
export function isViewRefused(asked: Loadable<unknown>): boolean {
  const refused = asked.is === 'failed' && asked.error.failure.kind === 'refused' && asked.error.failure.status === 403;
  return refused && sessionStorage.getItem(VIEWED) !== null;
}

/** The first page, in the language that the link names. */
function beginning(): string {
  const language = new URLSearchParams(location.search).get('lang');
  return language === null ? '/' : `/?lang=${encodeURIComponent(language)}`;
}
