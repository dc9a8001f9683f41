// Putting tried weights in force, with a reason; and the versions that were in force before.
import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { WeightsVersion } from '../api/weights';
import type { Words } from '../text/words';
import { Refused } from './Notice';

interface KeepProps {
  readonly words: Words;
  /** How many numbers differ from those in force. */
  readonly changes: number;
  readonly failure: ApiError | null;
  readonly busy: boolean;
  readonly onKeep: (note: string) => void;
  readonly onLookAgain: () => void;
  readonly onLeave: () => void;
}

export function WeightsKeep({ words, changes, failure, busy, onKeep, onLookAgain, onLeave }: KeepProps) {
  const [note, setNote] = useState('');
  const send = (event: Event) => {
    event.preventDefault();
    onKeep(note.trim());
  };
  const isStale = failure?.failure.kind === 'refused' && failure.failure.status === 412;
  return (
    <form class="webhook-form" aria-label={words.say('weights-keep')} onSubmit={send}>
      <label>
        <span>{words.say('weights-note')}</span>
        <input required minLength={3} maxLength={500} value={note} onInput={({ currentTarget }) => setNote(currentTarget.value)} />
      </label>
      <p class="small">{words.say('weights-note-help')}</p>
      {failure !== null && (
        <Refused error={failure} words={words}>
          {isStale && (
            <button type="button" class="button" onClick={onLookAgain}>
              {words.say('weights-look-again')}
            </button>
          )}
        </Refused>
      )}
      <p class="chips">
        <button type="submit" class="button" disabled={busy || note.trim().length < 3 || changes === 0}>
          {words.say('weights-set', { changes })}
        </button>
        <button type="button" class="button quiet" onClick={onLeave}>
          {words.say('weights-leave')}
        </button>
      </p>
    </form>
  );
}

interface VersionsProps {
  readonly words: Words;
  readonly versions: readonly WeightsVersion[];
  readonly busy: boolean;
  readonly onTakeUp: (version: number) => void;
}

export function WeightsVersions({ words, versions, busy, onTakeUp }: VersionsProps) {
  const take = (version: number) => (
    <button type="button" class="button quiet" disabled={busy} aria-label={words.say('weights-take-up-of', { version })} onClick={() => onTakeUp(version)}>
      {words.say('weights-take-up')}
    </button>
  );
  return (
    <ul class="webhooks">
      {versions.map((one, at) => (
        <li key={one.version}>
          <h3>
            {words.say('weights-version', { version: one.version })}
            {at === 0 && ` (${words.say('weights-in-force')})`}
          </h3>
          <p>{one.note}</p>
          <p class="small">{words.say('weights-by', { by: one.actor, on: words.day(one.at) })}</p>
          {at > 0 && take(one.version)}
        </li>
      ))}
      <li>
        <h3>
          {words.say('weights-default')}
          {versions.length === 0 && ` (${words.say('weights-in-force')})`}
        </h3>
        {versions.length > 0 && take(0)}
      </li>
    </ul>
  );
}
