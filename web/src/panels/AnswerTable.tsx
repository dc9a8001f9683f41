// Every question the method asks: what is answered, when it was seen, or on which layer it was measured.
import type { Answer, Answers } from '../api/behind';
import type { Words } from '../text/words';

export function AnswerTable({ words, answers }: { readonly words: Words; readonly answers: Answers }) {
  const known = answers.items.filter(({ reply }) => reply !== null);
  const open = answers.items.filter(({ reply }) => reply === null);
  if (answers.items.length === 0) return <p class="small">{words.say('answers-none')}</p>;
  if (known.length === 0) return <p class="small">{words.say('answers-open-all')}</p>;
  return (
    <>
      <table class="factors answers">
        <caption class="unseen">{words.say('answers-caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.say('answers-column-question')}</th>
            <th scope="col">{words.say('answers-column-answer')}</th>
            <th scope="col">{words.say('answers-column-source')}</th>
          </tr>
        </thead>
        <tbody>
          {known.map((answer) => (
            <tr key={answer.question}>
              <th scope="row">{words.word('ask', answer.question)}</th>
              <td class="reply">{replyWords(answer, words)}</td>
              <td class="source">
                {sourceWords(answer, words)}
                {answer.stale && <strong class="stale"> {words.say('answer-stale')}</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {known.some(({ stale }) => stale) && <p class="small">{words.say('answers-stale')}</p>}
      {open.length > 0 && (
        <p class="small">{words.say('answers-open', { questions: words.list(open.map(({ question }) => words.word('matter', question))) })}</p>
      )}
    </>
  );
}

/** The answer with its unit, such as `at least 900 m`. */
export function replyWords(answer: Answer, words: Words): string {
  const { reply, source } = answer;
  if (reply === null) return words.say('answer-none');
  if (typeof reply === 'string') return words.word('reply', reply);
  const value = measured(answer.unit, reply, words);
  return source?.of === 'layer' && source.at_least ? words.say('answer-at-least', { value }) : value;
}

function measured(unit: string, value: number, words: Words): string {
  const plain = words.brief(value);
  switch (unit) {
    case 'share':
      return words.percent(value);
    case 'metres':
      return words.metres(value);
    case 'litres_per_person_and_day':
      return words.say('answer-litres', { value: plain });
    case 'persons':
      return words.say('answer-persons', { value: plain });
    case 'square_metres_per_person':
      return words.say('answer-square_metres', { value: plain });
    default:
      return plain;
  }
}

/** The day of the visit, or the layer it was measured on. */
export function sourceWords({ source }: Pick<Answer, 'source'>, words: Words): string {
  if (source === null) return '';
  if (source.of === 'visit') return words.say('answer-visit', { day: words.day(source.on) });
  return words.say('answer-measured', { layer: words.word('layer', source.landmark), version: source.layer_version });
}
