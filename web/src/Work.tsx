// The work itself: registers of households, homes, moves, decisions; lists, one entry, its next step.
import { useEffect } from 'preact/hooks';
import { Mediation } from './Mediation';
import { WorkEntry } from './panels/WorkEntry';
import { WorkForm } from './panels/WorkForm';
import { WorkList } from './panels/WorkList';
import { Failed, Loading } from './panels/Notice';
import { PurposeForm } from './panels/PurposeForm';
import { WorkTabs } from './panels/WorkTabs';
import { valueOf } from './state/loadable';
import { sides } from './state/board';
import { go, place, words } from './state/place';
import * as work from './state/work';
import './text/desk';

/** What waits for somebody: a register and the state of what is due. */
const WAITING = [
  ['follow_up', 'due'],
  ['proposal', 'proposed'],
  ['decision', 'on_agenda'],
  ['planning_approval', 'to_file'],
  ['move', 'planned'],
  ['report', 'received'],
] as const;

export function Work() {
  useEffect(work.start, []);
  const said = words.value;
  const all = work.registers.now.value;
  return (
    <main class="alone planner work">
      {sides.value.length > 0 && <WorkTabs words={said} view="work" onView={(view) => go({ view })} />}
      <h1>{said.say('work-title')}</h1>
      <p class="small">{said.say('work-intro')}</p>
      {all.is === 'failed' && <Failed error={all.error} words={said} retry={work.registers.retry} />}
      {all.is === 'loading' && <Loading text={said.say('loading')} />}
      {all.is === 'ready' && <Chosen />}
    </main>
  );
}

function look(purpose: string): void {
  work.purpose.value = purpose;
  work.readAgain();
}

function Chosen() {
  const said = words.value;
  const register = work.register.value;
  const { state, entry: code } = place.value.work;
  const [entries, entry, saved] = [work.entries.now.value, work.entry.now.value, work.saved.now.value];
  const needsPurpose = work.isGuarded.value && work.purpose.value.length < 3;
  return (
    <>
      <Choice />
      {register === null && <p class="notice">{said.say('work-unknown')}</p>}
      {work.isGuarded.value && <PurposeForm key={String(needsPurpose)} words={said} purpose={work.purpose.peek()} onLook={look} />}
      {register?.register === 'mediation_round' && work.seesResidences.value && <Mediation />}
      {register !== null && !needsPurpose && (
        <div class={code === null ? 'work-columns' : 'work-columns opened'}>
          <WorkList
            words={said}
            register={register}
            known={work.known.value}
            entries={entries}
            state={state}
            chosen={code}
            onState={(state) => work.show({ state, entry: null })}
            onChoose={(entry) => work.show({ entry })}
            onAdd={() => (work.adding.value = true)}
            onMore={work.readMore}
            onRetry={work.readAgain}
          />
          {work.adding.value && (
            <WorkForm
              words={said}
              register={register}
              read={null}
              saved={saved}
              onSave={(fields, key) => work.add(register.register, fields, key)}
              onLeave={() => (work.adding.value = false)}
            />
          )}
          {code !== null && !work.adding.value && (
            <WorkEntry
              key={code}
              words={said}
              register={register}
              entry={entry}
              saved={saved}
              history={work.history.now.value}
              onStep={work.step}
              onChange={work.change}
              onHistory={work.openHistory}
              onFollow={(register, entry) => work.show({ register, state: null, entry })}
              onClose={() => work.show({ entry: null })}
              onRetry={work.entry.retry}
            />
          )}
        </div>
      )}
    </>
  );
}

/** Which register, and what waits in others. */
function Choice() {
  const said = words.value;
  const all = (valueOf(work.registers.now.value) ?? []).filter(({ may_read }) => may_read);
  const waiting = WAITING.filter(([code]) => all.some(({ register }) => register === code));
  const { state } = place.value.work;
  const register = work.register.value?.register ?? place.value.work.register;
  const labelOf = (code: string, state: string) => {
    const found = all.find(({ register }) => register === code);
    const reached = found?.states.find((one) => one.code === state);
    return `${found?.label ?? code} · ${reached?.label ?? state}`;
  };
  return (
    <div class="work-choice">
      <label>
        <span>{said.say('work-register')}</span>
        <select value={register} onChange={({ currentTarget }) => work.show({ register: currentTarget.value, state: null, entry: null })}>
          {all.map((one) => (
            <option key={one.register} value={one.register}>{one.label}</option>
          ))}
        </select>
      </label>
      <div class="chips" role="group" aria-label={said.say('work-waiting')}>
        {waiting.map(([code, due]) => (
          <button
            key={code}
            type="button"
            class="button quiet"
            aria-pressed={register === code && state === due}
            onClick={() => work.show({ register: code, state: due, entry: null })}
          >
            {labelOf(code, due)}
          </button>
        ))}
      </div>
    </div>
  );
}
