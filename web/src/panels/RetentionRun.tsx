// A run of retention by hand: with a reason, upon what was looked at, asked once more; and what it has done.
import { useState } from 'preact/hooks';
import type { Ran, Retention } from '../api/installation';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Refused } from './Notice';
import { Sure } from './Sure';

/** Characters of a reason, as the server asks for them. */
const LEAST = 10;

interface Props {
  readonly words: Words;
  readonly retention: Retention;
  readonly ran: Loadable<Ran>;
  readonly onRun: (reason: string) => void;
  readonly onLookAgain: () => void;
}

export function RetentionRun({ words, retention, ran, onRun, onLookAgain }: Props) {
  const [reason, setReason] = useState('');
  const takes = retention.classes.reduce((sum, one) => sum + one.next_run, 0);
  if (takes === 0) return null;
  const isStale = ran.is === 'failed' && ran.error.failure.kind === 'refused' && ran.error.failure.status === 412;
  return (
    <form class="webhook-form retention-run" aria-label={words.say('retention-run')} onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{words.say('retention-reason')}</span>
        <input minLength={LEAST} maxLength={500} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
      </label>
      <p class="small">{words.say('retention-reason-help')}</p>
      {ran.is === 'failed' && (
        <Refused error={ran.error} words={words}>
          {isStale && (
            <button type="button" class="button" onClick={onLookAgain}>
              {words.say('weights-look-again')}
            </button>
          )}
        </Refused>
      )}
      <Sure words={words} ask={words.say('retention-run')} sure={words.say('retention-run-sure', { count: takes })} busy={ran.is === 'loading' || reason.trim().length < LEAST} onSure={() => onRun(reason.trim())} />
    </form>
  );
}

/** What a run has erased; by then nothing more may be run that day. */
export function RetentionRan({ words, ran }: Pick<Props, 'words' | 'ran'>) {
  if (ran.is !== 'ready') return null;
  const { is_run, clock, erased } = ran.value;
  if (!is_run) return <p role="status" class="webhook-tried bad">{words.say(`retention-clock-${clock}`)}</p>;
  const gone = erased.filter(({ count }) => count > 0);
  const told = words.list(gone.map((one) => words.say('retention-of-class', { class: words.word('kept', one.class), count: one.count })));
  return <p role="status" class="webhook-tried">{gone.length === 0 ? words.say('retention-ran-none') : words.say('retention-ran', { erased: told })}</p>;
}
