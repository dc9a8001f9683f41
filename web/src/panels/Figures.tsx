// The headline figures of dispersal, each with what it means in plain words.
import type { Dispersal, Spread } from '../api/types';
import type { Words } from '../text/words';
import { ChanceBand } from './ChanceBand';

interface Props {
  readonly words: Words;
  readonly report: Dispersal;
}

interface Figure {
  readonly name: string;
  readonly value: string | null;
  readonly help: string;
}

export function Figures({ words, report }: Props) {
  const { overall } = report;
  return (
    <>
      <p class="sentence">{reportSentence(words, report)}</p>
      {overall.reason !== null && <p class="small">{words.say(overall.reason)}</p>}
      <dl class="figures">
        {figuresOf(words, overall).map(({ name, value, help }) => (
          <div key={name} class={`figure-card ${name}`}>
            <dt>{words.say(`figure-${name}`)}</dt>
            <dd>
              <strong>{value ?? words.say('figure-none')}</strong>
              <span>{help}</span>
            </dd>
          </div>
        ))}
      </dl>
      <ChanceBand words={words} overall={overall} onOffers={report.on_offers} />
    </>
  );
}

/** The server's own words where the audience is told them. */
export function reportSentence(words: Words, report: Dispersal): string {
  const said = report.in_words[words.language];
  return typeof said === 'string' ? said : overallSentence(words, report.overall);
}

/** The two sentences a planner sees first. */
export function overallSentence(words: Words, overall: Dispersal['overall']): string {
  const { households, neighbourhoods_used: used, neighbourhoods, colocation_ratio: ratio } = overall;
  const { colocation_low: low, colocation_high: high } = overall;
  const first = introduction(words, { households, used, areas: neighbourhoods });
  if (overall.too_few) return `${first} ${words.say('dispersal-too-few')}`;
  if (ratio === null || low === null || high === null) return first;
  const times = words.number(ratio, ratio < 0.95 ? 2 : 1);
  return `${first} ${words.say('dispersal-together', { ratio: comparedWithChance(low, high, overall), times })}`;
}

interface Counts {
  readonly households: number | null;
  readonly used: number | null;
  readonly areas: number;
}

function introduction(words: Words, { households, used, areas }: Counts): string {
  if (households === null) return words.say('dispersal-intro-hidden');
  if (used === null) return words.say('dispersal-intro-total', { households });
  return words.say('dispersal-intro', { households, used, areas });
}

/** Homes drawn by lot decide where they were drawn; else all of the 95 % interval must lie on one side of chance. */
export function comparedWithChance(low: number, high: number, drawn?: Pick<Spread, 'colocation_ratio' | 'colocation_p'>): 'less' | 'even' | 'more' {
  const { colocation_ratio: ratio = null, colocation_p: p = null } = drawn ?? {};
  if (ratio !== null && p !== null) return p > 0.05 ? 'even' : ratio > 1 ? 'more' : 'less';
  if (high < 1) return 'less';
  return low > 1 ? 'more' : 'even';
}

/** D is never shown without the D of chance. */
function dissimilarityHelp(words: Words, { dissimilarity, dissimilarity_by_chance: chance }: Dispersal['overall']): string {
  if (dissimilarity === null || chance === null) return words.say('figure-dissimilarity-help-none');
  return words.say('figure-dissimilarity-help', { percent: words.percent(dissimilarity), chance: words.number(chance, 2) });
}

/** Nearness beside what chance gives. */
function nearnessHelp(words: Words, { proximity_chance_band: band }: Spread): string {
  if (band === null) return words.say('figure-proximity-help-none');
  return words.say('figure-proximity-help', { low: words.number(band.low, 2), high: words.number(band.high, 2) });
}

function figuresOf(words: Words, overall: Dispersal['overall']): Figure[] {
  const { households, neighbourhoods_used: used, neighbourhoods: areas } = overall;
  const { colocation_ratio: ratio, dissimilarity, isolation, deprived_share: deprived, proximity_ratio: near } = overall;
  return [
    { name: 'households', value: households === null ? null : words.number(households), help: words.say('figure-households-help') },
    {
      name: 'used',
      value: used === null ? null : words.say('figure-used-value', { used, areas }),
      help: words.say('figure-used-help'),
    },
    {
      name: 'colocation',
      value: ratio === null ? null : words.say('figure-colocation-value', { ratio: words.number(ratio, 2) }),
      help: words.say('figure-colocation-help'),
    },
    {
      name: 'dissimilarity',
      value: dissimilarity === null ? null : words.number(dissimilarity, 2),
      help: dissimilarityHelp(words, overall),
    },
    {
      name: 'isolation',
      value: isolation === null ? null : words.say('figure-isolation-value', { count: words.number(isolation * 1000, 1) }),
      help: words.say('figure-isolation-help'),
    },
    {
      name: 'effective',
      value: overall.effective_neighbourhoods === null ? null : words.number(overall.effective_neighbourhoods, 1),
      help: words.say('figure-effective-help', { largest: words.percent(overall.largest_share ?? 0) }),
    },
    {
      name: 'deprived',
      value: deprived === null ? null : words.percent(deprived),
      help: words.say('figure-deprived-help', { everybody: words.percent(overall.deprived_share_of_yardstick ?? 0) }),
    },
    {
      name: 'proximity',
      value: near === null ? null : words.number(near, 2),
      help: nearnessHelp(words, overall),
    },
  ];
}
