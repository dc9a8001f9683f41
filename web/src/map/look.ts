// What the drawing depends on besides the features themselves.
import type { HazardClass } from '../api/types';
import type { Classed } from '../state/classed';
import type { View } from '../state/permalink';

export interface Look {
  readonly view: View;
  readonly dark: boolean;
  /** Codes of the settlements the table shows; the map shows the same ones. */
  readonly shown: ReadonlySet<string>;
  /** Whether the table leaves some out; clusters of the server would count those too. */
  readonly filtered: boolean;
  /** The classes of another day by code; none while the tiles' own are those of the table. */
  readonly classes: ReadonlyMap<string, HazardClass> | null;
  /** Classes of neighbourhoods that somebody has chosen. */
  readonly classed: Classed | null;
}

/** The map's greys, by day and by night. */
export interface Greys {
  readonly ground: string;
  readonly edge: string;
  readonly label: string;
  readonly halo: string;
  readonly ring: string;
}

export function greys(dark: boolean): Greys {
  return dark
    ? { ground: '#20272e', edge: '#56626d', label: '#b9c4cd', halo: '#12171c', ring: '#ffffff' }
    : { ground: '#fbfbf9', edge: '#b4bcc2', label: '#5b6670', halo: '#ffffff', ring: '#14212c' };
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
