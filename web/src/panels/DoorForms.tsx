// The forms at the door: name and password, and the password of somebody who was invited.
import { useState } from 'preact/hooks';
import type { Words } from '../text/words';

/** The way in by the city's own sign-on: a link, since the browser goes there itself. */
export function SignOn({ words, address }: { readonly words: Words; readonly address: string }) {
  return (
    <div class="door-sign-on">
      <a class="button" href={address}>
        {words.say('door-sign-on')}
      </a>
      <p class="small">{words.say('door-sign-on-or')}</p>
    </div>
  );
}

interface NameProps {
  readonly words: Words;
  readonly asksCode: boolean;
  readonly busy: boolean;
  readonly onEnter: (name: string, password: string, code: string | null, isFieldDevice: boolean) => void;
}

export function NameForm({ words, asksCode, busy, onEnter }: NameProps) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isField, setIsField] = useState(false);
  const send = (event: Event) => {
    event.preventDefault();
    onEnter(name, password, asksCode ? code : null, isField);
  };
  return (
    <form class="door-form" onSubmit={send}>
      <label>
        <span>{words.say('door-user')}</span>
        <input type="text" autocomplete="username" autocapitalize="none" required value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </label>
      <label>
        <span>{words.say('door-password')}</span>
        <input type="password" autocomplete="current-password" required value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
      </label>
      {asksCode && (
        <label>
          <span>{words.say('door-code')}</span>
          <input type="text" autocomplete="one-time-code" required value={code} onInput={(e) => setCode(e.currentTarget.value)} />
          <small>{words.say('door-code-help')}</small>
        </label>
      )}
      <label class="door-choice">
        <input type="checkbox" checked={isField} onChange={(e) => setIsField(e.currentTarget.checked)} />
        <span>{words.say('door-field-device')}</span>
      </label>
      <button type="submit" class="button" disabled={busy}>
        {words.say('door-enter')}
      </button>
    </form>
  );
}

interface InvitationProps {
  readonly words: Words;
  readonly busy: boolean;
  readonly onChoose: (password: string) => void;
}

export function InvitationForm({ words, busy, onChoose }: InvitationProps) {
  const [password, setPassword] = useState('');
  const send = (event: Event) => {
    event.preventDefault();
    onChoose(password);
  };
  return (
    <form class="door-form" onSubmit={send}>
      <label>
        <span>{words.say('door-new-password')}</span>
        <input
          type="password"
          autocomplete="new-password"
          required
          minLength={12}
          maxLength={1024}
          value={password}
          onInput={(e) => setPassword(e.currentTarget.value)}
        />
        <small>{words.say('door-new-password-help')}</small>
      </label>
      <button type="submit" class="button" disabled={busy}>
        {words.say('door-choose')}
      </button>
    </form>
  );
}

interface CharterProps {
  readonly words: Words;
  readonly text: string;
  readonly busy: boolean;
  readonly onAccept: () => void;
}

/** The city's charter, to be read and accepted before anything else. */
export function CharterForm({ words, text, busy, onAccept }: CharterProps) {
  return (
    <form
      class="door-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAccept();
      }}
    >
      <p>{words.say('door-charter-help')}</p>
      <div class="door-charter" tabIndex={0} role="group" aria-label={words.say('door-charter')}>
        {text}
      </div>
      <button type="submit" class="button" disabled={busy}>
        {words.say('door-charter-accept')}
      </button>
    </form>
  );
}
