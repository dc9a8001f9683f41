// The ranking and the map as they were on another day: a slider over the days on which anything was assessed, and any day by hand.
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Failed, Loading } from './Notice';

interface Props {
  readonly words: Words;
  readonly days: Loadable<readonly string[]>;
  readonly day: string | null;
  readonly today: string;
  readonly onDay: (day: string | null) => void;
  readonly onSlide: (day: string | null) => void;
  readonly onRetry: () => void;
}

export function DayPanel({ words, days, day, today, onDay, onSlide, onRetry }: Props) {
  if (days.is === 'failed') return <Failed error={days.error} words={words} retry={onRetry} />;
  if (days.is !== 'ready') return <Loading text={words.say('loading')} />;
  // Today comes last, whether anything was assessed today or not.
  const known = days.value.filter((one) => one < today);
  const at = day === null ? known.length : Math.max(0, known.filter((one) => one <= day).length - 1);
  const dayAt = (place: number) => known[place] ?? null;
  return (
    <>
      <p class="small">{words.say('day-how')}</p>
      {known.length === 0 && <p class="notice">{words.say('day-none')}</p>}
      {known.length > 0 && (
        <label class="day-slider">
          <span>{words.say('day-slider')}</span>
          <input
            type="range"
            min={0}
            max={known.length}
            step={1}
            value={at}
            aria-valuetext={day === null ? words.say('day-today') : words.day(day)}
            onInput={({ currentTarget }) => onSlide(dayAt(Number(currentTarget.value)))}
          />
          <output>{day === null ? words.say('day-today') : words.day(day)}</output>
        </label>
      )}
      <label class="day-slider">
        <span>{words.say('day-any')}</span>
        <input type="date" value={day ?? ''} min={known[0]} max={today} onChange={({ currentTarget }) => onDay(currentTarget.value === '' || currentTarget.value >= today ? null : currentTarget.value)} />
      </label>
      <p class="chips">
        <button type="button" class="button quiet" disabled={day === null} onClick={() => onDay(null)}>
          {words.say('ranking-today')}
        </button>
      </p>
    </>
  );
}
