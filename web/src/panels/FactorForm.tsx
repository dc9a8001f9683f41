// Setting up a second factor: the key for the authenticator, its first code, and the recovery codes.
import { useState } from 'preact/hooks';
import type { FactorKey } from '../api/session';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly factor: FactorKey;
  readonly busy: boolean;
  readonly onProve: (code: string) => void;
}

export function FactorForm({ words, factor, busy, onProve }: Props) {
  const [code, setCode] = useState('');
  const send = (event: Event) => {
    event.preventDefault();
    onProve(code);
  };
  return (
    <form class="door-form" onSubmit={send}>
      <p>{words.say('door-factor-help')}</p>
      <p>
        <a href={factor.address}>{words.say('door-factor-open')}</a>
      </p>
      <p>
        {words.say('door-factor-key')} <code class="door-key">{factor.key.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <label>
        <span>{words.say('door-factor-code')}</span>
        <input type="text" inputMode="numeric" autocomplete="one-time-code" required value={code} onInput={(e) => setCode(e.currentTarget.value)} />
      </label>
      <button type="submit" class="button" disabled={busy}>
        {words.say('door-factor-prove')}
      </button>
    </form>
  );
}

interface CodesProps {
  readonly words: Words;
  readonly codes: readonly string[];
  readonly onLeave: () => void;
}

/** The recovery codes, this once. */
export function CodesShown({ words, codes, onLeave }: CodesProps) {
  return (
    <div class="door-form">
      <p>{words.say('door-codes-help')}</p>
      <ol class="door-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <button type="button" class="button" onClick={onLeave}>
        {words.say('door-codes-kept')}
      </button>
    </div>
  );
}
