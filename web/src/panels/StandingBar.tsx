// The line under the head while something is out of the ordinary: a role as which somebody looks around, what is open for an hour.
import { useEffect, useState } from 'preact/hooks';
import type { Opened } from '../api/session';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  /** The role as which somebody looks around. */
  readonly viewedAs: string | null;
  readonly opened: readonly Opened[];
  readonly onEndView: () => void;
  readonly onShut: (what: string) => void;
  /** An hour is over. */
  readonly onOver: () => void;
}

export function StandingBar({ words, viewedAs, opened, onEndView, onShut, onOver }: Props) {
  if (viewedAs === null && opened.length === 0) return null;
  return (
    <section class="standing" aria-label={words.say('standing')}>
      {viewedAs !== null && (
        <div class="standing-line viewed">
          <p>
            <strong>{words.say('standing-viewed', { role: words.word('role', viewedAs) })}</strong> {words.say('standing-viewed-help')}
          </p>
          <button type="button" class="button" onClick={onEndView}>
            {words.say('standing-end-view')}
          </button>
        </div>
      )}
      {opened.map((each) => (
        <div key={each.class} class="standing-line opened">
          <p>
            <strong>{words.say(`standing-open-${each.class}`, { until: words.hour(each.ends_at) })}</strong>{' '}
            <Clock words={words} seconds={each.seconds_left} onOver={onOver} /> {words.say('standing-reason', { reason: each.reason })}
          </p>
          <button type="button" class="button" onClick={() => onShut(each.class)}>
            {words.say('standing-shut')}
          </button>
        </div>
      ))}
    </section>
  );
}

interface ClockProps {
  readonly words: Words;
  /** Left when this was first shown. */
  readonly seconds: number;
  readonly onOver: () => void;
}

/** Counts down by how much time has passed here, so that a clock that is wrong does no harm. */
function Clock({ words, seconds, onOver }: ClockProps) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const since = Date.now();
    const ticking = setInterval(() => {
      const now = Math.max(0, seconds - Math.floor((Date.now() - since) / 1000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(ticking);
      onOver();
    }, 1000);
    return () => clearInterval(ticking);
  }, [seconds]);
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <span role="timer" class={left < 300 ? 'standing-clock late' : 'standing-clock'}>
      {words.say('standing-left', { time })}
    </span>
  );
}
