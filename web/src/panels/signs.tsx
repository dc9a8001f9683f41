// Small signs used everywhere: the class letter and the interval of a score.
import type { HazardClass, Ranked, Score } from '../api/types';
import { CLASS_COLOURS } from '../state/palette';
import type { Words } from '../text/words';

export function ClassBadge({ letter, large }: { readonly letter: HazardClass; readonly large?: true }) {
  return (
    <span class={`badge class-${letter} ${large ? 'large' : ''}`} aria-hidden="true">
      {letter}
    </span>
  );
}

/** The class letter with its word; only "insufficient data" is not implied by the letter. */
export function Danger({ score, words }: { readonly score: Score; readonly words: Words }) {
  const band = words.word('band', score.band);
  return (
    <span class={`danger ${score.band === 'insufficient_data' ? 'unsure' : ''}`}>
      <ClassBadge letter={score.class} />
      <span class="unseen">{words.say('class-of', { class: score.class, band })}</span>
      <span aria-hidden="true">{band}</span>
    </span>
  );
}

/** A triangle with a stroke, known from road signs. */
export function DangerSign() {
  return (
    <svg class="danger-sign" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1.5 15 14.5H1z" />
      <path class="stroke" d="M8 6v4M8 12v.6" />
    </svg>
  );
}

/** What officers say beside the computed class: imminent danger, another class. */
export function OfficerMarks({ row, words }: { readonly row: Ranked; readonly words: Words }) {
  const { imminent_danger: danger, overridden_class: letter } = row;
  if (!danger && letter === null) return null;
  return (
    <span class="officer-marks">
      {danger && (
        <span class="danger-mark">
          <DangerSign />
          {words.say('danger-now')}
        </span>
      )}
      {letter && (
        <span class="officer-mark">
          <ClassBadge letter={letter} />
          {words.say('class-by-officer', { class: letter })}
        </span>
      )}
    </span>
  );
}

/** The score as a dot on the scale of 0 to 100, within the line of what is possible. */
export function Interval({ score, limits }: { readonly score: Score; readonly limits: readonly number[] }) {
  return (
    <svg class="interval" aria-hidden="true" height="14">
      <rect class="interval-track" x="0" y="5.5" width="100%" height="3" rx="1.5" />
      {limits.map((limit) => (
        <line key={limit} class="interval-limit" x1={`${limit}%`} x2={`${limit}%`} y1="4" y2="10" />
      ))}
      <rect class="interval-range" x={`${score.low}%`} y="5" width={`${score.high - score.low}%`} height="4" rx="2" />
      <circle class="interval-dot" cx={`${score.value}%`} cy="7" r="5" fill={CLASS_COLOURS[score.class]} />
    </svg>
  );
}
