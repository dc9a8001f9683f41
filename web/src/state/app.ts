// What the page knows: the server's answers, and what is worked out from them and the place.
import { computed, effect, signal } from '@preact/signals';
import { readDispersal, readItems, readRanking, readSettlement, readStatus } from '../api/client';
import { readWho } from '../api/session';
import type { Dispersal, Items, Ranking, SettlementDetail, Status } from '../api/types';
import { askedOfServer, layerOf } from './asked';
import { clearBehind, openBehind } from './behind';
import { drawnLayers, layersOn } from './layers';
import { resource, valueOf } from './loadable';
import { place, language, words } from './place';
import { isShutOut, who } from './account';
import type { View } from './permalink';
import { filterSites, sortAreas, sortSites } from './rows';

export const status = resource<Status>();
export const ranking = resource<Ranking>();
export const detail = resource<SettlementDetail>();
export const dispersal = resource<Dispersal>();
export const areaShapes = resource<Items['features']>();

export const isPublic = computed(() => valueOf(status.now.value)?.audience === 'public');

/** The public sees the dispersal view alone, whatever the link says. */
export const view = computed<View>(() => (isPublic.value && ['priorities', 'placing', 'work'].includes(place.value.view) ? 'dispersal' : place.value.view));

/** Only the team may choose cuts and other neighbourhoods. */
const asked = computed(() => (isPublic.value ? '' : askedOfServer(place.value.asked)));
/** The layer of the neighbourhoods in view. */
export const areaLayer = computed(() => layerOf(isPublic.value || view.value === 'priorities' ? null : place.value.asked.system));

export const drawn = computed(() => drawnLayers(valueOf(status.now.value)?.layers ?? []));
export const on = computed(() => layersOn(drawn.value, place.value.layers, view.value, areaLayer.value));

export const allSites = computed(() => valueOf(ranking.now.value)?.items ?? []);
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

/** The question that the report at hand answers. */
let loadedFor: string | null = null;

/** Begins asking, and keeps asking what the place needs. Called once. */
export function start(): void {
  darkQuery.addEventListener('change', ({ matches }) => (dark.value = matches));
  status.load(readStatus);
  effect(() => {
    const asked = [status, ranking, detail, dispersal].map(({ now }) => now.value);
    if (asked.some(isShutOut)) location.assign('/sign-in');
  });
  const siteCode = computed(() => place.value.site);
  effect(() => {
    const known = valueOf(status.now.value);
    if (known === null) return;
    if (known.audience === 'team' && ranking.now.peek().is === 'idle') ranking.load(readRanking);
    if (known.audience === 'team' && who.now.peek().is === 'idle') who.load(readWho);
    const areas = areaLayer.value;
    if (known.layers.some(({ code }) => code === areas)) areaShapes.load((at) => readItems(areas, at));
  });
  effect(() => {
    const needed = valueOf(status.now.value) !== null && ['dispersal', 'council'].includes(view.value);
    const question = asked.value;
    if (!needed || (loadedFor === question && dispersal.now.peek().is !== 'idle')) return;
    loadedFor = question;
    dispersal.load((at) => readDispersal(question, at));
  });
  effect(() => {
    const code = siteCode.value;
    if (isPublic.value || valueOf(status.now.value) === null) return;
    clearBehind();
    if (code === null) return detail.clear();
    detail.load((at) => readSettlement(code, at));
    openBehind('orders', code);
  });
}
