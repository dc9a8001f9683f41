// The whole visit once more before it is finished: what is answered, what is not, and what becomes of it.
import { useState } from 'preact/hooks';
import { lacks, METHODS, type Draft, type Given, type Step } from '../state/draft';
import type { Answer } from '../api/behind';
import type { Words } from '../text/words';
import { areaOf } from '../state/measuring';
import { replyWords } from './AnswerTable';
import { squareMetres } from './VisitOutline';

interface Props {
  readonly words: Words;
  readonly draft: Draft;
  readonly steps: readonly Step[];
  readonly onChange: (draft: Draft) => void;
  readonly onGoTo: (step: number) => void;
  readonly onSend: () => Promise<void>;
}

export function VisitReview(props: Props) {
  const { words, draft, onChange, onSend } = props;
  const [busy, setBusy] = useState(false);
  const lacking = lacks(draft);
  const send = async () => {
    setBusy(true);
    await onSend();
    setBusy(false);
  };
  return (
    <>
      {draft.nothingChanged ? <p class="notice">{words.say('visit-nothing-changed-said')}</p> : <Answers {...props} />}
      <dl class="facts">
        <Fact name={words.say('visit-position')} value={draft.position === null ? words.say('visit-without') : words.say('visit-position-found', { accuracy: words.metres(draft.position.accuracy_m) })} />
        <Fact name={words.say('visit-outline')} value={draft.outline === null ? words.say('visit-without') : squareMetres(words, areaOf(draft.outline.corners))} />
        <Fact name={words.say('visit-photos')} value={draft.photos.length === 0 ? words.say('visit-without') : String(draft.photos.length)} />
        {draft.note.trim() !== '' && <Fact name={words.say('visit-note')} value={draft.note} />}
      </dl>
      {draft.nothingChanged && (
        <button type="button" class="button" onClick={() => props.onGoTo(1)}>
          {words.say('visit-add-place')}
        </button>
      )}
      <div class="visit-who">
        <label>
          <span>{words.say('visit-method')}</span>
          <select value={draft.method} onChange={({ currentTarget }) => onChange({ ...draft, method: METHODS.find((one) => one === currentTarget.value) ?? 'on_site' })}>
            {METHODS.map((method) => (
              <option key={method} value={method}>
                {words.word('method', method)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{words.say('visit-by')}</span>
          <input type="text" maxLength={80} value={draft.by} autocomplete="off" onInput={({ currentTarget }) => onChange({ ...draft, by: currentTarget.value })} />
        </label>
        <label class="visit-check">
          <input type="checkbox" checked={draft.counts} onChange={({ currentTarget }) => onChange({ ...draft, counts: currentTarget.checked })} />
          <span>
            {words.say('visit-counts')}
            <span class="small">{words.say(draft.counts ? 'visit-counts-yes' : 'visit-counts-no')}</span>
          </span>
        </label>
      </div>
      <div role="status">
        {lacking.map((lack) => (
          <p key={lack} class="visit-wrong">
            {words.say(`visit-lacks-${lack}`)}
          </p>
        ))}
      </div>
      <button type="button" class="big-button first wide" disabled={busy || lacking.length > 0} onClick={() => void send()}>
        {words.say(busy ? 'visit-sealing' : 'visit-send')}
      </button>
      <p class="small">{words.say('visit-sealed-hint')}</p>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Answers({ words, draft, steps, onGoTo }: Props) {
  return (
    <ul class="visit-answers">
      {steps.map((step, at) => step.is === 'group' && <Group key={step.group} words={words} draft={draft} questions={step.questions} name={words.word('group', step.group)} onAlter={() => onGoTo(at)} />)}
    </ul>
  );
}

interface GroupProps {
  readonly words: Words;
  readonly draft: Draft;
  readonly name: string;
  readonly questions: readonly Answer[];
  readonly onAlter: () => void;
}

function Group({ words, draft, name, questions, onAlter }: GroupProps) {
  const given = questions.filter(({ question }) => draft.answers[question] !== undefined);
  return (
    <li>
      <h2>{name}</h2>
      <button type="button" class="button" aria-label={words.say('visit-alter-group', { group: name })} onClick={onAlter}>
        {words.say('visit-alter')}
      </button>
      <p class="small">{words.say('visit-answered', { count: given.length, of: questions.length })}</p>
      {given.length > 0 && (
        <dl class="facts">
          {given.map((one) => (
            <Fact key={one.question} name={words.word('ask', one.question)} value={givenWords(one, draft.answers[one.question] ?? 'unknown', words)} />
          ))}
        </dl>
      )}
    </li>
  );
}

/** What was said in a visit, with its unit. */
export function givenWords(question: Pick<Answer, 'question' | 'unit'>, given: Given, words: Words): string {
  if (given === 'unknown') return words.say('visit-nobody');
  // As exact as it was typed: elsewhere metres are rounded.
  if (question.unit === 'metres' && typeof given === 'number') return words.say('visit-metres', { value: words.brief(given) });
  return replyWords({ ...EMPTY, ...question, reply: given }, words);
}

const EMPTY: Answer = { question: '', group: '', unit: '', low: null, high: null, reply: null, source: null, stale: false, visit: null };
