// What somebody is given here: a role, until when, what it opens, and for which settlements.
import { useState } from 'preact/hooks';
import { ROLES, type NewGrant } from '../api/users';
import type { Words } from '../text/words';

export const NOTHING_GIVEN: NewGrant = { role: '', until: null, opens: [], sites: [] };

interface Props {
  readonly words: Words;
  readonly grant: NewGrant;
  readonly today: string;
  readonly onChange: (grant: NewGrant) => void;
}

/** The fields of a grant. */
export function GrantFields({ words, grant, today, onChange }: Props) {
  const toggle = (one: string) => onChange({ ...grant, opens: grant.opens.includes(one) ? grant.opens.filter((each) => each !== one) : [...grant.opens, one] });
  // What is typed stays as it is typed; the codes are read out of it.
  const [sites, setSites] = useState(grant.sites.join(', '));
  const write = (text: string) => {
    setSites(text);
    onChange({ ...grant, sites: text.split(/[\s,;]+/).filter(Boolean) });
  };
  return (
    <>
      <label>
        <span>{words.say('people-role')}</span>
        <select required value={grant.role} onChange={({ currentTarget }) => onChange({ ...grant, role: currentTarget.value })}>
          <option value="">{words.say('people-choose')}</option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {words.word('role', role)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.say('people-until')}</span>
        <input type="date" min={today} value={grant.until ?? ''} onInput={({ currentTarget }) => onChange({ ...grant, until: currentTarget.value || null })} />
      </label>
      <label>
        <span>{words.say('people-sites')}</span>
        <input maxLength={2000} placeholder="S01, S02" value={sites} onInput={({ currentTarget }) => write(currentTarget.value)} />
      </label>
      <fieldset>
        <legend>{words.say('people-opens')}</legend>
        {['H', 'R'].map((one) => (
          <label key={one} class="check">
            <input type="checkbox" checked={grant.opens.includes(one)} onChange={() => toggle(one)} />
            <span>{words.say(`people-opens-${one}`)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

interface FormProps extends Pick<Props, 'words' | 'today'> {
  readonly name: string;
  readonly busy: boolean;
  readonly onGive: (grant: NewGrant) => void;
}

/** One more grant for somebody. */
export function GrantForm({ words, today, name, busy, onGive }: FormProps) {
  const [grant, setGrant] = useState(NOTHING_GIVEN);
  const send = (event: Event) => {
    event.preventDefault();
    onGive(grant);
  };
  return (
    <form class="webhook-form" aria-label={words.say('people-give-to', { name })} onSubmit={send}>
      <div class="planner-fields">
        <GrantFields words={words} grant={grant} today={today} onChange={setGrant} />
      </div>
      <p class="small">{words.say('people-give-help')}</p>
      <p class="chips">
        <button type="submit" class="button" disabled={busy || grant.role === ''}>
          {words.say('people-give')}
        </button>
      </p>
    </form>
  );
}
