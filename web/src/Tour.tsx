// The tour of the invented city: a card that goes from view to view and marks what it speaks of. It blocks nothing.
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { TourCard } from './panels/TourCard';
import { views } from './state/app';
import { showView } from './state/choose';
import { headOf, type View } from './state/permalink';
import { place, words } from './state/place';
import { tour } from './state/tour';
import './text/desk';

interface Step {
  readonly name: string;
  readonly view: View;
  /** What is marked while the step is told. */
  readonly marks: string;
}

const STEPS: readonly Step[] = [
  { name: 'ranking', view: 'priorities', marks: 'table.sites tbody tr' },
  { name: 'map', view: 'priorities', marks: '.legend' },
  { name: 'dispersal', view: 'dispersal', marks: '.figures' },
  { name: 'board', view: 'board', marks: '.board-sides' },
  { name: 'yours', view: 'administration', marks: '.administration .work-tabs' },
];

/** The steps whose view somebody may open. */
const steps = computed(() => STEPS.filter(({ view }) => views.value.includes(headOf(view))));

/** Between two looks for what is marked. */
const LOOK_MS = 120;

export function Tour() {
  const at = tour.value;
  const step = typeof at === 'number' ? (steps.value[at] ?? null) : null;
  useEffect(() => (step === null ? undefined : mark(step)), [step]);
  useEffect(() => {
    // What is only offered is not meant by an Escape elsewhere on the page.
    const escape = (event: KeyboardEvent) => {
      const isMeant = typeof tour.peek() === 'number' || document.activeElement?.closest('.tour') != null;
      if (event.key === 'Escape' && isMeant) close();
    };
    addEventListener('keydown', escape);
    return () => removeEventListener('keydown', escape);
  }, []);
  const last = steps.value.length - 1;
  return (
    <TourCard
      words={words.value}
      name={step?.name ?? null}
      at={typeof at === 'number' ? at : 0}
      of={last + 1}
      onStart={() => (tour.value = 0)}
      onBack={typeof at === 'number' && at > 0 ? () => (tour.value = at - 1) : null}
      onNext={typeof at === 'number' && at < last ? () => (tour.value = at + 1) : null}
      onClose={close}
    />
  );
}

function close(): void {
  tour.value = 'closed';
}

/** Goes to the view of a step and keeps marked what it speaks of, also where the page draws that anew; returns how to stop. */
function mark(step: Step): () => void {
  if (place.peek().view !== step.view) showView(step.view);
  let marked: Element | null = null;
  const look = () => {
    if (marked?.isConnected === true) return;
    const isFirst = marked === null;
    marked = document.querySelector(step.marks);
    marked?.classList.add('tour-marked');
    if (isFirst) marked?.scrollIntoView({ block: 'nearest' });
  };
  const looks = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(looks);
    marked?.classList.remove('tour-marked');
  };
}
