// From where to where, how far, schools, what has changed, and what became of every recorded move.
import type { Account, Dispersal } from '../api/types';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly report: Dispersal;
  readonly areaName: (code: string) => string;
  /** Flows shown at most. */
  readonly most: number;
}

export function Journeys({ words, report, areaName, most }: Props) {
  const sentences = [...changeSaid(words, report), ...journeysSaid(words, report), ...accountSaid(words, report.account)];
  const flows = report.flows.slice(0, most);
  const place = (code: string | null) => (code === null ? words.say('flow-unknown') : areaName(code));
  if (sentences.length + flows.length === 0) return null;
  return (
    <section class="journeys" aria-labelledby="journeys-title">
      <h3 id="journeys-title">{words.say('journeys-title')}</h3>
      {sentences.map((said) => (
        <p key={said} class="small">
          {said}
        </p>
      ))}
      {flows.length > 0 && (
        <table>
          <caption class="unseen">{words.say('flows-caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.say('flow-from')}</th>
              <th scope="col">{words.say('flow-to')}</th>
              <th scope="col" class="figure">{words.say('column-rehoused')}</th>
            </tr>
          </thead>
          <tbody>
            {flows.map(({ settlement, from, to, households }) => (
              <tr key={`${settlement} ${from} ${to}`}>
                <td>{settlement === null ? place(from) : `${settlement} (${place(from)})`}</td>
                <td>{areaName(to)}</td>
                <td class="figure">{words.number(households)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function changeSaid(words: Words, { change }: Dispersal): string[] {
  if (change === null) return [];
  const figure = (value: number | null | undefined) => (value === null || value === undefined ? words.say('figure-none') : words.number(value, 2));
  const [before, after] = change.households;
  return [
    words.say('change-said', {
      from: words.day(change.from),
      to: words.day(change.to),
      before: before ?? 0,
      after: after ?? 0,
      ratio: figure(change.colocation_ratio[0]),
      ratioafter: figure(change.colocation_ratio[1]),
      d: figure(change.dissimilarity[0]),
      dafter: figure(change.dissimilarity[1]),
    }),
  ];
}

function journeysSaid(words: Words, { journeys }: Dispersal): string[] {
  if (journeys === null) return [];
  const { low_km: low, median_km: median, high_km: high } = journeys;
  const km = (value: number) => words.number(value, 1);
  const far = low === null || median === null || high === null ? [] : [words.say('journeys-far', { low: km(low), median: km(median), high: km(high) })];
  const { school_changed: changed, school_kept: kept, school_not_told: untold } = journeys;
  return changed + kept === 0 ? far : [...far, words.say('journeys-school', { changed, kept, untold })];
}

const LEFT_OUT = ['later', 'earlier', 'moved_again', 'not_a_home', 'without_place', 'unknown_neighbourhood', 'outside', 'nobody_to_compare'] as const;

/** Every recorded move is in one of these. */
export function accountSaid(words: Words, account: Account | null): string[] {
  if (account === null || account.records === 0) return [];
  const parts = LEFT_OUT.filter((name) => account[name] > 0).map((name) => words.say(`account-${name}`, { count: account[name] }));
  const { records, counted } = account;
  const whole = words.say('account-said', { records, counted, left: records - counted });
  return [parts.length === 0 ? `${whole}.` : `${whole}${words.say('colon')} ${words.list(parts)}.`];
}
