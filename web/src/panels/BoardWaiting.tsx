// What waits for somebody: follow-ups, proposals, moves, by day.
import type { Board, BoardList } from '../api/board';
import type { Words } from '../text/words';
import { Wait } from './BoardStages';

interface Props {
  readonly words: Words;
  readonly board: Board;
  readonly onEntry: (register: string, code: string) => void;
  readonly onList: (register: string, state: string) => void;
}

/** Each list with its register and the state of what is in it. */
const LISTS = [
  ['follow_ups', 'board-follow-ups', 'follow_up', 'due'],
  ['proposals', 'board-proposals', 'proposal', 'proposed'],
  ['moves', 'board-moves', 'move', 'planned'],
] as const;

export function BoardWaiting({ words, board, onEntry, onList }: Props) {
  return (
    <section aria-label={words.say('board-waiting')}>
      <h2>{words.say('board-waiting')}</h2>
      <div class="board-lists">
        {LISTS.map(([name, title, register, state]) => (
          <List key={name} words={words} title={words.say(title)} waiting={board[name]} onEntry={onEntry} onAll={() => onList(register, state)} />
        ))}
      </div>
    </section>
  );
}

interface ListProps extends Pick<Props, 'words' | 'onEntry'> {
  readonly title: string;
  readonly waiting: BoardList;
  readonly onAll: () => void;
}

function List({ words, title, waiting, onEntry, onAll }: ListProps) {
  const { total, late, items } = waiting;
  return (
    <section class="board-list" aria-label={title} data-guarded>
      <h3>
        {title} <span class={late > 0 ? 'board-total late' : 'board-total'}>{words.say('board-count', { total, late })}</span>
      </h3>
      {total === 0 && <p class="small">{words.say('board-nothing-waits')}</p>}
      <ul>
        {items.map((wait) => (
          <li key={wait.code}>
            <button type="button" class="link" aria-label={words.say('board-open-household', { code: wait.household })} onClick={() => onEntry('household', wait.household)}>
              {wait.household}
            </button>
            <Wait words={words} wait={wait} onEntry={onEntry} />
          </li>
        ))}
      </ul>
      {total > items.length && (
        <button type="button" class="link board-all" onClick={onAll}>
          {words.say('board-all-of-them', { total })}
        </button>
      )}
    </section>
  );
}
