// In the account menu: opening for an hour what one's role leaves closed, and looking around as another role.
import { useState } from 'preact/hooks';
import type { Opened } from '../api/session';
import type { Words } from '../text/words';

interface GlassProps {
  readonly words: Words;
  /** Classes that may be opened: `H`, `R`. */
  readonly mayOpen: readonly string[];
  readonly opened: readonly Opened[];
  readonly onOpen: (what: string, reason: string) => void;
}

export function GlassForm({ words, mayOpen, opened, onOpen }: GlassProps) {
  const [what, setWhat] = useState(mayOpen[0] ?? '');
  const [reason, setReason] = useState('');
  if (mayOpen.length === 0 && opened.length === 0) return null;
  const send = (event: Event) => {
    event.preventDefault();
    onOpen(what, reason);
  };
  return (
    <>
      <h3>{words.say('glass-title')}</h3>
      {opened.map((each) => (
        <p key={each.class}>{words.say(`standing-open-${each.class}`, { until: words.hour(each.ends_at) })}</p>
      ))}
      {mayOpen.length > 0 && (
        <form class="account-form" onSubmit={send}>
          <p class="small">{words.say('glass-help')}</p>
          <fieldset>
            <legend>{words.say('glass-what')}</legend>
            {mayOpen.map((each) => (
              <label key={each}>
                <input type="radio" name="glass" checked={what === each} onChange={() => setWhat(each)} /> {words.say(`glass-${each}`)}
              </label>
            ))}
          </fieldset>
          <label>
            <span>{words.say('glass-reason')}</span>
            <input type="text" required minLength={3} maxLength={200} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
          </label>
          <button type="submit" class="button quiet">
            {words.say('glass-open')}
          </button>
        </form>
      )}
    </>
  );
}

interface ViewProps {
  readonly words: Words;
  /** Roles as which somebody may look around. */
  readonly roles: readonly string[];
  readonly onView: (role: string) => void;
}

export function ViewForm({ words, roles, onView }: ViewProps) {
  const [role, setRole] = useState(roles[0] ?? '');
  if (roles.length === 0) return null;
  const send = (event: Event) => {
    event.preventDefault();
    onView(role);
  };
  return (
    <>
      <h3>{words.say('view-as-title')}</h3>
      <form class="account-form" onSubmit={send}>
        <p class="small">{words.say('view-as-help')}</p>
        <label>
          <span>{words.say('view-as-role')}</span>
          <select value={role} onChange={(e) => setRole(e.currentTarget.value)}>
            {roles.map((each) => (
              <option key={each} value={each}>
                {words.word('role', each)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button quiet">
          {words.say('view-as-begin')}
        </button>
      </form>
    </>
  );
}
