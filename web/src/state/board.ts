// The rehousing board in view: each side is asked for once it is said what for, and again when what it is narrowed to or the language is another.
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { readAgenda } from '../api/agenda';
import { readBoard } from '../api/board';
import { readHomes } from '../api/homes';
import { who } from './account';
import { resource, valueOf, type Resource } from './loadable';
import { SIDES, type BoardAt, type Side } from './permalink';
import { go, language, place } from './place';
import { may } from './rights';
import { purpose } from './work';

/** Whose right opens a side; one's own entries are enough. */
const OPENED_BY: Record<Side, string> = { households: 'household', homes: 'homes', agenda: 'steering' };

/** The sides that whoever asks may see; without accounts it is the operator, who sees all. */
export const sides = computed<readonly Side[]>(() => {
  const asker = valueOf(who.now.value);
  return SIDES.filter((side) => asker === null || may(asker, OPENED_BY[side], 'read', 'own'));
});

/** The side that the link names, else the first that may be seen. */
export const side = computed<Side>(() => place.value.board.side ?? sides.value[0] ?? 'households');
export const isMine = computed(() => sides.value.includes(side.value));

/** Whoever reads of households says what for on every side: all of them tell of some. */
export const needsPurpose = computed(() => sides.value.includes('households') && purpose.value.length < 3);

/** One side: what was asked, and what was read last, which stays while another answer is on its way. */
export interface Shown<T> {
  readonly answer: Resource<T>;
  readonly known: ReadonlySignal<T | null>;
  /** Begins asking for what the place needs; returns how to stop, which forgets what was read. */
  readonly start: () => () => void;
}

type Read<T> = (of: string | null, language: string, purpose: string, signal: AbortSignal) => Promise<T>;

function shown<T>(side: Side, of: ReadonlySignal<string | null>, read: Read<T>): Shown<T> {
  const answer = resource<T>();
  const known = signal<T | null>(null);
  const start = () => {
    const asked = effect(() => {
      const [narrowed, spoken, told] = [of.value, language.value, purpose.value];
      if (sides.value.includes(side) && !needsPurpose.value) answer.load((at) => read(narrowed, spoken, told, at));
    });
    const kept = effect(() => {
      const now = answer.now.value;
      if (now.is === 'ready') known.value = now.value;
      // What whoever asks may no longer read does not stay on the screen.
      if (now.is === 'failed') known.value = null;
    });
    return () => {
      asked();
      kept();
      answer.clear();
      known.value = null;
    };
  };
  return { answer, known, start };
}

const of = computed(() => place.value.board.of);

export const households = shown('households', computed(() => place.value.site), readBoard);
export const homes = shown('homes', of, readHomes);
export const agenda = shown('agenda', of, readAgenda);

export function turn(change: Partial<BoardAt>): void {
  go({ board: { ...place.peek().board, ...change } });
}
