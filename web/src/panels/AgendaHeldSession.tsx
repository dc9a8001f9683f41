// The session that was held last: what was written down and what it has decided.
import type { Agenda, AgendaHeld } from '../api/agenda';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly held: AgendaHeld;
  /** Of which decisions whoever looks is told. */
  readonly told: Agenda['told'];
  readonly onEntry: (register: string, code: string) => void;
}

export function AgendaHeldSession({ words, held, told, onEntry }: Props) {
  const { code, body, held_on, minutes, decided } = held;
  return (
    <section class="agenda-session">
      <h2>
        {words.say('agenda-held')}{' '}
        <button type="button" class="link" onClick={() => onEntry('meeting', code)}>
          {words.say('agenda-session', { body: body.label, day: words.day(held_on) })}
        </button>
      </h2>
      <p class="agenda-minutes">{minutes ?? words.say('agenda-no-minutes')}</p>
      {decided.length === 0 && <p class="small">{words.say('agenda-nothing-decided', { told })}</p>}
      <ul class="plain-list">
        {decided.map((one) => (
          <li key={one.code}>
            <button type="button" class="link" onClick={() => onEntry('decision', one.code)}>
              {one.code}
            </button>{' '}
            {[one.subject.label, one.settlement, one.household, one.state.label, one.orientation?.label].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ul>
    </section>
  );
}
