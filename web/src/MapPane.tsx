// The map's side of the page: the map, fetched after the table so that a slow network shows the ranking first, and the legend.
import { computed, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { HazardClass } from './api/types';
import type { Scene, Sight, Told } from './map/scene';
import { Tools } from './Later';
import { Legend } from './panels/Legend';
import { Loading } from './panels/Notice';
import { SwipeBar } from './panels/SwipeBar';
import * as app from './state/app';
import { chooseArea, chooseSite, flight, rememberCamera } from './state/choose';
import { toggled } from './state/layers';
import { valueOf } from './state/loadable';
import { classed, days, line, marks, pointed, pointing, tool, turn } from './state/marks';
import { adjust, place, words } from './state/place';

type MapComponent = ComponentType<{ readonly scene: Scene; readonly told: Told }>;

const MapView = signal<MapComponent | null>(null);
const mapFailed = signal(false);

/** Where the map looks, once it is there. */
const sight = signal<Sight | null>(null);

/** The tiles know today only: on another day the table says which class a settlement had. */
const dayClasses = computed(() => (app.day.value === null ? null : new Map(app.allSites.value.map(({ settlement, score }) => [settlement.code, score.class]))));
const filtered = computed(() => app.day.value !== null || app.shownSites.value.length < app.allSites.value.length);
const shownCodes = computed(() => new Set(app.shownSites.value.map(({ settlement }) => settlement.code)));

const scene: Scene = {
  layers: app.drawn,
  basemap: computed(() => valueOf(app.status.now.value)?.basemap ?? null),
  on: app.on,
  look: computed(() => ({
    view: app.view.value,
    dark: app.dark.value,
    shown: shownCodes.value,
    filtered: filtered.value,
    classes: dayClasses.value,
    classed: classed.value,
  })),
  sites: app.shownSites,
  areas: computed(() => valueOf(app.areaShapes.now.value) ?? []),
  site: computed(() => place.value.site),
  area: computed(() => place.value.area),
  siteShape: computed(() => valueOf(app.detail.now.value)?.geometry ?? null),
  whole: computed(() => valueOf(app.status.now.value)?.bbox ?? null),
  camera: computed(() => place.value.camera),
  flight,
  pointing,
  marks,
  swipe: computed(() => days.value && { ...days.value, at: line.value }),
  words,
};

const told: Told = {
  siteChosen: (code) => chooseSite(code, 'map'),
  areaChosen: (code) => chooseArea(code, 'map'),
  cameraMoved: rememberCamera,
  landed: () => (flight.value = null),
  pointed,
  mounted: (now) => (sight.value = now),
};

export function MapPane({ counts }: { readonly counts: Record<HazardClass, number> }) {
  useEffect(() => void fetchMap(), []);
  const View = MapView.value;
  const said = words.value;
  return (
    <section class="map-pane" aria-label={said.say(`map-label-${app.view.value}`)}>
      <div class={pointing.value ? 'map-box pointing' : 'map-box'}>
        {View && <View scene={scene} told={told} />}
        {View && days.value && <SwipeBar words={said} names={days.value.names} at={line.value} onMove={(at) => (line.value = at)} />}
        {!View && !mapFailed.value && <Loading text={said.say('loading-map')} />}
        {mapFailed.value && (
          <p class="map-note" role="alert">
            {said.say('failed-tiles')}{' '}
            <button type="button" class="link" onClick={fetchMap}>
              {said.say('retry')}
            </button>
          </p>
        )}
        {app.drawn.value.length === 0 && <p class="map-note">{said.say('empty-map')}</p>}
        {tool.value === null && !app.isPublic.value && app.drawn.value.length > 0 && (
          <button type="button" class="button tools-open" aria-expanded="false" onClick={() => turn({ tool: 'here' })}>
            {said.say('tools')}
          </button>
        )}
      </div>
      {tool.value !== null && <Tools sight={sight.value} />}
      {app.drawn.value.length > 0 && (
        <Legend
          words={said}
          view={app.view.value}
          layers={app.drawn.value}
          on={app.on.value}
          siteCounts={counts}
          areas={app.shownAreas.value}
          dark={app.dark.value}
          classed={classed.value}
          onToggle={(code) => adjust({ layers: toggled(app.drawn.value, app.on.value, code) })}
        />
      )}
    </section>
  );
}

async function fetchMap(): Promise<void> {
  mapFailed.value = false;
  try {
    MapView.value = (await import('./map/MapView')).default;
  } catch {
    mapFailed.value = true;
  }
}
