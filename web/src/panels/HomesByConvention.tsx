// Homes by convention: what was promised, what came of it, and when it ends.
import type { Homes, HomesOfConvention } from '../api/homes';
import type { Words } from '../text/words';
import { CountCells, CountHeads } from './HomesByLandlord';
import { ScrollBox } from './ScrollBox';

/** An end so many days ahead is said to be near: time to sign the next one. */
const NEAR_DAYS = 90;

interface Props {
  readonly words: Words;
  readonly homes: Homes;
  readonly onEntry: (register: string, code: string) => void;
}

export function HomesByConvention({ words, homes, onEntry }: Props) {
  const { conventions, left_out } = homes;
  return (
    <section>
      <h2>{words.say('homes-conventions')}</h2>
      {conventions.length === 0 && <p class="small">{words.say('homes-no-convention')}</p>}
      {conventions.length > 0 && (
        <ScrollBox label={words.say('homes-conventions')}>
          <table class="planner-table homes-table">
            <thead>
              <tr>
                <th scope="col">{words.say('homes-convention')}</th>
                <th scope="col">{words.say('homes-landlord')}</th>
                <th scope="col">{words.say('homes-ends')}</th>
                <th scope="col" class="figure">{words.say('homes-promised')}</th>
                <CountHeads words={words} />
              </tr>
            </thead>
            <tbody>
              {conventions.map((one) => (
                <tr key={one.code}>
                  <th scope="row">
                    <button type="button" class="link" onClick={() => onEntry('convention', one.code)}>
                      {one.code}
                    </button>{' '}
                    <span class="small">{[one.kind?.label, one.state.label].filter(Boolean).join(', ')}</span>
                  </th>
                  <td>{one.landlord_name ?? one.landlord ?? '–'}</td>
                  <td>
                    <Ends words={words} convention={one} />
                  </td>
                  <td class="figure">{one.promised === null ? '–' : words.number(one.promised)}</td>
                  <CountCells words={words} counts={one.homes} />
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {left_out.conventions > 0 && <p class="small">{words.say('homes-left-out', { count: left_out.conventions })}</p>}
    </section>
  );
}

function Ends({ words, convention }: { readonly words: Words; readonly convention: HomesOfConvention }) {
  const { ends_on, days_left } = convention;
  if (ends_on === null || days_left === null) return <>{words.say('homes-no-end')}</>;
  return (
    <>
      {words.day(ends_on)}
      {days_left < 0 && <strong class="due-late"> {words.say('homes-over', { days: -days_left })}</strong>}
      {days_left >= 0 && days_left <= NEAR_DAYS && <strong class="due-near"> {words.say('homes-near', { days: days_left })}</strong>}
    </>
  );
}
