// What a proposal does: how families are spread today and after, by simpler ways, by neighbourhood, and what rules cost.
import type { Placing, PlacingFigures } from '../api/placing';
import type { Words } from '../text/words';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly report: Placing;
}

export function PlacingEffect({ words, report }: Props) {
  const { families_placed: placed, families_asked: asked, homes_offered: homes, proof } = report;
  return (
    <>
      <p class="sentence">{words.say('placing-headline', { placed, asked, homes })}</p>
      {proof !== null && <p class="small">{words.say(`placing-proof-${proof}`)}</p>}
      {report.clash.length > 0 && (
        <p class="notice" role="status">
          {words.say('placing-clash', { rules: words.list(report.clash.map((rule) => ruleSaid(words, rule))) })}
        </p>
      )}
      <Spread words={words} report={report} />
      <Prices words={words} report={report} />
      <details class="fold">
        <summary>{words.say('placing-areas')}</summary>
        <Areas words={words} report={report} />
      </details>
      {report.warnings.length > 0 && (
        <details class="fold">
          <summary>{words.say('placing-warnings', { count: report.warnings.length })}</summary>
          <ul>
            {report.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A rule as people call it; behind a colon stands whose it is. */
export function ruleSaid(words: Words, rule: string): string {
  const colon = rule.indexOf(':');
  const kind = colon < 0 ? rule : rule.slice(0, colon);
  return `${words.say(`placing-rule-${kind}`)} ${colon < 0 ? '' : rule.slice(colon + 1)}`.trim();
}

/** How families are spread today, as proposed, and by simpler ways. */
export function Spread({ words, report }: Props) {
  const none = words.say('figure-none');
  const within = (value: number | null, low: number | null, high: number | null) =>
    value === null ? none : `${words.number(value, 2)}${low === null || high === null ? '' : ` (${words.say('range', { low: words.number(low, 2), high: words.number(high, 2) })})`}`;
  const row = (name: string, of: PlacingFigures) => (
    <tr key={name}>
      <th scope="row">{words.say(name)}</th>
      <td class="figure">{of.families}</td>
      <td class="figure">{of.neighbourhoods_used}</td>
      <td class="figure">{within(of.colocation_ratio, of.colocation_low, of.colocation_high)}</td>
      <td class="figure">{within(of.dissimilarity, of.chance_low, of.chance_high)}</td>
      <td class="figure">{of.deprived_share === null ? none : words.percent(of.deprived_share)}</td>
    </tr>
  );
  return (
    <ScrollBox label={words.say('placing-title')}>
      <table class="planner-table">
        <thead>
          <tr>
            <td />
            {['families', 'neighbourhoods', 'colocation', 'dissimilarity', 'deprived'].map((name) => (
              <th key={name} scope="col" class="figure">{words.say(`placing-figure-${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row('placing-before', report.before)}
          {row('placing-after', report.after)}
          {report.baselines.map(({ way, placed, colocation_ratio: ratio }) => (
            <tr key={way} class="small">
              <th scope="row">{words.say(`placing-way-${way}`)}</th>
              <td class="figure">+{words.number(placed, 1)}</td>
              <td />
              <td class="figure">{within(ratio, null, null)}</td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** What each rule that binds costs. */
export function Prices({ words, report }: Props) {
  if (report.prices.length === 0) return null;
  const signed = (value: number, digits = 0) => `${value > 0 ? '+' : ''}${words.number(value, digits)}`;
  return (
    <ScrollBox label={words.say('placing-price-rule')}>
      <table class="planner-table">
        <thead>
          <tr>
            {['rule', 'placed', 'even', 'metres'].map((name) => (
              <th key={name} scope="col" class={name === 'rule' ? '' : 'figure'}>{words.say(`placing-price-${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.prices.map((price) => (
            <tr key={price.rule}>
              <th scope="row">{ruleSaid(words, price.rule)}</th>
              <td class="figure">{signed(price.placed_more)}</td>
              <td class="figure">{signed(price.unevenness_less, 2)}</td>
              <td class="figure">{signed(price.distance_less_m)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** Each neighbourhood today and after, beside what an even spread would give it. */
export function Areas({ words, report }: Props) {
  return (
    <AreaLines words={words} report={report} columns={['before', 'come']}>
      {({ before, come }) => [String(before), come === 0 ? '' : `+${come}`]}
    </AreaLines>
  );
}

/** For a page that is handed out: the sum alone, and none below the fewest that a planner is shown. */
export function AreaSums({ words, report, fewest }: Props & { readonly fewest: number }) {
  return (
    <AreaLines words={words} report={report} columns={['after']} fewest={fewest}>
      {({ before, come }) => [before + come < fewest ? words.say('placing-fewer', { fewest }) : String(before + come)]}
    </AreaLines>
  );
}

type Area = Placing['neighbourhoods'][number];

interface LinesProps extends Props {
  readonly columns: readonly string[];
  readonly fewest?: number;
  readonly children: (area: Area) => readonly string[];
}

function AreaLines({ words, report, columns, fewest = 0, children }: LinesProps) {
  const most = Math.max(1, ...report.neighbourhoods.map(({ before, come, expected }) => Math.max(before + come, expected)));
  return (
    <ScrollBox label={words.say('placing-areas')}>
      <table class="planner-table planner-areas">
        <thead>
          <tr>
            <th scope="col">{words.say('placing-neighbourhood')}</th>
            {[...columns, 'even'].map((name) => (
              <th key={name} scope="col" class="figure">{words.say(`placing-${name}`)}</th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {report.neighbourhoods.map((area) => (
            <tr key={area.code}>
              <th scope="row">
                {area.name}
                {area.deprived === true && <span class="small"> {words.say('placing-priority')}</span>}
              </th>
              {children(area).map((cell, at) => (
                <td key={at} class="figure">{cell}</td>
              ))}
              <td class="figure">{words.number(area.expected, 1)}</td>
              <td class="planner-bar" aria-hidden="true">
                {area.before + area.come >= fewest && <Bar area={area} most={most} isWhole={fewest > 0} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Bar({ area: { before, come, expected }, most, isWhole }: { readonly area: Area; readonly most: number; readonly isWhole: boolean }) {
  const part = (families: number) => `${(100 * families) / most}%`;
  const today = isWhole ? before + come : before;
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none">
      <rect class="before" width={part(today)} height="8" />
      <rect class="come" x={part(today)} width={part(isWhole ? 0 : come)} height="8" />
      <rect class="even" x={part(expected)} width="0.8" height="8" />
    </svg>
  );
}
