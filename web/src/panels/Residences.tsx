// What mediators have done around each residence in a year: discs on a drawing of the city, and a table.
import type { Residence } from '../api/mediation';
import type { Loadable } from '../state/loadable';
import type { Plate } from '../state/plate';
import type { Words } from '../text/words';
import { Answer } from './Fold';

interface Props {
  readonly words: Words;
  /** The neighbourhoods on a drawing. */
  readonly plate: Plate;
  readonly year: number;
  readonly years: readonly number[];
  readonly answer: Loadable<readonly Residence[]>;
  readonly onYear: (year: number) => void;
  readonly onRetry: () => void;
}

export function Residences({ words, plate, year, years, answer, onYear, onRetry }: Props) {
  return (
    <section class="residences" aria-labelledby="residences-title">
      <h2 id="residences-title">{words.say('residences-title')}</h2>
      <label>
        <span>{words.say('residences-year')}</span>
        <select value={String(year)} onChange={({ currentTarget }) => onYear(Number(currentTarget.value))}>
          {years.map((one) => (
            <option key={one} value={String(one)}>{one}</option>
          ))}
        </select>
      </label>
      <Answer words={words} answer={answer} onRetry={onRetry}>
        {(found) =>
          found.length === 0 ? (
            <p class="small">{words.say('residences-none')}</p>
          ) : (
            <div class="residences-columns">
              <Discs words={words} plate={plate} residences={found} />
              <Table words={words} residences={found} />
            </div>
          )
        }
      </Answer>
    </section>
  );
}

interface Told {
  readonly words: Words;
  readonly residences: readonly Residence[];
}

/** Radius of the largest disc, in the units of the drawing. */
const LARGEST = 16;

/** The area of a disc is in proportion to how many were met or called. */
function Discs({ words, plate, residences }: Told & { readonly plate: Plate }) {
  const placed = residences.flatMap((one) => {
    const [lon, lat] = one.geometry?.coordinates ?? [];
    return lon === undefined || lat === undefined ? [] : [{ one, at: plate.spot(lon, lat) }];
  });
  if (placed.length === 0 || plate.paths.length === 0) return <p class="small">{words.say('residences-no-place')}</p>;
  const most = Math.max(1, ...placed.map(({ one }) => reached(one)));
  const radius = (one: Residence) => Math.max(2.5, LARGEST * Math.sqrt(reached(one) / most));
  return (
    <svg class="plate" viewBox={`-4 -4 ${plate.width + 8} ${plate.height + 8}`} role="img" aria-label={words.say('residences-drawing')}>
      {plate.paths.map(({ code, path }) => (
        <path key={code} d={path} class="plate-ground" />
      ))}
      {placed.map(({ one, at: [x, y] }) => (
        <circle key={one.properties.residence} cx={x} cy={y} r={radius(one)} class="plate-disc">
          <title>{`${nameOf(words, one)}: ${words.number(reached(one))}`}</title>
        </circle>
      ))}
    </svg>
  );
}

const COLUMNS = ['rounds', 'contacts', 'calls', 'referrals'] as const;

function Table({ words, residences }: Told) {
  const sorted = [...residences].sort((a, b) => reached(b) - reached(a));
  return (
    <div class="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.say('residences-residence')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class="figure">{words.say(`residences-${column}`)}</th>
            ))}
            <th scope="col">{words.say('residences-last')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <tr key={one.properties.residence}>
              <th scope="row">{nameOf(words, one)}</th>
              {COLUMNS.map((column) => (
                <td key={column} class="figure">{words.number(one.properties[column])}</td>
              ))}
              <td>{one.properties.last_on === null ? '' : words.day(one.properties.last_on)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How many were met or called there. */
function reached({ properties }: Residence): number {
  return properties.contacts + properties.calls;
}

function nameOf(words: Words, { properties }: Residence): string {
  return properties.residence === '' ? words.say('residences-unnamed') : properties.residence;
}
