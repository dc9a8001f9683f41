// The map of one settlement in the form of a visit: what stands there, what is being walked or drawn, a cross in the middle.
import { computed, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Scene, Sight, Told } from './map/scene';
import { Loading } from './panels/Notice';
import * as app from './state/app';
import { draft, pack } from './state/field';
import { layersOn } from './state/layers';
import { valueOf } from './state/loadable';
import { openMap } from './state/opening';
import { shellsOf } from './state/outline';
import type { Camera } from './state/permalink';
import { cameraAround } from './state/around';
import { words } from './state/place';
import { chosen, corner } from './state/walking';

type MapComponent = ComponentType<{ readonly scene: Scene; readonly told: Told }>;

const MapView = signal<MapComponent | null>(null);
const failed = signal(false);
const sight = signal<Sight | null>(null);
const moved = signal<Camera | null>(null);

const spots = computed(() => draft.value?.walk?.steps ?? draft.value?.outline?.corners ?? []);
const isDrawing = computed(() => draft.value?.walk === null && draft.value.outline !== null);
const last = computed(() => draft.value?.walk?.steps.at(-1) ?? null);
const known = computed(() => shellsOf(draft.value?.shape ?? null).flat());

/** Where the device was last; else where somebody moved the map; else the settlement as a whole. */
const camera = computed<Camera | null>(() => {
  const around = moved.value ?? cameraAround(known.value.length > 0 ? known.value : spots.value);
  if (last.value === null) return around;
  return { zoom: around?.zoom ?? 18, lon: last.value.lon, lat: last.value.lat };
});

/** Those of the server; without a network those that were taken along. */
const layers = computed(() => (app.drawn.value.length > 0 ? app.drawn.value : (pack.value?.layers ?? [])));

const scene: Scene = {
  layers,
  held: (address) => pack.peek()?.tile(address) ?? null,
  basemap: computed(() => valueOf(app.status.now.value)?.basemap ?? null),
  on: computed(() => layersOn(layers.value, null, 'priorities')),
  look: computed(() => ({
    view: 'priorities',
    dark: app.dark.value,
    shown: new Set(app.allSites.value.map(({ settlement }) => settlement.code)),
    filtered: true,
    classes: null,
    classed: null,
  })),
  sites: signal([]),
  areas: signal([]),
  site: computed(() => draft.value?.settlement ?? null),
  area: signal(null),
  swipe: signal(null),
  siteShape: computed(() => draft.value?.shape ?? null),
  whole: computed(() => valueOf(app.status.now.value)?.bbox ?? null),
  camera,
  flight: signal(null),
  pointing: signal(true),
  marks: computed(() => ({ spots: spots.value, isRing: true, chosen: isDrawing.value ? chosen.value : Math.max(0, spots.value.length - 1), isTrack: !isDrawing.value })),
  words,
};

/** As far as a finger is off, in metres. */
function reach(): number {
  const [west = 0, south = 0, east = 0] = sight.peek()?.bbox() ?? [];
  const metres = (east - west) * 111_320 * Math.cos((south * Math.PI) / 180);
  return (metres / Math.max(200, document.getElementById('map')?.clientWidth ?? 360)) * 14;
}

const told: Told = {
  siteChosen: () => undefined,
  areaChosen: () => undefined,
  cameraMoved: (now) => (moved.value = now),
  landed: () => undefined,
  pointed: (spot) => isDrawing.peek() && corner(spot, reach()),
  mounted: (now) => (sight.value = now),
};

/** Sets a corner in the middle of the map. */
export function cornerInTheMiddle(): void {
  const middle = sight.peek()?.middle();
  if (middle !== undefined) corner(middle, reach());
}

export function FieldMap() {
  useEffect(() => {
    MapView.value = null;
    moved.value = null;
    // The map comes after what was taken along: its tiles are asked for as soon as it is there.
    void openMap(draft.peek()?.settlement ?? '').then(fetchMap, fetchMap);
  }, []);
  const View = MapView.value;
  const said = words.value;
  return (
    <div class={isDrawing.value ? 'map-box field-map crossed' : 'map-box field-map'}>
      {View && <View scene={scene} told={told} />}
      {!View && !failed.value && <Loading text={said.say('loading-map')} />}
      {failed.value && (
        <p class="map-note" role="alert">
          {said.say('failed-tiles')}{' '}
          <button type="button" class="link" onClick={() => void fetchMap()}>
            {said.say('retry')}
          </button>
        </p>
      )}
    </div>
  );
}

async function fetchMap(): Promise<void> {
  failed.value = false;
  try {
    MapView.value = (await import('./map/MapView')).default;
  } catch {
    failed.value = true;
  }
}
