// The sides of the rehousing board that somebody may see.
import type { Side } from '../state/permalink';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly sides: readonly Side[];
  readonly side: Side;
  readonly onSide: (side: Side) => void;
}

export function BoardSides({ words, sides, side, onSide }: Props) {
  return (
    <div class="chips board-sides" role="group" aria-label={words.say('board-sides')}>
      {sides.map((one) => (
        <button key={one} type="button" class="button quiet" aria-pressed={one === side} onClick={() => one !== side && onSide(one)}>
          {words.say(`board-side-${one}`)}
        </button>
      ))}
    </div>
  );
}
