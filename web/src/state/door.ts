// What happens at the door: a link that lets in, a name and a password, an invitation, a second factor.
import { signal } from '@preact/signals';
import { ApiError, type Failure } from '../api/client';
import { acceptCharter, acceptInvitation, beginFactor, readWho, setFactor, signIn, type Entry, type FactorKey } from '../api/session';
import { endLooking } from './account';
import { forgetTyped } from './typed';
import { browserLanguage } from './language';
import { wordsOf } from '../text/words';

/** How far somebody has come. */
export type Step =
  | { readonly is: 'entering' }
  | { readonly is: 'name'; readonly asksCode: boolean }
  | { readonly is: 'invitation'; readonly link: string }
  | { readonly is: 'factor'; readonly key: FactorKey }
  | { readonly is: 'charter'; readonly version: string; readonly text: string }
  | { readonly is: 'codes'; readonly codes: readonly string[] };

export const step = signal<Step>({ is: 'entering' });
export const failure = signal<Failure | null>(null);
/** Where one comes in by the city's own sign-on; `null` where there is none. */
export const signOn = signal<string | null>(null);
/** Why the city's sign-on has not let somebody in, in the server's word. */
export const refused = signal<string | null>(null);
export const busy = signal(false);
export const language = browserLanguage(navigator.languages);
export const words = wordsOf(language);

/** Begins at an address of the door; `secret` is what stands behind its `#`, which no server is told. */
export function stand({ pathname: path, hash, search }: Location): void {
  const secret = hash.slice(1);
  refused.value = new URLSearchParams(search).get('refused');
  // The secret leaves the address bar, and with it the history.
  if (secret !== '') history.replaceState(null, '', path);
  endLooking();
  forgetTyped();
  if (path === '/invitation' && secret !== '') step.value = { is: 'invitation', link: secret };
  else if (secret !== '') void attempt(byLink(secret), { is: 'name', asksCode: false });
  else void attempt(go);
}

/** Where somebody goes who is in already, or who owes a second factor. */
async function go(): Promise<void> {
  const who = await readWho(new AbortController().signal);
  signOn.value = who.sign_on;
  if (who.factor_due) step.value = { is: 'factor', key: await beginFactor() };
  else if (who.charter !== null) step.value = { is: 'charter', ...who.charter };
  else if (who.signed_in || !who.accounts) leave();
  else step.value = { is: 'name', asksCode: false };
}

/** By a link that works once; who is refused may come in another way. */
function byLink(link: string): () => Promise<void> {
  return async () => {
    try {
      await enter(await signIn({ link }));
    } catch (error) {
      signOn.value = (await readWho(new AbortController().signal)).sign_on;
      throw error;
    }
  };
}

export function enterByName(name: string, password: string, code: string | null, isFieldDevice: boolean): void {
  void attempt(async () => enter(await signIn({ name, password, code, field_device: isFieldDevice })));
}

export function choosePassword(link: string, password: string): void {
  void attempt(async () => {
    const entry = await acceptInvitation(link, password);
    if (entry === null) step.value = { is: 'name', asksCode: true };
    else await enter(entry);
  });
}

export function proveFactor(code: string): void {
  void attempt(async () => {
    step.value = { is: 'codes', codes: await setFactor(code) };
  });
}

export function takeCharter(version: string): void {
  void attempt(async () => {
    await acceptCharter(version);
    await go();
  });
}

/** Into the house. */
export function leave(): void {
  location.replace('/');
}

async function enter(entry: Entry): Promise<void> {
  if (entry.factor_due) step.value = { is: 'factor', key: await beginFactor() };
  else await go();
}

async function attempt(work: () => Promise<void>, otherwise?: Step): Promise<void> {
  busy.value = true;
  failure.value = null;
  // What was refused before is of no more interest once something else is tried.
  if (step.value.is !== 'entering') refused.value = null;
  try {
    await work();
  } catch (error) {
    failure.value = error instanceof ApiError ? error.failure : { kind: 'unexpected', message: String(error) };
    const asksCode = failure.value.kind === 'refused' && failure.value.word === 'code-missing';
    if (asksCode) step.value = { is: 'name', asksCode: true };
    else if (otherwise) step.value = otherwise;
    else if (step.value.is === 'entering') step.value = { is: 'name', asksCode: false };
  } finally {
    busy.value = false;
  }
}
