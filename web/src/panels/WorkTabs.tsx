// The two pages of casework: the board, and the registers that it leads to.
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly view: 'board' | 'work';
  readonly onView: (view: 'board' | 'work') => void;
}

export function WorkTabs({ words, view, onView }: Props) {
  const pages = [
    ['board', 'desk-board'],
    ['work', 'desk-registers'],
  ] as const;
  return (
    <nav class="work-tabs" aria-label={words.say('view-work')}>
      {pages.map(([page, name]) => (
        <button key={page} type="button" aria-current={page === view ? 'page' : undefined} onClick={() => page !== view && onView(page)}>
          {words.say(name)}
        </button>
      ))}
    </nav>
  );
}
