// What lies behind the settlement that is explained, each asked for when a reader opens it.
import { readAnswers, readDifference, readOpenOrders, readRemedies, readSiteFiles } from '../api/client';
import type { Answers, Difference, Remedies } from '../api/behind';
import type { WorksOrders } from '../api/casework';
import type { SiteFiles } from '../api/files';
import { readPlace, type SitePlace } from '../api/place';
import { signal } from '@preact/signals';
import { language } from './place';
import { resource, type Loadable, type Resource } from './loadable';

/** The answers there may be, by the name of the fold that shows them. */
export interface BehindAnswers {
  readonly orders: WorksOrders;
  readonly remedies: Remedies;
  readonly moved: Difference | null;
  readonly answers: Answers;
  readonly files: SiteFiles;
  readonly place: SitePlace;
}
export type BehindName = keyof BehindAnswers;
export type Behind = { readonly [N in BehindName]: Loadable<BehindAnswers[N]> };

const resources: { readonly [N in BehindName]: Resource<BehindAnswers[N]> } = {
  orders: resource(),
  remedies: resource(),
  moved: resource(),
  answers: resource(),
  files: resource(),
  place: resource(),
};

/** What is known so far. */
export function behindNow(): Behind {
  const { orders, remedies, moved, answers, files, place } = resources;
  return {
    orders: orders.now.value,
    remedies: remedies.now.value,
    moved: moved.now.value,
    answers: answers.now.value,
    files: files.now.value,
    place: place.now.value,
  };
}

/** Asks, unless it was asked already. */
export function openBehind(name: BehindName, code: string): void {
  if (resources[name].now.peek().is !== 'idle') return;
  if (name === 'orders') resources.orders.load((at) => readOpenOrders(code, at));
  if (name === 'remedies') resources.remedies.load((at) => readRemedies(code, at));
  if (name === 'moved') resources.moved.load((at) => readDifference(code, at));
  if (name === 'answers') resources.answers.load((at) => readAnswers(code, at));
  if (name === 'place') resources.place.load((at) => readPlace(code, language.peek(), at));
  if (name === 'files') resources.files.load((at) => readSiteFiles(code, at));
}

export function retryBehind(name: BehindName): void {
  resources[name].retry();
}

/** The settlement of which somebody has seen outlines: they stay in view when it was decided about the last one. */
export const outlinesOf = signal<string | null>(null);

/** Another settlement is looked at, or none. */
export function clearBehind(): void {
  outlinesOf.value = null;
  for (const each of Object.values(resources)) each.clear();
}
