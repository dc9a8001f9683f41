// What waits for a decision: what it is about, and how long there is left.
import type { AgendaItem } from '../api/agenda';
import type { Words } from '../text/words';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly items: readonly AgendaItem[];
  readonly label: string;
  /** Whether it tells who decides and for which session it was put down: the list is of no one session. */
  readonly tells?: boolean;
  readonly onEntry: (register: string, code: string) => void;
}

export function AgendaItems({ words, items, label, tells = false, onEntry }: Props) {
  return (
    <ScrollBox label={label}>
      <table class="planner-table agenda-table">
        <thead>
          <tr>
            <th scope="col">{words.say('agenda-clock')}</th>
            <th scope="col">{words.say('agenda-subject')}</th>
            <th scope="col">{words.say('agenda-about')}</th>
            <th scope="col">{words.say('agenda-decision')}</th>
            {tells && <th scope="col">{words.say('agenda-body')}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.code}>
              <td>
                <Clock words={words} item={item} />
              </td>
              <td>{item.subject.label}</td>
              <td>
                <About words={words} item={item} onEntry={onEntry} />
              </td>
              <th scope="row">
                <button type="button" class="link" onClick={() => onEntry('decision', item.code)}>
                  {item.code}
                </button>{' '}
                <span class="small">{item.state.label}</span>
              </th>
              {tells && (
                <td>
                  {item.body.label}
                  {item.meeting !== null && <span class="small"> {item.meeting}</span>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** The day or hour, and what is left of the time in words. */
function Clock({ words, item }: { readonly words: Words; readonly item: AgendaItem }) {
  const { due_on, due_at, days_left, minutes_left, is_late } = item;
  if (due_at !== null && minutes_left !== null) {
    const hours = Math.floor(Math.abs(minutes_left) / 60);
    return (
      <>
        {words.shortDay(due_at)}, {words.hour(due_at)} <Left late={is_late} left={words.say(is_late ? 'agenda-hours-late' : 'agenda-hours-left', { hours })} />
      </>
    );
  }
  if (due_on === null || days_left === null) return <>{words.say('agenda-no-day')}</>;
  return (
    <>
      {words.shortDay(due_on)} <Left late={is_late} left={words.say(is_late ? 'agenda-days-late' : 'agenda-in-days', { days: Math.abs(days_left) })} />
    </>
  );
}

function Left({ late, left }: { readonly late: boolean; readonly left: string }) {
  return late ? <strong class="due-late">{left}</strong> : <span class="small">{left}</span>;
}

function About({ words, item, onEntry }: Pick<Props, 'words' | 'onEntry'> & { readonly item: AgendaItem }) {
  const { settlement, settlement_name, household, operation } = item;
  return (
    <>
      {settlement !== null && <span>{[settlement, settlement_name].filter(Boolean).join(' ')} </span>}
      {household !== null && (
        <button type="button" class="link" onClick={() => onEntry('household', household)}>
          {words.say('board-open-household', { code: household })}
        </button>
      )}
      {operation !== null && (
        <button type="button" class="link" onClick={() => onEntry('operation', operation)}>
          {words.say('agenda-operation', { code: operation })}
        </button>
      )}
      {settlement === null && household === null && operation === null && '–'}
    </>
  );
}
