// The page of a proposal for the council, on A4: what it does to the city, what its rules cost; no family is named.
import type { Placing, PlacingRules } from '../api/placing';
import type { Words } from '../text/words';
import { AreaSums, Prices, Spread, ruleSaid } from './PlacingEffect';

interface Props {
  readonly words: Words;
  readonly report: Placing;
  readonly rules: PlacingRules;
  readonly territory: string;
  readonly onBack: () => void;
}

export function PlacingCouncil({ words, report, rules, territory, onBack }: Props) {
  const { families_placed: placed, families_asked: asked, homes_offered: homes, proof } = report;
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
        <h1>{words.say('placing-council-title')}</h1>
        <p>{territory}</p>
      </header>
      <p class="council-sentence">{words.say('placing-headline', { placed, asked, homes })}</p>
      <p>
        {words.say('placing-council-goals')} {proof !== null && words.say(`placing-proof-${proof}`)}
      </p>
      <Spread words={words} report={report} />
      <h2>{words.say('placing-council-rules')}</h2>
      <ul>
        {held(words, rules).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <Prices words={words} report={report} />
      {report.clash.length > 0 && (
        <p>{words.say('placing-clash', { rules: words.list(report.clash.map((rule) => ruleSaid(words, rule))) })}</p>
      )}
      <h2>{words.say('placing-areas')}</h2>
      <AreaSums words={words} report={report} fewest={FEWEST} />
      <p class="small">{words.say('placing-council-method')}</p>
    </article>
  );
}

/** A page that is handed out tells of no place with fewer families than a planner is shown. */
const FEWEST = 5;

/** The rules in words; those that always hold stand last. */
function held(words: Words, rules: PlacingRules): string[] {
  const cap = rules.cap_deprived;
  const locks = Object.keys(rules.locks).length;
  return [
    ...(cap === null ? [] : [words.say('placing-held-cap', { share: words.percent(cap) })]),
    ...Object.entries(rules.landlord_caps).map(([name, most]) => words.say('placing-held-landlord', { name, most })),
    ...(locks === 0 ? [] : [words.say('placing-held-locks', { count: locks })]),
    words.say('placing-held-always'),
  ];
}
