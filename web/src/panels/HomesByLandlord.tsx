// Homes by landlord: how many there are, how far they have come, and what became of their offers.
import type { HomeCounts, Homes } from '../api/homes';
import type { Words } from '../text/words';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly homes: Homes;
  readonly chosen: string | null;
  readonly onChoose: (code: string) => void;
}

export function HomesByLandlord({ words, homes, chosen, onChoose }: Props) {
  const { landlords, left_out, refusals } = homes;
  return (
    <section>
      <h2>{words.say('homes-landlords')}</h2>
      <ScrollBox label={words.say('homes-landlords')}>
        <table class="planner-table homes-table">
          <thead>
            <tr>
              <th scope="col">{words.say('homes-landlord')}</th>
              <CountHeads words={words} />
            </tr>
          </thead>
          <tbody>
            {landlords.map(({ code, name, homes: counts }) => (
              <tr key={code ?? ''}>
                <th scope="row">
                  {code === null && words.say('homes-no-landlord')}
                  {code !== null && code === chosen && (name ?? code)}
                  {code !== null && code !== chosen && (
                    <button type="button" class="link" onClick={() => onChoose(code)}>
                      {name ?? code}
                    </button>
                  )}
                </th>
                <CountCells words={words} counts={counts} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {left_out.landlords > 0 && <p class="small">{words.say('homes-left-out', { count: left_out.landlords })}</p>}
      {refusals.length > 0 && (
        <p class="small">
          {words.say('homes-refusals', { reasons: words.list(refusals.map(({ reason, total }) => words.say('homes-refusal', { reason: reason.label, total }))) })}
        </p>
      )}
    </section>
  );
}

/** The columns that landlords and conventions have in common. */
export function CountHeads({ words }: { readonly words: Words }) {
  return (
    <>
      {['homes', 'available', 'without', 'proposed', 'reserved', 'occupied', 'refused'].map((column) => (
        <th key={column} scope="col" class="figure">
          {words.say(`homes-column-${column}`)}
        </th>
      ))}
    </>
  );
}

export function CountCells({ words, counts }: { readonly words: Words; readonly counts: HomeCounts }) {
  const { homes, available, without_household, proposed, reserved, occupied, refused } = counts;
  const told = (count: number | null) => (count === null ? words.say('homes-not-told') : words.number(count));
  return (
    <>
      <td class="figure">{words.number(homes)}</td>
      <td class="figure">{words.number(available)}</td>
      <td class="figure">
        <strong>{words.number(without_household)}</strong>
      </td>
      <td class="figure">{told(proposed)}</td>
      <td class="figure">{words.number(reserved)}</td>
      <td class="figure">{words.number(occupied)}</td>
      <td class="figure">{told(refused)}</td>
    </>
  );
}
