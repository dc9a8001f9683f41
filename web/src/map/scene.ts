// What the map is shown, and what it tells back: its only ties to the rest of the page.
import type { ReadonlySignal } from '@preact/signals';
import type { Basemap, Bbox, Items, Ranked } from '../api/types';
import type { DrawnLayer } from '../state/layers';
import type { Camera } from '../state/permalink';
import type { Words } from '../text/words';
import type { Look } from './look';

/** A selection to fly to. */
export type Target = { readonly site: string } | { readonly area: string };

export interface Scene {
  readonly layers: ReadonlySignal<readonly DrawnLayer[]>;
  /** The map beneath ours, where the server has one. */
  readonly basemap: ReadonlySignal<Basemap | null>;
  readonly on: ReadonlySignal<readonly string[]>;
  readonly look: ReadonlySignal<Look>;
  readonly sites: ReadonlySignal<readonly Ranked[]>;
  readonly areas: ReadonlySignal<Items['features']>;
  readonly site: ReadonlySignal<string | null>;
  readonly area: ReadonlySignal<string | null>;
  /** The selected settlement's shape as GeoJSON, once it is known. */
  readonly siteShape: ReadonlySignal<Record<string, unknown> | null>;
  readonly whole: ReadonlySignal<Bbox | null>;
  readonly camera: ReadonlySignal<Camera | null>;
  readonly flight: ReadonlySignal<Target | null>;
  readonly words: ReadonlySignal<Words>;
}

export interface Told {
  readonly siteChosen: (code: string) => void;
  readonly areaChosen: (code: string) => void;
  readonly cameraMoved: (camera: Camera) => void;
  readonly landed: () => void;
}

/** A word by the pointer, in pixels from the map's corner. */
export interface Tip {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}
