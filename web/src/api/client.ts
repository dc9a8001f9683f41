// The only door to the network: asks the page's own server, checks what it answers, and names what went wrong.
import { answersAnswer, differenceAnswer, historyAnswer, remediesAnswer, type Answers, type Difference, type Remedies } from './behind';
import { worksOrdersAnswer, type WorksOrders } from './casework';
import { UnexpectedAnswer, type Check } from './check';
import { fileAnswer, filesAnswer, type SiteFile, type SiteFiles } from './files';
import { ApiError, refusal } from './failure';
import { asViewed } from './viewed';
import { keptAnswer, keptListAnswer, placingAnswer, type Decision, type Kept, type KeptList, type NewPlacing, type Placing } from './placing';
import {
  dispersalAnswer,
  itemsAnswer,
  rankingAnswer,
  settlementAnswer,
  statusAnswer,
  type Dispersal,
  type Items,
  type Ranked,
  type Ranking,
  type SettlementDetail,
  type Status,
} from './types';

export { ApiError, type Failure } from './failure';

export function readStatus(signal: AbortSignal): Promise<Status> {
  return ask('/api/status', statusAnswer, signal);
}

export function readSettlement(code: string, signal: AbortSignal): Promise<SettlementDetail> {
  return ask(ofSettlement(code), settlementAnswer, signal);
}

export function readAnswers(code: string, signal: AbortSignal): Promise<Answers> {
  return ask(`${ofSettlement(code)}/answers`, answersAnswer, signal);
}

export function readRemedies(code: string, signal: AbortSignal): Promise<Remedies> {
  return ask(`${ofSettlement(code)}/works?limit=100`, remediesAnswer, signal);
}

/** Why the score has moved since the assessment before; `null` where there is none. */
export async function readDifference(code: string, signal: AbortSignal): Promise<Difference | null> {
  const { items } = await ask(`${ofSettlement(code)}/history?limit=2`, historyAnswer, signal);
  return items.length < 2 ? null : ask(`${ofSettlement(code)}/moved`, differenceAnswer, signal);
}

/** The newest open works orders of a settlement. */
export function readOpenOrders(code: string, signal: AbortSignal): Promise<WorksOrders> {
  return ask(`/api/works?settlement=${encodeURIComponent(code)}&open=true&limit=50`, worksOrdersAnswer, signal);
}

/** The photos and documents of a settlement. */
export function readSiteFiles(code: string, signal: AbortSignal): Promise<SiteFiles> {
  return ask(`${ofSettlement(code)}/files`, filesAnswer, signal);
}

/** Sends a photo or a document to a settlement, as it is. */
export function addSiteFile(code: string, file: File, signal: AbortSignal): Promise<SiteFile> {
  const path = `${ofSettlement(code)}/files?name=${encodeURIComponent(file.name)}`;
  return deliver(['POST', path], file, 'application/octet-stream', fileAnswer, signal);
}

function ofSettlement(code: string): string {
  return `/api/settlements/${encodeURIComponent(code)}`;
}

/** `asked` is the question mark and what follows, or nothing. */
export function readDispersal(asked: string, signal: AbortSignal): Promise<Dispersal> {
  return ask(`/api/dispersal${asked}`, dispersalAnswer, signal);
}

/** Works out a proposal of homes; nothing is stored. */
export function placeFamilies(asked: NewPlacing, signal: AbortSignal): Promise<Placing> {
  return send('/api/placing', asked, placingAnswer, signal);
}

/** Keeps a proposal of homes, to be decided. */
export function keepPlacing(asked: NewPlacing & { readonly by: string; readonly note: string }, signal: AbortSignal): Promise<Kept> {
  return send('/api/placing/proposals', asked, keptAnswer, signal);
}

/** Kept proposals of homes, newest first; those after a page where its cursor is given. */
export function readProposals(cursor: string | null, signal: AbortSignal): Promise<KeptList> {
  const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  return ask(`/api/placing/proposals?limit=20${after}`, keptListAnswer, signal);
}

/** Writes down what was decided about a proposal. */
export function decideProposal({ number, outcome, by, reason }: Decision, signal: AbortSignal): Promise<Kept> {
  return send(`/api/placing/proposals/${number}/${outcome}`, { by, reason }, keptAnswer, signal);
}

/** The whole ranking, page after page; as it was on the evening of a day where one is given. */
export async function readRanking(day: string | null, signal: AbortSignal): Promise<Ranking> {
  const items: Ranked[] = [];
  const asked = `/api/ranking?limit=500${day === null ? '' : `&as_of=${day}`}`;
  let page = await ask(asked, rankingAnswer, signal);
  items.push(...page.items);
  while (page.next !== null) {
    page = await ask(`${asked}&cursor=${encodeURIComponent(page.next)}`, rankingAnswer, signal);
    items.push(...page.items);
  }
  return { ...page, items };
}

/** Every feature of a layer, page after page. */
export async function readItems(layer: string, signal: AbortSignal): Promise<Items['features']> {
  const base = `/api/layers/${encodeURIComponent(layer)}/items?limit=1000`;
  let page = await ask(base, itemsAnswer, signal);
  const features = [...page.features];
  while (page.next !== null) {
    page = await ask(`${base}&cursor=${encodeURIComponent(page.next)}`, itemsAnswer, signal);
    features.push(...page.features);
  }
  return features;
}

/** Asks one address of this server. */
export function ask<T>(path: string, check: Check<T>, signal: AbortSignal, headers: Record<string, string> = {}): Promise<T> {
  return exchange(path, { signal, headers: { accept: 'application/json', ...headers } }, check, signal);
}

/** Sends a form to one address of this server. */
function send<T>(path: string, form: object, check: Check<T>, signal: AbortSignal): Promise<T> {
  return change(['POST', path], form, check, signal);
}

/** Changes something at one address of this server. */
export function change<T>(
  [method, path]: readonly [string, string],
  form: object,
  check: Check<T>,
  signal: AbortSignal,
  more: Record<string, string> = {},
): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', ...more };
  return exchange(path, { method, signal, headers, body: JSON.stringify(form) }, check, signal);
}

/** Sends a file in a form of its own. */
export function upload<T>(path: string, file: File, check: Check<T>, signal: AbortSignal): Promise<T> {
  const body = new FormData();
  body.append('file', file, file.name);
  return exchange(path, { method: 'POST', signal, headers: { accept: 'application/json' }, body }, check, signal);
}

/** Sends a file as it is. */
export function give<T>(path: string, file: File, check: Check<T>, signal: AbortSignal): Promise<T> {
  return deliver(['POST', path], file, 'text/csv', check, signal);
}

/** Hands in bytes as they are. */
export function handIn<T>(path: string, body: Uint8Array<ArrayBuffer>, check: Check<T>, signal: AbortSignal): Promise<T> {
  return deliver(['POST', path], body, 'application/octet-stream', check, signal);
}

/** Sends something that is no form, as what it is. */
export function deliver<T>([method, path]: readonly [string, string], body: BodyInit, kind: string, check: Check<T>, signal: AbortSignal, more: Record<string, string> = {}): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': kind, ...more };
  return exchange(path, { method, signal, headers, body }, check, signal);
}

/** A file of this server, as it is. */
export async function take(path: string, signal: AbortSignal, headers: Record<string, string>): Promise<Blob> {
  const response = await reach(path, { signal, headers }, signal);
  if (!response.ok) throw refusal(response.status, await bodyOf(response, signal));
  return response.blob();
}

async function exchange<T>(path: string, how: RequestInit, check: Check<T>, signal: AbortSignal): Promise<T> {
  const response = await reach(path, how, signal);
  const body = await bodyOf(response, signal);
  if (!response.ok) throw refusal(response.status, body);
  try {
    return check(body, path);
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw new ApiError({ kind: 'unexpected', message: error.message });
    throw error;
  }
}

async function reach(path: string, how: RequestInit, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, asViewed(path, how));
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ApiError({ kind: 'offline' });
  }
}

/** The body as JSON, or `null`: a proxy in between may answer with a page. */
async function bodyOf(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
