// What somebody had typed when the page was loaded anew, to be copied from here.
import type { Typed } from '../state/typed';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly typed: readonly Typed[];
  readonly onDone: () => void;
}

export function TypedKept({ words, typed, onDone }: Props) {
  if (typed.length === 0) return null;
  return (
    <section class="typed-kept" role="status" aria-label={words.say('typed-kept')}>
      <p>{words.say('typed-kept')}</p>
      {typed.map(({ label, text }, at) => (
        <label key={at}>
          <span>{label}</span>
          <textarea readOnly rows={Math.min(6, Math.ceil(text.length / 80))} value={text} />
        </label>
      ))}
      <button type="button" class="button" onClick={onDone}>
        {words.say('typed-done')}
      </button>
    </section>
  );
}
