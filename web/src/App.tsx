// The page: head, the view's panel, the explanation of what is chosen, the map. Ties panels and map to the state.
import { computed } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Status } from './api/types';
import { Council } from './Council';
import { Administration, Board, Field, Tour, Work } from './Later';
import { MapPane } from './MapPane';
import { Own } from './Own';
import { Planner } from './Planner';
import { Proposed } from './Proposed';
import { Reports } from './Reports';
import { Standing } from './Standing';
import { DispersalPanel } from './panels/DispersalPanel';
import { Explanation } from './panels/Explanation';
import { Header } from './panels/Header';
import { Failed, Loading } from './panels/Notice';
import { RankingPanel } from './panels/RankingPanel';
import * as app from './state/app';
import { systemsOf } from './state/asked';
import { behindNow, openBehind, retryBehind } from './state/behind';
import { chooseArea, chooseSite, chosenFrom, leaveSite, showOnMap, showView } from './state/choose';
import { valueOf } from './state/loadable';
import { turn } from './state/marks';
import { CLASSES, type View } from './state/permalink';
import { adjust, go, language, place, words } from './state/place';
import { tour } from './state/tour';
import { countByClass, nextSort } from './state/rows';

/** Views that are a page of their own. */
const WITHOUT_MAP: readonly View[] = ['placing', 'council', 'work', 'board', 'reports', 'administration', 'visit'];

const siteCounts = computed(() => countByClass(app.allSites.value));

export function App() {
  const status = app.status.now.value;
  const known = valueOf(status);
  // Without a network the work in the field goes on with what was taken along.
  const inTheField = status.is === 'failed' && status.error.failure.kind !== 'refused' && place.value.view === 'visit';
  useDocument();
  return (
    <>
      <nav class="skips">
        <a href="#table">{words.value.say('skip-to-table')}</a>
        {!WITHOUT_MAP.includes(app.view.value) && <a href="#map">{words.value.say('skip-to-map')}</a>}
      </nav>
      <Header
        words={words.value}
        status={known}
        view={app.view.value}
        views={known && app.isReady.value ? app.views.value : []}
        onView={showView}
        onLanguage={(chosen) => go({ language: chosen })}
      >
        <Own />
      </Header>
      <Standing />
      {known && app.isReady.value && <Main status={known} />}
      {inTheField && <Field />}
      {!inTheField && status.is === 'failed' && (
        <main class="alone">
          <Failed error={status.error} words={words.value} retry={app.status.retry} />
        </main>
      )}
      {status.is !== 'failed' && !(known && app.isReady.value) && (
        <main class="alone">
          <Loading text={words.value.say('loading')} />
        </main>
      )}
      <p class="unseen" aria-live="polite">
        {app.announcement.value}
      </p>
      {known?.is_demo === true && app.isReady.value && touring() && <Tour />}
    </>
  );
}

/** Views that need nothing of the status. */
const PAGES: Partial<Record<View, ComponentType>> = { work: Work, board: Board, reports: Reports, administration: Administration, visit: Field };

/** The tour is offered on the first view alone, and never lies over the work in the field. */
function touring(): boolean {
  const [at, view] = [tour.value, app.view.value];
  return at === 'offered' ? view === app.views.value[0] : at !== 'closed' && view !== 'visit';
}

function Main({ status }: { readonly status: Status }) {
  if (app.view.value === 'council') return <Council status={status} />;
  if (app.view.value === 'placing') return <Planner status={status} />;
  const Page = PAGES[app.view.value];
  if (Page) return <Page />;
  const explained = app.view.value === 'priorities' ? place.value.site : null;
  return (
    <main class={explained === null ? 'view' : 'view explained'}>
      {app.view.value === 'priorities' ? <Priorities status={status} /> : <Dispersed status={status} />}
      {explained !== null && <Explained code={explained} status={status} />}
      <MapPane counts={siteCounts.value} />
      <p class="foot">
        {words.value.say('page-footer', { version: status.version, territory: status.territory })}{' '}
        {status.is_demo === true && tour.value === 'closed' && (
          <button type="button" class="link" onClick={() => (tour.value = 0)}>
            {words.value.say('tour-again')}
          </button>
        )}
      </p>
    </main>
  );
}

function Priorities({ status }: { readonly status: Status }) {
  return (
    <RankingPanel
      words={words.value}
      status={status}
      ranking={app.shownRanking.value}
      shown={app.shownSites.value}
      counts={siteCounts.value}
      place={place.value}
      onFilter={adjust}
      onSort={(by) => adjust({ siteSort: nextSort(place.value.siteSort, by, ['class', 'households', 'score']) })}
      onChoose={(code) => chooseSite(code, 'table')}
      onClear={() => adjust({ text: '', classes: CLASSES })}
      onToday={() => go({ instruments: { ...place.peek().instruments, day: null } })}
      onRetry={app.ranking.retry}
    />
  );
}

function Explained({ code, status }: { readonly code: string; readonly status: Status }) {
  return (
    <Explanation
      key={code}
      words={words.value}
      code={code}
      row={app.allSites.value.find(({ settlement }) => settlement.code === code) ?? null}
      detail={app.detail.now.value}
      behind={behindNow()}
      outlines={<Proposed code={code} />}
      limits={status.model.class_limits}
      areaName={app.areaName}
      from={chosenFrom.value}
      onClose={() => closeExplanation(code)}
      onShow={() => showOnMap(code)}
      onVisit={app.views.value.includes('visit') ? () => go({ view: 'visit' }) : null}
      onOpen={(name) => openBehind(name, code)}
      onRetryBehind={retryBehind}
      onRetry={app.detail.retry}
    />
  );
}

function Dispersed({ status }: { readonly status: Status }) {
  return (
    <DispersalPanel
      words={words.value}
      status={status}
      dispersal={app.dispersal.now.value}
      areas={app.shownAreas.value}
      chosen={place.value.area}
      sort={place.value.areaSort}
      onSort={(by) =>
        adjust({ areaSort: nextSort(place.value.areaSort, by, ['households', 'rehoused', 'share', 'quotient', 'deprived']) })
      }
      onChoose={(code) => chooseArea(code, 'table')}
      onRetry={app.dispersal.retry}
      asked={place.value.asked}
      systems={systemsOf(status.layers.map(({ code }) => code))}
      hasOffers={status.layers.some(({ group }) => group === 'offers')}
      areaName={app.areaName}
      onAsk={(change) => go({ asked: { ...place.peek().asked, ...change }, area: null })}
      onCouncil={() => showView('council')}
      onCompare={() => turn({ tool: 'compare' })}
    />
  );
}

/** Back to the row it came from, so that the keyboard goes on where it was. */
function closeExplanation(code: string): void {
  leaveSite();
  document.querySelector<HTMLElement>(`[data-code="${CSS.escape(code)}"] button.row-name`)?.focus();
}

/** What lies outside the page's body: its language, its title, and Escape. */
function useDocument(): void {
  const view = app.view.value;
  const said = words.value;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = said.say('page-title', { view: said.say(`view-${view}`) });
  }, [said, view]);
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      const code = place.peek().site;
      if (event.key === 'Escape' && code !== null && app.view.peek() === 'priorities') closeExplanation(code);
    };
    addEventListener('keydown', escape);
    return () => removeEventListener('keydown', escape);
  }, []);
}
