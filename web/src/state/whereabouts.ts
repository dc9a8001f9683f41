// Where the device says that it is, and how far that may be wrong.
import { signal } from '@preact/signals';
import type { Position } from '../api/visits';

export type Whereabouts =
  | { readonly is: 'idle' | 'asking' }
  | { readonly is: 'failed'; readonly why: 'refused' | 'late' | 'none' };

export const whereabouts = signal<Whereabouts>({ is: 'idle' });

/** Longest wait for the satellites. */
const PATIENCE_MS = 30_000;
/** Farther off than this a position says nothing; the server takes none. */
const FARTHEST_M = 10_000;

/** Asks the device once; whoever is asked may refuse, and the visit goes on without. */
export function locate(use: (position: Position) => void): void {
  if (!('geolocation' in navigator)) {
    whereabouts.value = { is: 'failed', why: 'none' };
    return;
  }
  whereabouts.value = { is: 'asking' };
  const found = ({ coords }: GeolocationPosition) => {
    if (coords.accuracy > FARTHEST_M) {
      whereabouts.value = { is: 'failed', why: 'none' };
      return;
    }
    whereabouts.value = { is: 'idle' };
    use({ lon: coords.longitude, lat: coords.latitude, accuracy_m: Math.round(coords.accuracy * 10) / 10 });
  };
  const failed = ({ code }: GeolocationPositionError) => {
    whereabouts.value = { is: 'failed', why: code === 1 ? 'refused' : code === 3 ? 'late' : 'none' };
  };
  navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 });
}
