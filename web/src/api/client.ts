// The only door to the network: asks the page's own server, checks what it answers, and names what went wrong.
import { UnexpectedAnswer, type Check } from './check';
import {
  dispersalAnswer,
  itemsAnswer,
  problemAnswer,
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

/** Why a question got no usable answer. */
export type Failure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string; readonly requestId: string | null }
  | { readonly kind: 'unexpected'; readonly message: string };

export class ApiError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind === 'offline' ? 'the server does not answer' : failure.message);
    this.name = 'ApiError';
  }
}

export function readStatus(signal: AbortSignal): Promise<Status> {
  return ask('/api/status', statusAnswer, signal);
}

export function readSettlement(code: string, signal: AbortSignal): Promise<SettlementDetail> {
  return ask(`/api/settlements/${encodeURIComponent(code)}`, settlementAnswer, signal);
}

export function readDispersal(signal: AbortSignal): Promise<Dispersal> {
  return ask('/api/dispersal', dispersalAnswer, signal);
}

/** The whole ranking, page after page. */
export async function readRanking(signal: AbortSignal): Promise<Ranking> {
  const items: Ranked[] = [];
  let page = await ask('/api/ranking?limit=500', rankingAnswer, signal);
  items.push(...page.items);
  while (page.next !== null) {
    page = await ask(`/api/ranking?limit=500&cursor=${encodeURIComponent(page.next)}`, rankingAnswer, signal);
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
export async function ask<T>(path: string, check: Check<T>, signal: AbortSignal): Promise<T> {
  const response = await reach(path, signal);
  const body = await bodyOf(response, signal);
  if (!response.ok) throw refusal(response.status, body);
  try {
    return check(body, path);
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw new ApiError({ kind: 'unexpected', message: error.message });
    throw error;
  }
}

async function reach(path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, { signal, headers: { accept: 'application/json' } });
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

function refusal(status: number, body: unknown): ApiError {
  try {
    const problem = problemAnswer(body, 'problem');
    const message = problem.detail ?? problem.title;
    return new ApiError({ kind: 'refused', status, message, requestId: problem.request_id });
  } catch {
    return new ApiError({ kind: 'refused', status, message: `HTTP ${status}`, requestId: null });
  }
}
