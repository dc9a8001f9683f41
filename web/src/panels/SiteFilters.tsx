// Which settlements the table and the map show.
import type { HazardClass } from '../api/types';
import { CLASSES } from '../state/permalink';
import type { Words } from '../text/words';
import { ClassBadge } from './signs';

interface Props {
  readonly words: Words;
  readonly typed: string;
  readonly classes: readonly HazardClass[];
  readonly counts: Record<HazardClass, number>;
  readonly shown: number;
  readonly total: number;
  readonly onTyped: (text: string) => void;
  readonly onClasses: (classes: HazardClass[]) => void;
}

export function SiteFilters(props: Props) {
  const { words, typed, classes, counts, shown, total, onTyped, onClasses } = props;
  const toggle = (letter: HazardClass) =>
    onClasses(CLASSES.filter((each) => (each === letter) !== classes.includes(each)));
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label class="find">
        <span class="unseen">{words.say('filter-text')}</span>
        <input
          type="search"
          value={typed}
          placeholder={words.say('filter-text-hint')}
          onInput={(event) => onTyped(event.currentTarget.value)}
        />
      </label>
      <fieldset>
        <legend class="unseen">{words.say('filter-classes')}</legend>
        {[...CLASSES].reverse().map((letter) => (
          <label key={letter} class="class-choice">
            <input type="checkbox" checked={classes.includes(letter)} onChange={() => toggle(letter)} />
            <ClassBadge letter={letter} />
            <span class="unseen">{letter}</span>
            <span class="class-count">{words.number(counts[letter])}</span>
          </label>
        ))}
      </fieldset>
      <output class="filter-count">
        {shown < total && words.say('filter-count', { shown, total })}
      </output>
    </form>
  );
}
