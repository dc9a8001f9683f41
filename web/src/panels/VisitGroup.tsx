// The questions of one group, each beside what was last known of it. Whoever leaves one out has not asked it.
import type { Answer } from '../api/behind';
import { answered, readNumber, shownNumber, typedIn, type Draft, type Given } from '../state/draft';
import type { Words } from '../text/words';
import { replyWords, sourceWords } from './AnswerTable';

interface Props {
  readonly words: Words;
  readonly draft: Draft;
  readonly questions: readonly Answer[];
  readonly onChange: (draft: Draft) => void;
}

const YES_NO = ['yes', 'no'] as const;

export function VisitGroup({ words, draft, questions, onChange }: Props) {
  return (
    <div class="visit-questions">
      {questions.map((question) => (
        <Question key={question.question} words={words} draft={draft} question={question} onChange={onChange} />
      ))}
    </div>
  );
}

type QuestionProps = Omit<Props, 'questions'> & { readonly question: Answer };

function Question(props: QuestionProps) {
  const { words, draft, question, onChange } = props;
  const given = draft.answers[question.question];
  const isNumber = question.unit !== 'yes_no';
  const choose = (next: Given) => onChange(answered(draft, question.question, given === next ? null : next));
  const choices = isNumber ? [] : YES_NO;
  return (
    <fieldset class="visit-question">
      <legend>{words.word('ask', question.question)}</legend>
      <Known words={words} question={question} onSame={(reply) => onChange(answered(draft, question.question, reply))} given={given} />
      {isNumber && <NumberField {...props} />}
      <div class="visit-choices">
        {choices.map((choice) => (
          <button key={choice} type="button" class="big-button" aria-pressed={given === choice} onClick={() => choose(choice)}>
            {words.word('reply', choice)}
          </button>
        ))}
        <button type="button" class="big-button quiet" aria-pressed={given === 'unknown'} onClick={() => choose('unknown')}>
          {words.say('visit-nobody')}
        </button>
      </div>
    </fieldset>
  );
}

/** What was known, and a way to say that it is still so. */
function Known({ words, question, given, onSame }: { readonly words: Words; readonly question: Answer; readonly given: Given | undefined; readonly onSame: (reply: Given) => void }) {
  const { reply } = question;
  if (reply === null) return <p class="small">{words.say('visit-not-known')}</p>;
  return (
    <p class="visit-known">
      <span>
        {words.say('visit-known', { reply: replyWords(question, words) })} <span class="small">({sourceWords(question, words)})</span>
      </span>
      <button type="button" class="button" aria-pressed={given === reply} onClick={() => onSame(reply)}>
        {words.say('visit-same')}
      </button>
    </p>
  );
}

function NumberField({ words, draft, question, onChange }: QuestionProps) {
  const given = draft.answers[question.question];
  const typed = draft.typed[question.question];
  const shown = typed ?? (typeof given === 'number' ? shownNumber(question.unit, given) : '');
  const wrong = readNumber(question, shown) === 'wrong';
  const name = `visit-${question.question}`;
  const range = { low: shownNumber(question.unit, question.low ?? 0), high: shownNumber(question.unit, question.high ?? 0) };
  return (
    <div class="visit-number">
      <label for={name} class="unseen">
        {words.word('ask', question.question)}
      </label>
      <input
        id={name}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        maxLength={12}
        value={shown}
        aria-invalid={wrong}
        aria-describedby={`${name}-unit`}
        onInput={({ currentTarget }) => onChange(typedIn(draft, question, currentTarget.value))}
      />
      <span id={`${name}-unit`} class={wrong ? 'visit-wrong' : 'small'} role={wrong ? 'alert' : undefined}>
        {wrong ? words.say('visit-number-wrong', range) : words.word('visit-unit', question.unit)}
      </span>
    </div>
  );
}
