// Which language the page speaks where the link names none.
import type { Language } from './permalink';

/** The first language of the browser that the page speaks, else English. */
export function browserLanguage(wanted: readonly string[]): Language {
  const spoken = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === 'fr' || tag === 'en');
  return spoken === 'fr' ? 'fr' : 'en';
}
