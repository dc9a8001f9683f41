// Homes on offer that no household is offered, the longest wait first: what they are, never where exactly.
import type { FreeHome, Homes } from '../api/homes';
import type { Words } from '../text/words';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly homes: Homes;
  readonly areaName: (code: string) => string;
  readonly onEntry: (register: string, code: string) => void;
}

const COLUMNS = ['home', 'since', 'kind', 'rooms', 'rent', 'area', 'landlord', 'convention'] as const;

export function FreeHomes(props: Props) {
  const { words, homes } = props;
  const { free, left_out } = homes;
  return (
    <section>
      <h2>{words.say('homes-free', { count: free.length + left_out.free })}</h2>
      {free.length === 0 && <p class="small">{words.say('homes-no-free')}</p>}
      {free.length > 0 && (
        <ScrollBox label={words.say('homes-free', { count: free.length + left_out.free })}>
          <table class="planner-table homes-table">
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" class={column === 'rooms' || column === 'rent' ? 'figure' : undefined}>
                    {words.say(`homes-free-${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {free.map((home) => (
                <Row key={home.code} {...props} home={home} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {left_out.free > 0 && <p class="small">{words.say('homes-left-out', { count: left_out.free })}</p>}
    </section>
  );
}

function Row({ words, homes, home, areaName, onEntry }: Props & { readonly home: FreeHome }) {
  const landlord = homes.landlords.find((one) => one.code === home.landlord)?.name ?? home.landlord;
  const { code, kind, neighbourhood, rooms, rent_eur, step_free, hazard_class, available_from, days_free } = home;
  const said = [kind?.label, step_free === true ? words.say('board-step-free') : null, hazard_class === null ? null : words.say('homes-hazard', { letter: hazard_class })];
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={() => onEntry('housing_unit', code)}>
          {code}
        </button>
      </th>
      <td>
        {available_from === null ? '–' : words.day(available_from)}
        {days_free !== null && days_free > 0 && <span class="small"> {words.say('homes-days', { days: days_free })}</span>}
      </td>
      <td>{said.filter(Boolean).join(', ')}</td>
      <td class="figure">{rooms === null ? '–' : words.number(rooms)}</td>
      <td class="figure">{rent_eur === null ? '–' : words.euros(rent_eur)}</td>
      <td>{neighbourhood === null ? '–' : areaName(neighbourhood)}</td>
      <td>{landlord ?? '–'}</td>
      <td>{home.convention ?? '–'}</td>
    </tr>
  );
}
