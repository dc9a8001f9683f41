// The city on paper: neighbourhoods coloured by their quotient, hatched where it is not chance.
import type { Area } from '../api/types';
import { areaClass, colourQuotient, QUOTIENT_COLOURS } from '../state/palette';
import type { Plate } from '../state/plate';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly plate: Plate;
  readonly areas: readonly Area[];
  /** Smaller counts are not told apart. */
  readonly fewest: number;
}

export function AreaPlate({ words, plate, areas, fewest }: Props) {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  return (
    <svg class="plate" viewBox={`-4 -4 ${plate.width + 8} ${plate.height + 8}`} role="img" aria-label={words.say('plate-label')}>
      <defs>
        <pattern id="plate-more" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="1.6" height="6" fill="#14141e" />
        </pattern>
        <pattern id="plate-fewer" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1" height="6" fill="#14141e" />
        </pattern>
      </defs>
      {plate.paths.map(({ code, path }) => {
        const area = byCode.get(code);
        const significance = area?.significance;
        return (
          <g key={code}>
            <path d={path} fill={fillOf(area)} class={area?.deprived ? 'plate-area deprived' : 'plate-area'} />
            {(significance === 'more' || significance === 'fewer') && <path d={path} fill={`url(#plate-${significance})`} />}
          </g>
        );
      })}
      {plate.paths.map(({ code, at }) => (
        <text key={code} x={at[0]} y={at[1]} text-anchor="middle">
          {countSaid(words, byCode.get(code)?.rehoused ?? null, fewest)}
        </text>
      ))}
    </svg>
  );
}

/** A sheet that is handed out tells no small count apart from another. */
function countSaid(words: Words, count: number | null, fewest: number): string {
  if (count === null) return '';
  return count > 0 && count < fewest ? words.say('fewer-than', { most: fewest }) : words.number(count);
}

function fillOf(area: Area | undefined): string {
  if (area === undefined) return 'none';
  const of = areaClass({ ...area, quotient: colourQuotient(area) });
  return of === 'hidden' || of === 'none' ? '#e9ecee' : QUOTIENT_COLOURS[of];
}
