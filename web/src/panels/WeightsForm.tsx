// Every number of the weights, by what it is about; and the file itself for whoever knows it.
import type { Figure } from '../state/figures';
import { isFigure, keyOf, sumOf, weightsOf } from '../state/figures';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly figures: readonly Figure[];
  /** The numbers in force, by their key. */
  readonly before: ReadonlyMap<string, string>;
  readonly text: string;
  readonly mayWrite: boolean;
  readonly onChange: (figure: Figure, number: string) => void;
  readonly onEven: (section: string, list: string) => void;
  readonly onWrite: (text: string) => void;
}

export function WeightsForm(props: Props) {
  const { words, figures, before, text, mayWrite, onWrite } = props;
  const sections = [...new Set(figures.map(({ section }) => section))];
  return (
    <div class="weights">
      {sections.map((section) => {
        const own = figures.filter((one) => one.section === section);
        const changed = own.filter((one) => before.get(keyOf(one)) !== one.text).length;
        return (
          <details key={section} class="weights-section">
            <summary>
              <span>{titleOf(words, section)}</span>
              {changed > 0 && <strong class="weights-changed">{words.say('weights-changed', { count: changed })}</strong>}
              {wrongSums(own).length > 0 && <strong class="weights-wrong">{words.say('weights-sum-wrong')}</strong>}
            </summary>
            <Section {...props} section={section} own={own} />
          </details>
        );
      })}
      <details class="weights-section">
        <summary>{words.say('weights-file')}</summary>
        <label>
          <span class="small">{words.say('weights-file-help')}</span>
          <textarea class="weights-text" rows={18} spellcheck={false} readOnly={!mayWrite} value={text} onInput={({ currentTarget }) => onWrite(currentTarget.value)} />
        </label>
      </details>
    </div>
  );
}

/** Lists of questions whose weights do not make 1. */
function wrongSums(own: readonly Figure[]): readonly string[] {
  const lists = new Set(own.flatMap(({ list }) => (list === null ? [] : [list])));
  return [...lists].filter((list) => sumOf(weightsOf(own, own[0]?.section ?? '', list)) !== 1);
}

function titleOf(words: Words, section: string): string {
  const [family = '', name = ''] = section.split('.');
  if (family === 'areal') return words.say('weights-areal', { name: words.word('peril', name) });
  if (family === 'linear') return words.say('weights-linear', { name: words.word('layer', name) });
  if (name !== '') return words.say('weights-questions', { name: words.word('factor', name) });
  return words.say(family === '' ? 'weights-whole' : `weights-${family}`);
}

function Section(props: Props & { readonly section: string; readonly own: readonly Figure[] }) {
  const { words, section, own, mayWrite, onEven } = props;
  const lists = [...new Set(own.flatMap(({ list }) => (list === null ? [] : [list])))];
  const plain = own.filter(({ question }) => question === null);
  return (
    <>
      {plain.length > 0 && (
        <div class="weights-fields">
          {plain.map((one) => (
            <Field key={keyOf(one)} {...props} figure={one} label={labelOf(words, one)} />
          ))}
        </div>
      )}
      {lists.map((list) => {
        const sum = sumOf(weightsOf(own, section, list));
        const questions = [...new Set(own.filter((one) => one.list === list).map(({ question }) => question ?? ''))];
        return (
          <fieldset key={list} class="weights-list">
            <legend>{list === 'items' ? titleOf(words, section) : words.word('weights-group', list)}</legend>
            {questions.map((question) => (
              <div key={question} class="weights-question">
                <span class="weights-name">{words.word('question', question)}</span>
                {own
                  .filter((one) => one.list === list && one.question === question)
                  .map((one) => (
                    <Field key={keyOf(one)} {...props} figure={one} label={words.word('weights-key', one.name)} of={words.word('question', question)} />
                  ))}
              </div>
            ))}
            <p class={sum === 1 ? 'small' : 'weights-wrong'} role="status">
              {words.say('weights-sum', { sum: words.brief(sum) })}{' '}
              {sum !== 1 && mayWrite && (
                <button type="button" class="button quiet" onClick={() => onEven(section, list)}>
                  {words.say('weights-even')}
                </button>
              )}
            </p>
          </fieldset>
        );
      })}
    </>
  );
}

function labelOf(words: Words, { section, name, at }: Figure): string {
  if (name === 'class_limits') return words.say('weights-limit', { from: 'ABCD'[at ?? 0] ?? '', to: 'BCDE'[at ?? 0] ?? '' });
  if (at !== null) return words.say('weights-severity', { severity: at + 1 });
  return words.word('weights-key', section.startsWith('linear') && name === 'v' ? 'v_near' : name);
}

interface FieldProps extends Pick<Props, 'words' | 'before' | 'mayWrite' | 'onChange'> {
  readonly figure: Figure;
  readonly label: string;
  readonly of?: string;
}

function Field({ words, before, figure, label, of, mayWrite, onChange }: FieldProps) {
  const was = before.get(keyOf(figure));
  const isChanged = was !== figure.text;
  const write = (text: string) => isFigure(text) && text !== figure.text && onChange(figure, text);
  return (
    <label class={isChanged ? 'weights-field changed' : 'weights-field'}>
      <span>{label}</span>
      <input inputMode="decimal" aria-label={of === undefined ? undefined : `${of}: ${label}`} readOnly={!mayWrite} value={figure.text} onInput={({ currentTarget }) => write(currentTarget.value.trim().replace(',', '.'))} />
      {isChanged && <span class="small">{words.say('weights-was', { was: was ?? '–' })}</span>}
    </label>
  );
}
