// The contributions as a table: the same bar in figures, with what was found about each factor.
import type { Assessment, FactorScore } from '../api/types';
import { addsUp, isKnown, isVisited, splitFactors } from '../state/explain';
import { factorColour } from '../state/palette';
import type { Words } from '../text/words';
import { factorName } from './ScoreBar';
import { partWords } from './partWords';

interface Props {
  readonly words: Words;
  readonly assessment: Assessment;
}

export function FactorTable({ words, assessment }: Props) {
  const { counted, clear, unseen } = splitFactors(assessment.factors);
  const { score, vulnerability_points: vulnerability } = assessment;
  return (
    <>
      <table class="factors">
        <caption class="unseen">{words.say('why-table')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.say('why-factor')}</th>
            <th scope="col" class="figure">{words.say('why-points')}</th>
            <th scope="col">{words.say('why-found')}</th>
            <th scope="col" class="figure alone" title={words.say('why-alone-hint')}>
              {words.say('why-alone')}
            </th>
          </tr>
        </thead>
        <tbody>
          {counted.map((factor) => (
            <FactorRow key={factor.factor} words={words} factor={factor} />
          ))}
          {vulnerability > 0 && (
            <tr>
              <Name of="vulnerability" known={isVisited(assessment)} words={words} />
              <Points points={vulnerability} words={words} />
              <td class="found">
                {isVisited(assessment) ? words.say('why-vulnerability-known') : words.say('why-vulnerability')}
              </td>
              <td />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.say('why-total')}</th>
            <td class="figure">
              <data class="total" value={String(score.value)}>{words.number(score.value, 1)}</data>
            </td>
            <td class="found">{!addsUp(assessment) && <strong>{words.say('why-sum-differs')}</strong>}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      {counted.some((factor) => !isKnown(factor)) && <p class="small">{words.say('why-unknown')}</p>}
      <Listed message="why-clear" factors={clear} words={words} />
      <Listed message="why-unseen" factors={unseen} words={words} />
    </>
  );
}

interface ListedProps {
  readonly message: string;
  readonly factors: readonly FactorScore[];
  readonly words: Words;
}

function Listed({ message, factors, words }: ListedProps) {
  if (factors.length === 0) return null;
  return <p class="small">{words.say(message, { factors: words.list(factors.map(({ factor }) => factorName(factor, words))) })}</p>;
}

function FactorRow({ words, factor }: { readonly words: Words; readonly factor: FactorScore }) {
  const exact = factor.high - factor.low < 0.005;
  const alone = (share: number) => words.number(share * 100);
  return (
    <tr>
      <Name of={factor.factor} known={isKnown(factor)} words={words} />
      <Points points={factor.points} words={words} />
      <td class="found">
        {factor.parts.map((part, index) => (
          <span key={index}>{partWords(part, words)}</span>
        ))}
      </td>
      <td class="figure alone">
        {exact ? alone(factor.value) : words.say('rank-range', { best: alone(factor.low), worst: alone(factor.high) })}
      </td>
    </tr>
  );
}

function Name({ of, known, words }: { readonly of: string; readonly known: boolean; readonly words: Words }) {
  return (
    <th scope="row">
      <svg class="key" viewBox="0 0 12 12" aria-hidden="true">
        <rect width="12" height="12" rx="2.5" fill={factorColour(of)} />
        {!known && <rect width="12" height="12" rx="2.5" fill="url(#not-known)" />}
      </svg>
      <span class="factor-name">{factorName(of, words)}</span>
    </th>
  );
}

function Points({ points, words }: { readonly points: number; readonly words: Words }) {
  return (
    <td class="figure">
      <data class="points" value={String(points)}>{words.number(points, 1)}</data>
    </td>
  );
}
