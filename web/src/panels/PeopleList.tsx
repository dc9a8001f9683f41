// Accounts by name: what each holds, and what can be done with the one that is open.
import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Grant, NewGrant, User } from '../api/users';
import type { Words } from '../text/words';
import { GrantForm } from './GrantForm';
import { Refused } from './Notice';
import { Sure } from './Sure';

interface Props {
  readonly words: Words;
  readonly users: readonly User[];
  /** Whose account is open. */
  readonly opened: string | null;
  /** Whoever asks: one's own rights are others' to change. */
  readonly own: string | null;
  readonly mayWrite: boolean;
  readonly today: string;
  readonly failure: { readonly name: string; readonly error: ApiError } | null;
  readonly done: { readonly what: string; readonly name: string } | null;
  readonly busy: boolean;
  readonly onOpen: (name: string | null) => void;
  readonly onGive: (name: string, grant: NewGrant) => void;
  readonly onTakeBack: (name: string, id: string) => void;
  readonly onInvite: (name: string) => void;
  readonly onEnd: (name: string, what: 'sessions' | 'factor' | 'account') => void;
}

export function PeopleList(props: Props) {
  const { words, users, opened } = props;
  const [find, setFind] = useState('');
  const [closed, setClosed] = useState(false);
  const sought = find.trim().toLocaleLowerCase(words.language);
  const isSought = (user: User) => [user.name, ...user.grants.map(({ role }) => words.word('role', role))].join(' ').toLocaleLowerCase(words.language).includes(sought);
  const shown = users.filter((user) => user.name === opened || ((closed || user.disabled_at === null) && isSought(user)));
  return (
    <>
      <div class="planner-fields">
        <label>
          <span>{words.say('people-find')}</span>
          <input type="search" value={find} onInput={({ currentTarget }) => setFind(currentTarget.value)} />
        </label>
        <label class="check">
          <input type="checkbox" checked={closed} onChange={({ currentTarget }) => setClosed(currentTarget.checked)} />
          <span>{words.say('people-closed-too')}</span>
        </label>
      </div>
      <p class="small" role="status">
        {words.say('people-shown', { shown: shown.length, all: users.length })}
      </p>
      <ul class="webhooks people">
        {shown.map((user) => (
          <Person key={user.name} {...props} user={user} />
        ))}
      </ul>
    </>
  );
}

function Person(props: Props & { readonly user: User }) {
  const { words, user, opened, own, done, failure, onOpen } = props;
  const isOpen = opened === user.name;
  const lacks = [
    ...(user.disabled_at === null ? [] : [words.say('people-closed', { on: words.day(user.disabled_at) })]),
    ...(user.disabled_at === null && !user.has_password ? [words.say('people-no-password')] : []),
    ...(user.disabled_at === null && user.has_password && !user.has_factor ? [words.say('people-no-factor')] : []),
    ...(user.grants.length === 0 ? [words.say('people-no-grant')] : []),
  ];
  return (
    <li class={user.disabled_at === null ? '' : 'closed'}>
      <h3>
        <button type="button" class="person-name" aria-expanded={isOpen} onClick={() => onOpen(isOpen ? null : user.name)}>
          {user.name}
        </button>
      </h3>
      <p>
        {words.list(user.grants.map(({ role }) => words.word('role', role)))}
        {user.name === own && <strong> {words.say('people-you')}</strong>}
      </p>
      {lacks.length > 0 && <p class="small">{words.list(lacks)}</p>}
      {done?.name === user.name && (
        <p role="status" class="small">
          {words.say(done.what, { name: user.name })}
        </p>
      )}
      {isOpen && <Opened {...props} />}
      {failure?.name === user.name && <Refused error={failure.error} words={words} />}
    </li>
  );
}

function Opened({ words, user, own, mayWrite, today, busy, onGive, onTakeBack, onInvite, onEnd }: Props & { readonly user: User }) {
  const { name } = user;
  const changes = mayWrite && user.disabled_at === null && name !== own;
  return (
    <div class="person">
      <p class="small">{words.say('people-made', { on: words.day(user.created_at) })}</p>
      <ul>
        {user.grants.map((grant) => (
          <li key={grant.id}>
            <GrantSaid words={words} grant={grant} today={today} />{' '}
            {changes && <Sure words={words} busy={busy} ask={words.say('people-take-back')} sure={words.say('people-take-back-sure')} onSure={() => onTakeBack(name, grant.id)} />}
          </li>
        ))}
      </ul>
      {mayWrite && name === own && <p class="small">{words.say('people-own')}</p>}
      {changes && (
        <>
          <GrantForm key={user.grants.length} words={words} today={today} name={name} busy={busy} onGive={(grant) => onGive(name, grant)} />
          <div class="chips">
            <button type="button" class="button quiet" disabled={busy} onClick={() => onInvite(name)}>
              {words.say('people-invite')}
            </button>
            {(['sessions', ...(user.has_factor ? (['factor'] as const) : []), 'account'] as const).map((what) => (
              <Sure key={what} words={words} busy={busy} ask={words.say(`people-end-${what}`)} sure={words.say(`people-end-${what}-sure`)} onSure={() => onEnd(name, what)} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function GrantSaid({ words, grant, today }: { readonly words: Words; readonly grant: Grant; readonly today: string }) {
  const { until, opens, sites } = grant;
  const more = [
    words.say('people-in', { territory: grant.territory }),
    ...(until === null ? [] : [words.say(until < today ? 'people-ended-on' : 'people-to', { until: words.day(until) })]),
    ...opens.map((one) => words.say(`people-opens-${one}`)),
    ...(sites.length === 0 ? [] : [words.say('people-for', { sites: words.list(sites) })]),
  ];
  return (
    <>
      <strong>{words.word('role', grant.role)}</strong>: {more.join('; ')}
    </>
  );
}
