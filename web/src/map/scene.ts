// What the map is shown, and what it tells back: its only ties to the rest of the page.
import type { ReadonlySignal } from '@preact/signals';
import type { Area, Basemap, Bbox, Items, Ranked } from '../api/types';
import type { DrawnLayer } from '../state/layers';
import type { Spot } from '../state/instruments';
import type { Camera } from '../state/permalink';
import type { Words } from '../text/words';
import type { Look } from './look';

/** Something to fly to. */
export type Target = { readonly site: string } | { readonly area: string } | { readonly spot: Spot };

export interface Marks {
  readonly spots: readonly Spot[];
  readonly isRing: boolean;
  /** The place that is shown before the others. */
  readonly chosen?: number | null;
  /** Of a track only the line and the chosen place are shown. */
  readonly isTrack?: boolean;
}

/** The neighbourhoods of two days, one on each side of a line. */
export interface Swipe {
  readonly left: readonly Area[];
  readonly right: readonly Area[];
  /** Where the line stands, from 0 at the left edge to 1 at the right. */
  readonly at: number;
}

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
  /** Whether a click names a place, and chooses nothing. */
  readonly pointing: ReadonlySignal<boolean>;
  /** Places that somebody has named: a pin, a line, or a ring. */
  readonly marks: ReadonlySignal<Marks>;
  /** Two days beside each other, while they are compared. */
  readonly swipe: ReadonlySignal<Swipe | null>;
  /** A tile that the device keeps, by its address; nothing where it keeps none. */
  readonly held?: (address: string) => Uint8Array<ArrayBuffer> | null;
  readonly words: ReadonlySignal<Words>;
}

export interface Told {
  readonly siteChosen: (code: string) => void;
  readonly areaChosen: (code: string) => void;
  readonly cameraMoved: (camera: Camera) => void;
  readonly landed: () => void;
  readonly pointed: (spot: Spot) => void;
  /** How to ask the map where it looks; nothing once it is taken down. */
  readonly mounted: (sight: Sight | null) => void;
}

/** Where the map looks. */
export interface Sight {
  readonly middle: () => Spot;
  /** West, south, east, north. */
  readonly bbox: () => readonly number[];
}

/** A word by the pointer, in pixels from the map's corner. */
export interface Tip {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}
