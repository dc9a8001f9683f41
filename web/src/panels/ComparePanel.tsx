// Two days of dispersal: which, the figures of both, and what has changed, so that it can be read without the map.
import type { Dispersal, Spread } from '../api/types';
import type { Difference } from '../state/differences';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Failed, Loading } from './Notice';

interface Props {
  readonly words: Words;
  readonly against: string | null;
  readonly until: string | null;
  readonly then: Dispersal | null;
  readonly now: Dispersal | null;
  readonly earlier: Loadable<Dispersal>;
  /** Whether the report in view leaves out earlier moves. */
  readonly isCut: boolean;
  readonly differences: readonly Difference[];
  readonly onAgainst: (day: string | null) => void;
  readonly onUntil: (day: string | null) => void;
  readonly onWhole: () => void;
  readonly onRetry: () => void;
}

export function ComparePanel(props: Props) {
  const { words, against, until, then, now, earlier, isCut, differences, onAgainst, onUntil, onWhole, onRetry } = props;
  const isBackwards = against !== null && until !== null && against >= until;
  const isShown = then !== null && now !== null && !isCut && !isBackwards;
  return (
    <div class="compare">
      <div>
        <p class="small">{words.say('compare-how')}</p>
        <div class="compare-days">
          <Day label={words.say('compare-left')} value={against} onDay={onAgainst} />
          <Day label={words.say('compare-right')} value={until} onDay={onUntil} />
        </div>
        {isCut && (
          <div class="notice">
            <p>{words.say('compare-cut')}</p>
            <button type="button" class="button quiet" onClick={onWhole}>{words.say('compare-whole')}</button>
          </div>
        )}
        {isBackwards && <p class="notice" role="status">{words.say('compare-backwards')}</p>}
        {against === null && now !== null && <p class="notice" role="status">{words.say('compare-no-day')}</p>}
        {earlier.is === 'failed' && <Failed error={earlier.error} words={words} retry={onRetry} />}
        {(earlier.is === 'loading' || now === null) && <Loading text={words.say('loading-dispersal')} />}
        {isShown && <Overall words={words} then={then} now={now} />}
      </div>
      {isShown && <Changes words={words} then={then} now={now} differences={differences} />}
    </div>
  );
}

function Day({ label, value, onDay }: { readonly label: string; readonly value: string | null; readonly onDay: (day: string | null) => void }) {
  return (
    <label>
      <span>{label}</span>
      <input type="date" value={value ?? ''} onChange={({ currentTarget }) => onDay(currentTarget.value || null)} />
    </label>
  );
}

type Both = { readonly words: Words; readonly then: Dispersal; readonly now: Dispersal };

const FIGURES = ['households', 'colocation', 'dissimilarity', 'deprived'] as const;

/** The main figures of both days, dissimilarity with its interval. */
function Overall({ words, then, now }: Both) {
  return (
    <table class="planner-table compare-table">
      <caption class="unseen">{words.say('compare-figures')}</caption>
      <thead>
        <tr>
          <th scope="col">{words.say('compare-figure')}</th>
          <th scope="col" class="figure">{words.shortDay(then.as_of)}</th>
          <th scope="col" class="figure">{words.shortDay(now.as_of)}</th>
        </tr>
      </thead>
      <tbody>
        {FIGURES.map((name) => (
          <tr key={name}>
            <th scope="row">{words.say(`figure-${name}`)}</th>
            {[then, now].map(({ overall }, at) => (
              <td key={at} class="figure">{figureOf(words, overall, name)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function figureOf(words: Words, overall: Spread, name: (typeof FIGURES)[number]): string {
  const { households, colocation_ratio: ratio, dissimilarity: apart, dissimilarity_interval: range, deprived_share: deprived } = overall;
  const told = {
    households: households === null ? null : words.number(households),
    colocation: ratio === null ? null : words.say('figure-colocation-value', { ratio: words.number(ratio, 2) }),
    dissimilarity: apart === null ? null : withRange(words, apart, range),
    deprived: deprived === null ? null : words.percent(deprived),
  };
  return told[name] ?? words.say('figure-none');
}

function withRange(words: Words, value: number, range: Spread['dissimilarity_interval']): string {
  if (range === null) return words.number(value, 2);
  return words.say('compare-range', { value: words.number(value, 2), low: words.number(range.low, 2), high: words.number(range.high, 2) });
}

function Changes({ words, then, now, differences }: Both & Pick<Props, 'differences'>) {
  const same = now.neighbourhoods.length - differences.length;
  return (
    <details class="compare-changes" open>
      <summary>{words.say('compare-changes', { count: differences.length })}</summary>
      {differences.length > 0 && (
        <table class="planner-table compare-table">
          <caption class="unseen">{words.say('compare-changes', { count: differences.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{words.say('column-area')}</th>
              <th scope="col" class="figure">{words.shortDay(then.as_of)}</th>
              <th scope="col" class="figure">{words.shortDay(now.as_of)}</th>
              <th scope="col" class="figure">{words.say('compare-more')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((one) => (
              <tr key={one.code}>
                <th scope="row">{one.name}</th>
                <td class="figure">{counted(words, one.then.rehoused)}</td>
                <td class="figure">{counted(words, one.now.rehoused)}</td>
                <td class="figure">{one.more === null ? words.say('hidden') : `${one.more > 0 ? '+' : '−'}${words.number(Math.abs(one.more))}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && <p class="small">{words.say('compare-same', { count: same })}</p>}
    </details>
  );
}

function counted(words: Words, count: number | null): string {
  return count === null ? words.say('hidden') : words.number(count);
}
