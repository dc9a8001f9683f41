// Lengths and areas on the map: corners by click or by the middle of the map, the last one taken back.
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly corners: number;
  readonly isRing: boolean;
  /** Metres along the line or around the ring. */
  readonly around_m: number;
  readonly area_m2: number;
  readonly onRing: (isRing: boolean) => void;
  readonly onMiddle: () => void;
  readonly onBack: () => void;
  readonly onClear: () => void;
}

export function MeasurePanel({ words, corners, isRing, around_m, area_m2, onRing, onMiddle, onBack, onClear }: Props) {
  return (
    <>
      <fieldset class="chips">
        <legend class="unseen">{words.say('tool-measure')}</legend>
        {[false, true].map((ring) => (
          <label key={String(ring)} class="check">
            <input type="radio" name="measure" checked={isRing === ring} onChange={() => onRing(ring)} />
            <span>{words.say(ring ? 'measure-area' : 'measure-length')}</span>
          </label>
        ))}
      </fieldset>
      <p class="small">{words.say('measure-how')}</p>
      <p class="measure-told" aria-live="polite">
        {corners < 2 && words.say('measure-corners', { corners })}
        {corners >= 2 && !isRing && words.metres(around_m)}
        {corners >= 2 && isRing && words.say('measure-ring', { area: areaTold(words, area_m2), around: words.metres(around_m) })}
      </p>
      <p class="chips">
        <button type="button" class="button quiet" onClick={onMiddle}>
          {words.say('measure-middle')}
        </button>
        <button type="button" class="button quiet" disabled={corners === 0} onClick={onBack}>
          {words.say('measure-back')}
        </button>
        <button type="button" class="button quiet" disabled={corners === 0} onClick={onClear}>
          {words.say('measure-clear')}
        </button>
      </p>
    </>
  );
}

/** Square metres, from a hectare on hectares. */
function areaTold(words: Words, area_m2: number): string {
  return area_m2 < 10_000 ? words.say('measure-m2', { area: words.number(area_m2) }) : words.say('measure-ha', { area: words.number(area_m2 / 10_000, 2) });
}
