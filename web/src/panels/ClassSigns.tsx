// What the colours of neighbourhoods mean where somebody has chosen their classes: from what to what, and how many.
import type { Area } from '../api/types';
import { classAt, figureOf, rampOf, type Classed } from '../state/classed';
import { areaClass, colourQuotient } from '../state/palette';
import type { Words } from '../text/words';
import { OwnSwatch, QuotientSwatch } from './swatches';

interface Props {
  readonly words: Words;
  readonly areas: readonly Area[];
  readonly classed: Classed;
}

export function ClassSigns({ words, areas, classed }: Props) {
  const { figure, breaks } = classed;
  const counted = areas.map((area) => ({ households: area.households, rehoused: area.rehoused, quotient: colourQuotient(area) }));
  const values = counted.map((one) => figureOf(one, figure));
  const known = values.filter((value) => value !== null);
  const others = counted.filter((_, at) => values[at] === null).map(areaClass);
  const ramp = rampOf(breaks.length + 1);
  return (
    <>
      <p class="signs-title">{words.say(`classes-title-${figure}`)}</p>
      <ul class="signs">
        {ramp.map((colour, at) => (
          <li key={colour}>
            <OwnSwatch fill={colour} isLast={at > 0 && at === ramp.length - 1} />
            <span>{words.say(rangeName(at, breaks), { low: words.brief(breaks[at - 1] ?? 0), high: words.brief(breaks[at] ?? 0) })}</span>
            <span class="count">{words.number(known.filter((value) => classAt(value, breaks) === at).length)}</span>
          </li>
        ))}
        {(['hidden', 'none'] as const)
          .filter((of) => others.includes(of))
          .map((of) => (
            <li key={of}>
              <QuotientSwatch of={of} />
              <span>{words.word('quotient', of)}</span>
              <span class="count">{words.number(others.filter((one) => one === of).length)}</span>
            </li>
          ))}
      </ul>
    </>
  );
}

function rangeName(at: number, breaks: readonly number[]): string {
  if (breaks.length === 0) return 'classes-all';
  if (at === 0) return 'classes-under';
  return at === breaks.length ? 'classes-from' : 'classes-between';
}
