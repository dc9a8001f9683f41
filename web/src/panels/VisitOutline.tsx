// The line around the settlement: walked with the device in the hand, or set corner by corner in the middle of the map.
import type { ComponentChildren } from 'preact';
import type { Draft } from '../state/draft';
import { areaOf } from '../state/measuring';
import { EVERY_S, WITHIN_M, type Outline, type Rule, type Walk } from '../state/outline';
import { faultOf } from '../state/ring';
import type { Gps } from '../state/walking';
import type { Words } from '../text/words';
import { Sure } from './Sure';

export interface OutlineProps {
  readonly words: Words;
  readonly draft: Draft;
  readonly gps: Gps;
  readonly chosen: number | null;
  readonly canUndo: boolean;
  readonly map: ComponentChildren;
  readonly onWalk: () => void;
  readonly onPause: () => void;
  readonly onPoint: () => void;
  readonly onBackOne: () => void;
  readonly onRule: (rule: Rule) => void;
  readonly onClose: () => void;
  readonly onDraw: (from: 'nothing' | 'shape') => void;
  readonly onCorner: () => void;
  readonly onChoose: (step: 1 | -1) => void;
  readonly onTakeOut: () => void;
  readonly onUndo: () => void;
  readonly onLeave: () => void;
}

export function VisitOutline(props: OutlineProps) {
  const { draft } = props;
  if (draft.walk !== null) return <Walking {...props} walk={draft.walk} />;
  return draft.outline === null ? <Choice {...props} /> : <Drawing {...props} outline={draft.outline} />;
}

function Choice({ words, draft, gps, onWalk, onDraw }: OutlineProps) {
  return (
    <>
      <p>{words.say('outline-why')}</p>
      <GpsWords words={words} gps={gps} />
      <p class="visit-choice">
        <button type="button" class="big-button first" onClick={onWalk}>
          {words.say('outline-walk')}
        </button>
        <button type="button" class="big-button" onClick={() => onDraw('nothing')}>
          {words.say('outline-draw')}
        </button>
        {draft.shape !== null && (
          <button type="button" class="big-button" onClick={() => onDraw('shape')}>
            {words.say('outline-alter')}
          </button>
        )}
      </p>
      <p class="small">{words.say('outline-kept')}</p>
    </>
  );
}

function Walking(props: OutlineProps & { readonly walk: Walk }) {
  const { words, walk, gps, map, onWalk, onPause, onPoint, onBackOne, onClose, onLeave } = props;
  const many = walk.steps.length;
  const runs = gps.is !== 'off' && gps.is !== 'failed';
  return (
    <>
      {map}
      <div class="outline-told" role="status">
        <p>{words.say('outline-walked', { count: many, area: squareMetres(words, areaOf(walk.steps)) })}</p>
        <GpsWords words={words} gps={gps} rule={walk.rule} />
      </div>
      <p class="visit-choices">
        <button type="button" class="big-button" onClick={runs ? onPause : onWalk}>
          {words.say(runs ? 'outline-pause' : 'outline-go-on')}
        </button>
        <button type="button" class="big-button" disabled={gps.is !== 'good' && gps.is !== 'rough'} onClick={onPoint}>
          {words.say('outline-point')}
        </button>
        <button type="button" class="big-button quiet" disabled={many === 0} onClick={onBackOne}>
          {words.say('outline-undo')}
        </button>
        <button type="button" class="big-button first" disabled={many < 3} onClick={onClose}>
          {words.say('outline-close')}
        </button>
      </p>
      <HowItTakes {...props} />
      <Sure words={words} ask={words.say('outline-leave')} sure={words.say('outline-leave-sure')} busy={false} onSure={onLeave} />
    </>
  );
}

function HowItTakes({ words, walk, onRule }: OutlineProps & { readonly walk: Walk }) {
  const { rule } = walk;
  const pick = (name: 'every_s' | 'within_m', values: readonly number[], say: string) => (
    <label>
      <span>{words.say(`outline-${say}`)}</span>
      <select value={rule[name]} onChange={({ currentTarget }) => onRule({ ...rule, [name]: Number(currentTarget.value) })}>
        {values.map((value) => (
          <option key={value} value={value}>
            {words.say(`outline-${say}-is`, { value })}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <details class="outline-rule">
      <summary>{words.say('outline-rule')}</summary>
      <p class="visit-who">
        {pick('every_s', EVERY_S, 'every')}
        {pick('within_m', WITHIN_M, 'within')}
      </p>
    </details>
  );
}

function GpsWords({ words, gps, rule }: { readonly words: Words; readonly gps: Gps; readonly rule?: Rule }) {
  switch (gps.is) {
    case 'off':
      return rule === undefined ? null : <p class="small">{words.say('outline-paused')}</p>;
    case 'waiting':
      return <p class="small">{words.say('visit-position-asking')}</p>;
    case 'good':
      return <p class="small">{words.say('outline-good', { accuracy: words.metres(gps.accuracy_m) })}</p>;
    case 'rough':
      return <p class="visit-wrong">{words.say('outline-rough', { accuracy: words.metres(gps.accuracy_m), within: words.metres(rule?.within_m ?? 0) })}</p>;
    case 'failed':
      return <p class="visit-wrong">{words.say(`outline-${gps.why}`)}</p>;
  }
}

function Drawing(props: OutlineProps & { readonly outline: Outline }) {
  const { words, outline, chosen, canUndo, map, onCorner, onChoose, onTakeOut, onUndo, onLeave } = props;
  const many = outline.corners.length;
  return (
    <>
      {map}
      <OutlineTold words={words} outline={outline} />
      <p class="visit-choices">
        <button type="button" class="big-button first" onClick={onCorner}>
          {words.say(chosen === null ? 'outline-corner' : 'outline-move', { number: (chosen ?? 0) + 1 })}
        </button>
        <button type="button" class="big-button quiet" disabled={!canUndo} onClick={onUndo}>
          {words.say('outline-undo')}
        </button>
      </p>
      {many > 0 && (
        <p class="outline-corners" role="group" aria-label={words.say('outline-corners')}>
          <button type="button" class="big-button quiet" aria-label={words.say('outline-before')} onClick={() => onChoose(-1)}>
            ‹
          </button>
          <span role="status">{chosen === null ? words.say('outline-chosen-none') : words.say('outline-chosen', { number: chosen + 1, of: many })}</span>
          <button type="button" class="big-button quiet" aria-label={words.say('outline-after')} onClick={() => onChoose(1)}>
            ›
          </button>
          <button type="button" class="big-button quiet" disabled={chosen === null} onClick={onTakeOut}>
            {words.say('outline-out')}
          </button>
        </p>
      )}
      <p class="small">{words.say('outline-how')}</p>
      <Sure words={words} ask={words.say('outline-leave')} sure={words.say('outline-leave-sure')} busy={false} onSure={onLeave} />
    </>
  );
}

/** What an outline comes to, what was done to it, and what keeps it from being one. */
export function OutlineTold({ words, outline }: { readonly words: Words; readonly outline: Outline }) {
  const fault = faultOf(outline.corners);
  return (
    <div class="outline-told" role="status">
      {/* A line that crosses itself surrounds nothing that could be told. */}
      <p>{fault?.is === 'crossed' ? words.say('outline-count', { count: outline.corners.length }) : words.say('outline-is', { count: outline.corners.length, area: squareMetres(words, areaOf(outline.corners)) })}</p>
      {outline.notes.map((note) => (
        <p key={note.is} class="small">
          {words.say(`outline-note-${note.is}`, note.is === 'straight' ? { m: note.m } : note.is === 'loops' ? { count: note.count } : {})}
        </p>
      ))}
      {fault !== null && outline.corners.length > 0 && <p class="visit-wrong">{words.say(`outline-fault-${fault.is}`)}</p>}
    </div>
  );
}

export function squareMetres(words: Words, area_m2: number): string {
  return words.say('outline-area', { area: words.number(area_m2) });
}
