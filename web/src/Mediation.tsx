// What mediators did by residence, beside the register of their rounds.
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Residences } from './panels/Residences';
import * as app from './state/app';
import { valueOf } from './state/loadable';
import * as mediation from './state/mediation';
import { words } from './state/place';
import { plateOf } from './state/plate';

/** Width of the city on its drawing, in its own units. */
const PLATE = 420;

const plate = computed(() => plateOf(valueOf(app.areaShapes.now.value) ?? [], PLATE));

export function Mediation() {
  useEffect(mediation.follow, []);
  return (
    <Residences
      words={words.value}
      plate={plate.value}
      year={mediation.year.value}
      years={mediation.years}
      answer={mediation.residences.now.value}
      onYear={(year) => (mediation.year.value = year)}
      onRetry={mediation.residences.retry}
    />
  );
}
