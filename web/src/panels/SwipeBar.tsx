// The line between two days on the map: pushed with the pointer or the arrow keys, and told in words.
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  /** The days, as the reader is told them. */
  readonly names: readonly [string, string];
  /** 0 at the left edge to 1 at the right. */
  readonly at: number;
  readonly onMove: (at: number) => void;
}

export function SwipeBar({ words, names, at, onMove }: Props) {
  const [left, right] = names;
  const share = words.percent(at);
  return (
    <div class="swipe">
      <span class="swipe-line" style={{ left: `${at * 100}%` }} aria-hidden="true" />
      <span class="swipe-day" style={{ right: `${(1 - at) * 100}%` }} aria-hidden="true">{left}</span>
      <span class="swipe-day" style={{ left: `${at * 100}%` }} aria-hidden="true">{right}</span>
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={Math.round(at * 100)}
        aria-label={words.say('swipe')}
        aria-valuetext={words.say('swipe-at', { share, left, right })}
        onInput={({ currentTarget }) => onMove(Number(currentTarget.value) / 100)}
      />
    </div>
  );
}
