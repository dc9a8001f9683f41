// A score as one bar: its contributions end to end, the classes beneath, and the interval of what is possible.
import type { Assessment } from '../api/types';
import { segments, type Segment } from '../state/explain';
import { factorColour } from '../state/palette';
import { CLASSES } from '../state/permalink';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly assessment: Assessment;
  readonly limits: readonly number[];
}

/** Segments narrower than this carry no words of their own; the table beneath names them. */
const WORDS_FROM_POINTS = 17;
const FIGURE_FROM_POINTS = 5;

export function ScoreBar({ words, assessment, limits }: Props) {
  const { score } = assessment;
  const parts = segments(assessment);
  const named = parts.map((part) => `${factorName(part.of, words)} ${words.number(part.points, 1)}`);
  const label = words.say('why-bar', {
    score: words.number(score.value, 1),
    parts: words.list(named),
    low: words.number(score.low, 1),
    high: words.number(score.high, 1),
  });
  return (
    <svg class="score-bar" role="img" aria-label={label} height={isApart(score) ? 84 : 70}>
      <defs>
        <pattern id="not-known" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="7" fill="#fff" fill-opacity=".55" />
        </pattern>
      </defs>
      <Scale limits={limits} />
      <rect class="bar-ground" x="0" y="22" width="100%" height="30" rx="4" />
      {parts.map((part) => (
        <Piece key={part.of} part={part} words={words} />
      ))}
      <Whisker low={score.low} value={score.value} high={score.high} words={words} />
    </svg>
  );
}

/** The names of a factor, and of vulnerability, which is not one. */
export function factorName(of: string, words: Words): string {
  return of === 'vulnerability' ? words.say('vulnerability') : words.word('factor', of);
}

function Scale({ limits }: { readonly limits: readonly number[] }) {
  const edges = [0, ...limits, 100];
  return (
    <g class="bar-scale">
      {CLASSES.map((letter, index) => {
        const from = edges[index] ?? 0;
        const to = edges[index + 1] ?? 100;
        return (
          <text key={letter} x={`${(from + to) / 2}%`} y="13" text-anchor="middle">
            {letter}
          </text>
        );
      })}
      {limits.map((limit) => (
        <line key={limit} x1={`${limit}%`} x2={`${limit}%`} y1="4" y2="58" />
      ))}
    </g>
  );
}

function Piece({ part, words }: { readonly part: Segment; readonly words: Words }) {
  const box = { x: `${part.start}%`, y: 22, width: `${part.points}%`, height: 30 };
  const name = factorName(part.of, words);
  const text = part.points >= WORDS_FROM_POINTS ? `${name} ${words.number(part.points)}` : words.number(part.points);
  return (
    <g>
      <title>{`${name} ${words.number(part.points, 1)}`}</title>
      <rect class="bar-piece" {...box} fill={factorColour(part.of)} />
      {!part.known && <rect {...box} fill="url(#not-known)" />}
      {part.points >= FIGURE_FROM_POINTS && (
        <text class="bar-words" x={`${part.start + part.points / 2}%`} y="41" text-anchor="middle">
          {text}
        </text>
      )}
    </g>
  );
}

/** Whether the ends of the interval have room for their figures. */
function isApart({ low, high }: { low: number; high: number }): boolean {
  return high - low >= 8;
}

function Whisker({ low, value, high, words }: { low: number; value: number; high: number; words: Words }) {
  const apart = isApart({ low, high });
  return (
    <g class="whisker">
      <line x1={`${low}%`} x2={`${high}%`} y1="62" y2="62" />
      <line x1={`${low}%`} x2={`${low}%`} y1="57" y2="67" />
      <line x1={`${high}%`} x2={`${high}%`} y1="57" y2="67" />
      <circle cx={`${value}%`} cy="62" r="4.5" />
      {apart && (
        <>
          <text x={`${low}%`} y="81" text-anchor={low < 4 ? 'start' : 'middle'}>
            {words.number(low)}
          </text>
          <text x={`${high}%`} y="81" text-anchor={high > 96 ? 'end' : 'middle'}>
            {words.number(high)}
          </text>
        </>
      )}
    </g>
  );
}
