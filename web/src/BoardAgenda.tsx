// The side of the board for those who decide: the agenda of the next sessions, what was decided last, and the way to the report of it.
import { useEffect } from 'preact/hooks';
import { AgendaHeldSession } from './panels/AgendaHeldSession';
import { AgendaItems } from './panels/AgendaItems';
import { AgendaSessions } from './panels/AgendaSessions';
import { AgendaTake } from './panels/AgendaTake';
import { Failed, Loading } from './panels/Notice';
import { agenda, turn } from './state/board';
import { go, language, place, words } from './state/place';
import { hand, step } from './state/reports';
import { purpose } from './state/work';

const BODIES = ['steering_group', 'orientation_cell', 'emergency_cell'] as const;

/** The report of all that: agenda, sessions, decisions of a year, minutes. */
const STEERING = { name: 'steering', title: '', about: '', formats: [], asks: null, optional: false, yearly: false } as const;

const open = (register: string, entry: string) => go({ view: 'work', work: { register, state: null, entry } });

export function BoardAgenda() {
  useEffect(agenda.start, []);
  useEffect(() => () => void (step.value = { is: 'idle' }), []);
  const said = words.value;
  const [known, now] = [agenda.known.value, agenda.answer.now.value];
  return (
    <>
      <Body />
      {now.is === 'failed' && <Failed error={now.error} words={said} retry={agenda.answer.retry} />}
      {now.is === 'loading' && known === null && <Loading text={said.say('loading')} />}
      {known !== null && (
        <div id="table" class="agenda" aria-busy={now.is === 'loading'}>
          <p class="agenda-sum">{said.say('agenda-sum', { waiting: known.waiting, late: known.late, day: said.day(known.at), hour: said.hour(known.at) })}</p>
          {known.told !== 'all' && <p class="small">{said.say(`agenda-told-${known.told}`)}</p>}
          <AgendaTake words={said} step={step.value} onTake={(format) => void hand({ report: STEERING, format, language: language.peek(), about: '', year: '', purpose: purpose.peek() })} />
          <AgendaSessions words={said} sessions={known.sessions} told={known.told} onEntry={open} />
          {known.others.length > 0 && (
            <section>
              <h2>{said.say('agenda-others')}</h2>
              <AgendaItems words={said} items={known.others} label={said.say('agenda-others')} tells onEntry={open} />
            </section>
          )}
          {known.left_out > 0 && <p class="small">{said.say('homes-left-out', { count: known.left_out })}</p>}
          {known.held !== null && <AgendaHeldSession words={said} held={known.held} told={known.told} onEntry={open} />}
        </div>
      )}
    </>
  );
}

/** Whose agenda it is. */
function Body() {
  const said = words.value;
  const chosen = place.value.board.of;
  return (
    <label class="board-settlement">
      <span>{said.say('agenda-body')}</span>
      <select value={chosen ?? ''} onChange={({ currentTarget }) => turn({ of: currentTarget.value || null })}>
        <option value="">{said.say('agenda-every-body')}</option>
        {BODIES.map((body) => (
          <option key={body} value={body}>
            {said.say(`agenda-body-${body}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
