// The one place the page is at, kept equal to the address bar both ways.
import { computed, signal } from '@preact/signals';
import { wordsOf } from '../text/words';
import { browserLanguage } from './language';
import { readAddress, writeAddress, type Language, type Place } from './permalink';

export const place = signal<Place>(readAddress(location.search));

/** The language of the link, else the first one of the browser that we speak, else English. */
export const language = computed<Language>(() => place.value.language ?? browserLanguage(navigator.languages));

export const words = computed(() => wordsOf(language.value));

/** Goes to a place that Back should leave again. */
export function go(change: Partial<Place>): void {
  move(change, 'pushState');
}

/** Refines the place in passing: a moved map or a typed letter is not a step of its own. */
export function adjust(change: Partial<Place>): void {
  move(change, 'replaceState');
}

function move(change: Partial<Place>, how: 'pushState' | 'replaceState'): void {
  const next = { ...place.peek(), ...change };
  const address = writeAddress(next);
  if (address !== location.search) history[how](null, '', address || location.pathname);
  place.value = next;
}

addEventListener('popstate', () => {
  place.value = readAddress(location.search);
});
