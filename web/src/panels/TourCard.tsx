// A card of the tour: what it offers, or one step with the ways on, back and out.
import { useEffect, useRef } from 'preact/hooks';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  /** The step that is told; none while the tour is only offered. */
  readonly name: string | null;
  readonly at: number;
  readonly of: number;
  readonly onStart: () => void;
  readonly onBack: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
}

export function TourCard({ words, name, at, of, onStart, onBack, onNext, onClose }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  // What is only offered takes the keyboard from nobody.
  useEffect(() => {
    if (name !== null) title.current?.focus();
  }, [name]);
  const told = name ?? 'offer';
  return (
    <aside class="tour" aria-labelledby="tour-title">
      <h2 id="tour-title" ref={title} tabIndex={-1}>{words.say(`tour-${told}-title`)}</h2>
      <p>{words.say(`tour-${told}`)}</p>
      {name !== null && <p class="small">{words.say('tour-step', { at: at + 1, of })}</p>}
      <p class="chips">
        {name === null && (
          <button type="button" class="button" onClick={onStart}>
            {words.say('tour-start')}
          </button>
        )}
        {onNext !== null && name !== null && (
          <button type="button" class="button" onClick={onNext}>
            {words.say('tour-next')}
          </button>
        )}
        {onBack !== null && (
          <button type="button" class="button quiet" onClick={onBack}>
            {words.say('tour-back')}
          </button>
        )}
        <button type="button" class="button quiet" onClick={onClose}>
          {words.say(name === null ? 'tour-no' : 'tour-end')}
        </button>
      </p>
    </aside>
  );
}
