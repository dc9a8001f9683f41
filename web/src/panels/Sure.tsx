// A button that asks once more before it does what cannot be undone.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly ask: string;
  /** What is lost, and that it is meant. */
  readonly sure: string;
  readonly busy: boolean;
  readonly onSure: () => void;
}

export function Sure({ words, ask, sure, busy, onSure }: Props) {
  const [asks, setAsks] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useLayoutEffect(() => {
    // The keyboard stays where it was: on "no" while asked, on the button again afterwards.
    if (asks) no.current?.focus();
    else if (wasAsked.current) first.current?.focus();
    wasAsked.current = asks;
  }, [asks]);
  if (!asks)
    return (
      <button ref={first} type="button" class="button quiet" disabled={busy} onClick={() => setAsks(true)}>
        {ask}
      </button>
    );
  const mean = () => {
    setAsks(false);
    onSure();
  };
  return (
    <span class="sure" role="group" aria-label={ask}>
      <span>{sure}</span>
      <button type="button" class="button quiet" disabled={busy} onClick={mean}>
        {ask}
      </button>
      <button ref={no} type="button" class="button quiet" onClick={() => setAsks(false)}>
        {words.say('sure-no')}
      </button>
    </span>
  );
}
