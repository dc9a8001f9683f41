// The side of the board for households: by stage, and what waits for somebody.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { BoardStages } from './panels/BoardStages';
import { BoardWaiting } from './panels/BoardWaiting';
import { Failed, Loading } from './panels/Notice';
import { allSites } from './state/app';
import { households as board } from './state/board';
import { go, place, words } from './state/place';

const WIDE = matchMedia('(min-width: 821px)');
const wide = signal(WIDE.matches);
WIDE.addEventListener('change', ({ matches }) => (wide.value = matches));

export function BoardHouseholds() {
  useEffect(board.start, []);
  const said = words.value;
  const [known, now] = [board.known.value, board.answer.now.value];
  return (
    <>
      {known !== null && <p class="small">{said.say('board-intro', { day: said.day(known.on) })}</p>}
      {now.is === 'failed' && <Failed error={now.error} words={said} retry={board.answer.retry} />}
      {now.is === 'loading' && known === null && <Loading text={said.say('loading')} />}
      {known !== null && <Stages />}
    </>
  );
}

function Stages() {
  const said = words.value;
  const known = board.known.value;
  if (known === null) return null;
  const households = known.stages.reduce((sum, { total }) => sum + total, 0);
  const open = (register: string, entry: string) => go({ view: 'work', work: { register, state: null, entry } });
  const list = (register: string, state: string) => go({ view: 'work', work: { register, state, entry: null } });
  return (
    <div id="table" aria-busy={board.answer.now.value.is === 'loading'}>
      <Settlement />
      {households === 0 && <None />}
      {households > 0 && (
        <>
          <BoardWaiting words={said} board={known} onEntry={open} onList={list} />
          <BoardStages words={said} stages={known.stages} wide={wide.value} onEntry={open} onState={(state) => list('household', state)} />
        </>
      )}
    </div>
  );
}

function None() {
  const said = words.value;
  const isOfOne = place.value.site !== null;
  return (
    <div class="notice" role="status">
      <p class="notice-title">{said.say(isOfOne ? 'board-none-here' : 'board-none')}</p>
      {!isOfOne && <p>{said.say('board-none-do')}</p>}
    </div>
  );
}

/** The settlements of the ranking, for whoever is shown it; and the one that a link names. */
function Settlement() {
  const said = words.value;
  const chosen = place.value.site;
  const codes = allSites.value.map(({ settlement }) => [settlement.code, settlement.name] as const).sort(([a], [b]) => a.localeCompare(b));
  const named = chosen === null || codes.some(([code]) => code === chosen) ? codes : [[chosen, ''] as const, ...codes];
  if (named.length === 0) return null;
  return (
    <label class="board-settlement">
      <span>{said.say('board-settlement')}</span>
      <select value={chosen ?? ''} onChange={({ currentTarget }) => go({ site: currentTarget.value || null })}>
        <option value="">{said.say('board-every-settlement')}</option>
        {named.map(([code, name]) => (
          <option key={code} value={code}>
            {code} {name}
          </option>
        ))}
      </select>
    </label>
  );
}
