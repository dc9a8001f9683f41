// The door and one's own account: who is asking, signing in and out, second factor, devices, tokens.
import { ask, change } from './client';
import { list, nullable, nothing, number, object, oneOf, text, truth, type Checked } from './check';

/** What is opened for an hour; the seconds are the server's, since the clock here may be wrong. */
const openedAnswer = object({ class: text, reason: text, ends_at: text, seconds_left: number });
export type Opened = Checked<typeof openedAnswer>;

const rightAnswer = object({ resource: text, act: oneOf('read', 'write'), reach: oneOf('none', 'counts', 'own', 'territory') });

const whoAnswer = object({
  accounts: truth,
  name: nullable(text),
  signed_in: truth,
  sign_on: nullable(text),
  roles: list(text),
  factor_due: truth,
  charter: nullable(object({ version: text, text })),
  opened: list(openedAnswer),
  may_open: list(text),
  may_view_as: list(text),
  viewing_as: nullable(text),
  rights: list(rightAnswer),
});
export type Who = Checked<typeof whoAnswer>;

const leavingAnswer = object({ address: nullable(text) });

const entryAnswer = object({ name: text, factor_due: truth });
export type Entry = Checked<typeof entryAnswer>;

const factorAnswer = object({ key: text, address: text });
export type FactorKey = Checked<typeof factorAnswer>;

const codesAnswer = object({ recovery_codes: list(text) });

const devicesAnswer = object({ items: list(object({ id: text, device: text, current: truth, seen_at: text })) });
export type Device = Checked<typeof devicesAnswer>['items'][number];

const tokenAnswer = object({ id: text, name: text, scopes: list(text), networks: list(text), ends_at: text });
const tokensAnswer = object({ items: list(tokenAnswer) });
export type Token = Checked<typeof tokenAnswer>;
const madeAnswer = object({ token: text, made: tokenAnswer });

/** Nobody waits for these to be given up. */
const whole = () => new AbortController().signal;

export interface SignIn {
  readonly name: string;
  readonly password: string;
  readonly code: string | null;
  readonly field_device: boolean;
}

export function readWho(signal: AbortSignal): Promise<Who> {
  return ask('/api/session', whoAnswer, signal);
}

export function signIn(form: SignIn | { readonly link: string }): Promise<Entry> {
  return change(['POST', '/api/session'], form, entryAnswer, whole());
}

/** `null` where the second factor is asked for at the door. */
export function acceptInvitation(link: string, password: string): Promise<Entry | null> {
  return change(['POST', '/api/session/invitation'], { link, password }, nullable(entryAnswer), whole());
}

/** Accepts the charter as it was read. */
export function acceptCharter(version: string): Promise<null> {
  return change(['POST', '/api/session/charter'], { version }, nothing, whole());
}

export function signOut(): Promise<null> {
  return change(['DELETE', '/api/session'], {}, nothing, whole());
}

/** Out here; answers where the city's sign-on ends its own session, if it has a way out. */
export async function leaveSignOn(): Promise<string | null> {
  return (await change(['POST', '/api/session/sign-on/out'], {}, leavingAnswer, whole())).address;
}

/** Opens `H`, what is known of households, or `R`, of courts and owners, for an hour. */
export function breakGlass(what: string, reason: string): Promise<Opened> {
  return change(['POST', '/api/session/break-glass'], { class: what, reason }, openedAnswer, whole());
}

export function endGlass(what: string): Promise<null> {
  return change(['DELETE', `/api/session/break-glass/${encodeURIComponent(what)}`], {}, nothing, whole());
}

export function beginFactor(): Promise<FactorKey> {
  return change(['POST', '/api/session/factor'], {}, factorAnswer, whole());
}

export async function setFactor(code: string): Promise<readonly string[]> {
  return (await change(['PUT', '/api/session/factor'], { code }, codesAnswer, whole())).recovery_codes;
}

export async function readDevices(signal: AbortSignal): Promise<readonly Device[]> {
  return (await ask('/api/session/devices', devicesAnswer, signal)).items;
}

export function endDevice(id: string): Promise<null> {
  return change(['DELETE', `/api/session/devices/${encodeURIComponent(id)}`], {}, nothing, whole());
}

export async function readTokens(signal: AbortSignal): Promise<readonly Token[]> {
  return (await ask('/api/tokens', tokensAnswer, signal)).items;
}

/** `networks` are ranges of addresses that it works from; from all where there is none. */
export async function makeToken(name: string, scopes: readonly string[], networks: readonly string[]): Promise<string> {
  return (await change(['POST', '/api/tokens'], { name, scopes, networks, days: 90 }, madeAnswer, whole())).token;
}

export function endToken(id: string): Promise<null> {
  return change(['DELETE', `/api/tokens/${encodeURIComponent(id)}`], {}, nothing, whole());
}
