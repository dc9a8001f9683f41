// The headline figures of dispersal, each with what it means in plain words.
import type { Dispersal } from '../api/types';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly overall: Dispersal['overall'];
}

interface Figure {
  readonly name: string;
  readonly value: string | null;
  readonly help: string;
}

export function Figures({ words, overall }: Props) {
  return (
    <>
      <p class="sentence">{overallSentence(words, overall)}</p>
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
    </>
  );
}

/** The two sentences a planner sees first. */
export function overallSentence(words: Words, overall: Dispersal['overall']): string {
  const { households, neighbourhoods_used: used, neighbourhoods, colocation_ratio: ratio } = overall;
  const { colocation_low: low, colocation_high: high } = overall;
  const first = introduction(words, { households, used, areas: neighbourhoods });
  if (overall.too_few) return `${first} ${words.say('dispersal-too-few')}`;
  if (ratio === null || low === null || high === null) return first;
  const times = words.number(ratio, ratio < 0.95 ? 2 : 1);
  return `${first} ${words.say('dispersal-together', { ratio: comparedWithChance(low, high), times })}`;
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

/** What the 95 % interval allows to say: only when all of it lies on one side of chance is there a verdict. */
export function comparedWithChance(low: number, high: number): 'less' | 'even' | 'more' {
  if (high < 1) return 'less';
  return low > 1 ? 'more' : 'even';
}

/** D is never shown without the D of chance. */
function dissimilarityHelp(words: Words, { dissimilarity, dissimilarity_by_chance: chance }: Dispersal['overall']): string {
  if (dissimilarity === null || chance === null) return words.say('figure-dissimilarity-help-none');
  return words.say('figure-dissimilarity-help', { percent: words.percent(dissimilarity), chance: words.number(chance, 2) });
}

function figuresOf(words: Words, overall: Dispersal['overall']): Figure[] {
  const { households, neighbourhoods_used: used, neighbourhoods: areas } = overall;
  const { colocation_ratio: ratio, dissimilarity, isolation } = overall;
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
  ];
}
