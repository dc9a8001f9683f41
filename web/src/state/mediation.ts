// What mediators have done by residence: of which year, and what the server says.
import { effect, signal } from '@preact/signals';
import { readResidences, type Residence } from '../api/mediation';
import { resource } from './loadable';

/** Years that can be chosen: this one and those before it. */
const YEARS = 5;

const thisYear = new Date().getFullYear();
export const years: readonly number[] = Array.from({ length: YEARS }, (_, before) => thisYear - before);
export const year = signal(thisYear);
export const residences = resource<readonly Residence[]>();

/** Asks for the year, and again when another is chosen, until the answer is to stop. */
export function follow(): () => void {
  return effect(() => {
    const of = year.value;
    residences.load((at) => readResidences(of, at));
  });
}
