// A page for the council, on A4: the sentence, the figures, the city, the years; for print and for reading aloud.
import type { Dispersal, Flow, Spread } from '../api/types';
import { QUOTIENT_CLASSES } from '../state/palette';
import type { Plate } from '../state/plate';
import type { Words } from '../text/words';
import { AreaPlate } from './AreaPlate';
import { ChanceBand } from './ChanceBand';
import { reportSentence } from './Figures';
import { GroupTable } from './GroupTable';
import { Journeys } from './Journeys';
import { QuotientSwatch } from './swatches';

interface Props {
  readonly words: Words;
  readonly report: Dispersal;
  readonly territory: string;
  readonly plate: Plate;
  readonly areaName: (code: string) => string;
  readonly onBack: () => void;
}

export function CouncilPage({ words, report, territory, plate, areaName, onBack }: Props) {
  return (
    <article class="council">
      <p class="council-buttons">
        <button type="button" class="button" onClick={onBack}>
          {words.say('council-back')}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {words.say('council-print')}
        </button>
      </p>
      <header>
        <h1>{words.say('council-title')}</h1>
        <p>{words.say('council-of', { territory, day: words.day(report.as_of) })}</p>
      </header>
      <p class="council-sentence">{reportSentence(words, report)}</p>
      <div class="council-columns">
        <figure>
          <AreaPlate words={words} plate={plate} areas={report.neighbourhoods} fewest={FEWEST} />
          <figcaption>
            <ul class="signs">
              {QUOTIENT_CLASSES.map((of) => (
                <li key={of}>
                  <QuotientSwatch of={of} /> {words.word('quotient', of)}
                </li>
              ))}
            </ul>
            <p class="small">{words.say('plate-help')}</p>
          </figcaption>
        </figure>
        <FigureTable words={words} report={report} />
      </div>
      <ChanceBand words={words} overall={report.overall} onOffers={report.on_offers} />
      <YearLines words={words} report={report} />
      <GroupTable words={words} report={{ ...report, groups: report.groups.filter(({ households }) => (households ?? 0) >= FEWEST) }} />
      <Journeys words={words} report={{ ...report, flows: waysBetween(report.flows) }} areaName={areaName} most={5} />
      <p class="small">{words.say('council-method', { draws: words.number(report.draws) })}</p>
    </article>
  );
}

/** A page that is handed out tells of no group, way or place of fewer households than a planner is shown. */
const FEWEST = 5;

/** Flows between neighbourhoods, without the settlements they began in, the largest first. */
export function waysBetween(flows: readonly Flow[]): Flow[] {
  const sums = new Map<string, Flow>();
  for (const { from, to, households } of flows) {
    const key = JSON.stringify([from, to]);
    sums.set(key, { settlement: null, from, to, households: households + (sums.get(key)?.households ?? 0) });
  }
  return [...sums.values()].filter(({ households }) => households >= FEWEST).sort((a, b) => b.households - a.households);
}

function FigureTable({ words, report }: { readonly words: Words; readonly report: Dispersal }) {
  const columns = report.on_offers === null ? [report.overall] : [report.overall, report.on_offers];
  const none = words.say('figure-none');
  const figure = (value: number | null, digits = 2) => (value === null ? none : words.number(value, digits));
  const range = (low: number | null | undefined, high: number | null | undefined) =>
    low === null || low === undefined || high === null || high === undefined ? '' : ` (${words.say('range', { low: words.number(low, 2), high: words.number(high, 2) })})`;
  const share = (value: number | null) => (value === null ? none : words.percent(value));
  const rows: readonly [string, (of: Spread) => string][] = [
    ['colocation', (of) => figure(of.colocation_ratio) + range(of.colocation_low, of.colocation_high)],
    ['dissimilarity', (of) => figure(of.dissimilarity) + range(of.dissimilarity_interval?.low, of.dissimilarity_interval?.high)],
    ['chance', (of) => figure(of.dissimilarity_by_chance) + range(of.dissimilarity_chance_band?.low, of.dissimilarity_chance_band?.high)],
    ['deprived-share', (of) => share(of.deprived_share)],
    ['deprived-yardstick', (of) => share(of.deprived_share_of_yardstick)],
    ['effective', (of) => figure(of.effective_neighbourhoods, 1)],
    ['isolation', (of) => (of.isolation === null ? none : words.say('figure-isolation-value', { count: words.number(of.isolation * 1000, 1) }))],
  ];
  return (
    <table class="council-figures">
      <thead>
        <tr>
          <th scope="col">{words.say('council-figure')}</th>
          <th scope="col" class="figure">{words.say('yardstick-households')}</th>
          {report.on_offers !== null && <th scope="col" class="figure">{words.say('yardstick-offers')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, cell]) => (
          <tr key={name}>
            <th scope="row">{words.say(`column-${name}`)}</th>
            {columns.map((spread, at) => (
              <td key={at} class="figure">{cell(spread)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function YearLines({ words, report }: { readonly words: Words; readonly report: Dispersal }) {
  const none = words.say('figure-none');
  const figure = (value: number | null) => (value === null ? none : words.number(value, 2));
  return (
    <table class="council-years">
      <caption>{words.say('council-years')}</caption>
      <thead>
        <tr>
          {['year', 'total', 'colocation', 'dissimilarity', 'band'].map((column) => (
            <th key={column} scope="col" class="figure">{words.say(`column-${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.years.map((year) => (
          <tr key={year.year}>
            <th scope="row" class="figure">{year.year}</th>
            <td class="figure">{year.households === null ? none : words.number(year.households)}</td>
            <td class="figure">{figure(year.colocation_ratio)}</td>
            <td class="figure">{figure(year.dissimilarity)}</td>
            <td class="figure">{year.dissimilarity_chance_band === null ? none : words.say('range', { low: words.number(year.dissimilarity_chance_band.low, 2), high: words.number(year.dissimilarity_chance_band.high, 2) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
