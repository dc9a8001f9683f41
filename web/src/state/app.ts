// What the page knows: the server's answers, and what is worked out from them and the place.
import { computed, effect, signal } from '@preact/signals';
import { readDispersal, readItems, readRanking, readSettlement, readStatus } from '../api/client';
import { readWho } from '../api/session';
import type { Dispersal, Items, Ranking, SettlementDetail, Status } from '../api/types';
import { askedOfServer, layerOf } from './asked';
import { clearBehind, openBehind } from './behind';
import { drawnLayers, layersOn } from './layers';
import { resource, valueOf, type Loadable } from './loadable';
import { place, language, words } from './place';
import { endView, isShutOut, isViewRefused, takeUpView, who } from './account';
import { takeUpTyped } from './typed';
import type { View } from './permalink';
import { viewFor, viewsOf } from './rights';
import { filterSites, sortAreas, sortSites } from './rows';

export const status = resource<Status>();
export const ranking = resource<Ranking>();
export const detail = resource<SettlementDetail>();
export const dispersal = resource<Dispersal>();
export const areaShapes = resource<Items['features']>();

export const isPublic = computed(() => valueOf(status.now.value)?.audience === 'public');

const PUBLIC_VIEWS: readonly View[] = ['dispersal'];
const TEAM_VIEWS: readonly View[] = ['priorities', 'visit', 'dispersal', 'placing', 'work', 'reports', 'administration'];

/** The views that can be filled; all of the team's where the server does not tell what somebody may do. */
export const views = computed<readonly View[]>(() => {
  const known = valueOf(who.now.value);
  if (isPublic.value) return PUBLIC_VIEWS;
  return known === null ? TEAM_VIEWS : viewsOf(known);
});

/** Whether it is known what to show: of the team, who asks. */
export const isReady = computed(() => isPublic.value || ['ready', 'failed'].includes(who.now.value.is));

/** The view that the link names, where it can be filled. */
export const view = computed<View>(() => viewFor(place.value.view, views.value));

/** Only the team may choose cuts and other neighbourhoods. */
const asked = computed(() => (isPublic.value ? '' : askedOfServer(place.value.asked)));
/** The layer of the neighbourhoods in view. */
export const areaLayer = computed(() => layerOf(isPublic.value || view.value === 'priorities' ? null : place.value.asked.system));

export const drawn = computed(() => drawnLayers(valueOf(status.now.value)?.layers ?? []));
export const on = computed(() => layersOn(drawn.value, place.value.layers, view.value, areaLayer.value));

/** The ranking that was read last: it stays while that of another day is on its way. */
const lastRanking = signal<Ranking | null>(null);

/** The ranking in view. */
export const shownRanking = computed<Loadable<Ranking>>(() => {
  const now = ranking.now.value;
  const last = lastRanking.value;
  return now.is === 'loading' && last !== null ? { is: 'ready', value: last } : now;
});

/** The day of which the ranking is told; null for today. */
export const day = computed(() => place.value.instruments.day);

export const allSites = computed(() => valueOf(shownRanking.value)?.items ?? []);
export const shownSites = computed(() => {
  const { text, classes, siteSort } = place.value;
  const factorWord = (factor: string) => words.value.word('factor', factor);
  return sortSites(filterSites(allSites.value, text, classes, factorWord), siteSort, language.value);
});
export const shownAreas = computed(() =>
  sortAreas(valueOf(dispersal.now.value)?.neighbourhoods ?? [], place.value.areaSort, language.value),
);

/** A neighbourhood's name, once its layer is here; its code until then. */
export function areaName(code: string): string {
  const found = valueOf(areaShapes.now.value)?.find(({ properties }) => properties['code'] === code);
  const name = found?.properties['name'];
  return typeof name === 'string' ? name : code;
}

const darkQuery = matchMedia('(prefers-color-scheme: dark)');
export const dark = signal(darkQuery.matches);

/** What a screen reader is told in passing. */
export const announcement = signal('');

/** The question that the report at hand answers, and the day of the ranking; none of it is asked twice. */
let loadedFor: string | null = null;
let rankedFor: string | null | undefined;

/** Begins asking, and keeps asking what the place needs. Called once. */
export function start(): void {
  darkQuery.addEventListener('change', ({ matches }) => (dark.value = matches));
  takeUpView();
  takeUpTyped();
  status.load(readStatus);
  effect(() => {
    if (isViewRefused(status.now.value)) endView();
  });
  effect(() => {
    const asked = [status, ranking, detail, dispersal].map(({ now }) => now.value);
    if (asked.some(isShutOut)) location.assign('/sign-in');
  });
  const siteCode = computed(() => place.value.site);
  effect(() => {
    const known = valueOf(status.now.value);
    if (known === null) return;
    if (known.audience === 'team' && who.now.peek().is === 'idle') who.load(readWho);
    const areas = areaLayer.value;
    if (known.layers.some(({ code }) => code === areas)) areaShapes.load((at) => readItems(areas, at));
  });
  effect(() => {
    const needed = valueOf(status.now.value) !== null && isReady.value && ['dispersal', 'council'].includes(view.value);
    const question = asked.value;
    if (!needed || (loadedFor === question && dispersal.now.peek().is !== 'idle')) return;
    loadedFor = question;
    dispersal.load((at) => readDispersal(question, at));
  });
  effect(() => {
    const of = day.value;
    if (valueOf(status.now.value) === null || !isReady.value || !views.value.includes('priorities') || rankedFor === of) return;
    rankedFor = of;
    ranking.load((at) => readRanking(of, at));
  });
  effect(() => {
    lastRanking.value = valueOf(ranking.now.value) ?? lastRanking.peek();
  });
  effect(() => {
    const code = siteCode.value;
    if (valueOf(status.now.value) === null || !isReady.value || !views.value.includes('priorities')) return;
    clearBehind();
    if (code === null) return detail.clear();
    detail.load((at) => readSettlement(code, at));
    openBehind('orders', code);
  });
}
