// The figures of each programme, landlord, year or kind.
import type { Dispersal, Group } from '../api/types';
import type { Words } from '../text/words';

export function GroupTable({ words, report }: { readonly words: Words; readonly report: Dispersal }) {
  if (report.by === null) return null;
  const columns = ['total', 'used', 'colocation', 'dissimilarity', 'band', 'deprived-share'];
  return (
    <section class="groups" aria-labelledby="groups-title">
      <h3 id="groups-title">{words.say('groups-title', { by: words.word('cut', report.by) })}</h3>
      <div class="table-box">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.word('cut', report.by)}</th>
              {columns.map((column) => (
                <th key={column} scope="col" class="figure">
                  {words.say(`column-${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.groups.map((group) => (
              <Row key={group.name ?? `others-${group.names}`} words={words} by={report.by ?? ''} group={group} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ words, by, group }: { readonly words: Words; readonly by: string; readonly group: Group }) {
  const none = words.say('figure-none');
  const figure = (value: number | null) => (value === null ? none : words.number(value, 2));
  const band = group.dissimilarity_chance_band;
  return (
    <tr title={group.reason === null ? undefined : words.say(group.reason)}>
      <th scope="row">{groupName(words, by, group)}</th>
      <td class="figure">{group.households ?? none}</td>
      <td class="figure">{group.neighbourhoods_used ?? none}</td>
      <td class="figure">{figure(group.colocation_ratio)}</td>
      <td class="figure">{group.too_few ? words.say('too-few-short') : figure(group.dissimilarity)}</td>
      <td class="figure">{band === null ? none : words.say('range', { low: words.number(band.low, 2), high: words.number(band.high, 2) })}</td>
      <td class="figure">{group.deprived_share === null ? none : words.percent(group.deprived_share)}</td>
    </tr>
  );
}

function groupName(words: Words, by: string, { name, names }: Group): string {
  if (name !== null) return by === 'kind' ? words.word('placement', name) : name;
  return names > 1 ? words.say('groups-others', { names }) : words.say('groups-unnamed');
}
