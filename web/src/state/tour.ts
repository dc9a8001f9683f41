// How far the tour of the invented city has come; once closed it stays so in this browser, until somebody asks for it.
import { effect, signal } from '@preact/signals';

/** Offered, at a step, or closed. */
export type TourAt = 'offered' | number | 'closed';

const KEPT = 'jalon-tour';

export const tour = signal<TourAt>(wasClosed() ? 'closed' : 'offered');

effect(() => {
  if (tour.value === 'closed') keep();
});

function wasClosed(): boolean {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}

/** Where a browser keeps nothing the tour is offered again next time. */
function keep(): void {
  try {
    localStorage.setItem(KEPT, 'closed');
  } catch {
    // Nothing is lost by it.
  }
}
