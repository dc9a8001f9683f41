// The rehousing board in view: asked for once it is said what for, and again when the settlement or the language is another.
import { computed, effect, signal } from '@preact/signals';
import { readBoard, type Board } from '../api/board';
import { who } from './account';
import { resource, valueOf } from './loadable';
import { language, place } from './place';
import { may } from './rights';
import { purpose } from './work';

export const board = resource<Board>();

/** What was read last, so that it stays while another board is on its way. */
export const known = signal<Board | null>(null);

/** Whether whoever asks reads of households; without accounts it is the operator, who does. */
export const isMine = computed(() => {
  const asker = valueOf(who.now.value);
  return asker === null || may(asker, 'household', 'read', 'own');
});

/** Begins asking for what the place needs; returns how to stop, which forgets what was read. */
export function start(): () => void {
  const settlement = computed(() => place.value.site);
  const asked = effect(() => {
    const [of, spoken, told] = [settlement.value, language.value, purpose.value];
    if (isMine.value && told.length >= 3) board.load((at) => readBoard(of, spoken, told, at));
  });
  const kept = effect(() => {
    const now = board.now.value;
    if (now.is === 'ready') known.value = now.value;
    // What whoever asks may no longer read does not stay on the screen.
    if (now.is === 'failed') known.value = null;
  });
  return () => {
    asked();
    kept();
    board.clear();
    known.value = null;
  };
}
