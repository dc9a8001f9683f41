// The sessions that are planned: who meets when and where, and what waits for them.
import type { Agenda, AgendaSession } from '../api/agenda';
import type { Words } from '../text/words';
import { AgendaItems } from './AgendaItems';

interface Props {
  readonly words: Words;
  readonly sessions: readonly AgendaSession[];
  /** Of which decisions whoever looks is told. */
  readonly told: Agenda['told'];
  readonly onEntry: (register: string, code: string) => void;
}

export function AgendaSessions({ words, sessions, told, onEntry }: Props) {
  if (sessions.length === 0) {
    return (
      <div class="notice" role="status">
        <p class="notice-title">{words.say('agenda-no-session')}</p>
        <p>{words.say('agenda-no-session-do')}</p>
      </div>
    );
  }
  return (
    <>
      {sessions.map((one) => (
        <Session key={one.code} words={words} session={one} told={told} onEntry={onEntry} />
      ))}
    </>
  );
}

function Session({ words, session, told, onEntry }: Omit<Props, 'sessions'> & { readonly session: AgendaSession }) {
  const { code, body, planned_on, days_left, venue, organisations, items } = session;
  const title = words.say('agenda-session', { body: body.label, day: words.day(planned_on) });
  return (
    <section class="agenda-session">
      <h2>
        <button type="button" class="link" onClick={() => onEntry('meeting', code)}>
          {title}
        </button>{' '}
        <span class={days_left < 0 ? 'board-total late' : 'board-total'}>{words.say(days_left < 0 ? 'agenda-not-held' : 'agenda-in-days', { days: Math.abs(days_left) })}</span>
      </h2>
      <p class="small">
        {venue !== null && `${venue} · `}
        {organisations.length > 0 && words.say('agenda-invited', { organisations: words.list(organisations) })}
      </p>
      {items.length === 0 && <p class="small">{words.say('agenda-nothing', { told })}</p>}
      {items.length > 0 && <AgendaItems words={words} items={items} label={title} onEntry={onEntry} />}
    </section>
  );
}
