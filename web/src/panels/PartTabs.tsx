// The parts of the administration.
import type { Part } from '../state/permalink';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly parts: readonly Part[];
  readonly part: Part | null;
  readonly onPart: (part: Part) => void;
}

export function PartTabs({ words, parts, part, onPart }: Props) {
  return (
    <nav class="work-tabs" aria-label={words.say('view-administration')}>
      {parts.map((one) => (
        <button key={one} type="button" aria-current={one === part ? 'page' : undefined} onClick={() => one !== part && onPart(one)}>
          {words.say(`part-${one}`)}
        </button>
      ))}
    </nav>
  );
}
