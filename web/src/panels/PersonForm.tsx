// The form of a new account: a name, and what its user does here.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { NewGrant } from '../api/users';
import type { Words } from '../text/words';
import { GrantFields, NOTHING_GIVEN } from './GrantForm';
import { Refused } from './Notice';

interface Props {
  readonly words: Words;
  readonly today: string;
  readonly failure: ApiError | null;
  readonly busy: boolean;
  readonly onAdd: (name: string, grants: readonly NewGrant[]) => void;
  readonly onLeave: () => void;
}

export function PersonForm({ words, today, failure, busy, onAdd, onLeave }: Props) {
  const [name, setName] = useState('');
  const [grant, setGrant] = useState(NOTHING_GIVEN);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    onAdd(name.trim(), [grant]);
  };
  return (
    <form class="webhook-form" aria-label={words.say('people-add')} onSubmit={send}>
      <label>
        <span>{words.say('people-name')}</span>
        <input ref={first} required minLength={2} maxLength={64} pattern="[a-z0-9._@\-]+" autocomplete="off" autocapitalize="none" spellcheck={false} value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
      </label>
      <p class="small">{words.say('people-name-help')}</p>
      <div class="planner-fields">
        <GrantFields words={words} grant={grant} today={today} onChange={setGrant} />
      </div>
      {failure !== null && <Refused error={failure} words={words} />}
      <p class="chips">
        <button type="submit" class="button" disabled={busy || grant.role === ''}>
          {words.say('people-make')}
        </button>
        <button type="button" class="button quiet" onClick={onLeave}>
          {words.say('work-leave')}
        </button>
      </p>
    </form>
  );
}
