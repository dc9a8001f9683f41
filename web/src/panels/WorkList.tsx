// The entries of a register in one state or all: a table whose rows open.
import type { Entries, Entry, Register } from '../api/registers';
import { columnsOf, readable } from '../state/cells';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Failed, Loading } from './Notice';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly register: Register;
  readonly known: Entries | null;
  readonly entries: Loadable<Entries>;
  readonly state: string | null;
  readonly chosen: string | null;
  readonly onState: (state: string | null) => void;
  readonly onChoose: (code: string) => void;
  readonly onAdd: () => void;
  readonly onMore: () => void;
  readonly onRetry: () => void;
}

export function WorkList(props: Props) {
  const { words, register, known, entries, state, onState, onAdd, onMore, onRetry } = props;
  return (
    <section id="table" class="work-list" aria-label={register.label}>
      <div class="work-choice">
        <h2>{register.label}</h2>
        <label>
          <span>{words.say('work-state')}</span>
          <select value={state ?? ''} onChange={({ currentTarget }) => onState(currentTarget.value || null)}>
            <option value="">{words.say('work-every-state')}</option>
            {register.states.map(({ code, label }) => (
              <option key={code} value={code}>{label}</option>
            ))}
          </select>
        </label>
        {register.register !== 'status_change' && register.may_write && (
          <button type="button" class="button" onClick={onAdd}>{words.say('work-add')}</button>
        )}
      </div>
      {entries.is === 'failed' && <Failed error={entries.error} words={words} retry={onRetry} />}
      {known === null && entries.is === 'loading' && <Loading text={words.say('loading')} />}
      {known?.items.length === 0 && <p class="notice">{words.say(register.may_write ? 'work-none' : 'work-none-to-read')}</p>}
      {known !== null && known.items.length > 0 && <Rows {...props} items={known.items} />}
      {known?.next != null && (
        <button type="button" class="button" disabled={entries.is === 'loading'} onClick={onMore}>{words.say('work-more')}</button>
      )}
    </section>
  );
}

function Rows({ words, register, items, chosen, onChoose }: Props & { readonly items: readonly Entry[] }) {
  const columns = columnsOf(register.fields, items);
  const label = (state: string) => register.states.find(({ code }) => code === state)?.label ?? state;
  return (
    <ScrollBox label={register.label}>
      <table class="planner-table">
        <thead>
          <tr>
            <th scope="col">{words.say('work-code')}</th>
            <th scope="col">{words.say('work-state')}</th>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ code, state, fields }) => (
            <tr key={code} class={code === chosen ? 'chosen' : undefined}>
              <th scope="row">
                <button type="button" class="link" aria-current={code === chosen ? 'true' : undefined} onClick={() => onChoose(code)}>{code}</button>
              </th>
              <td>{label(state)}</td>
              {columns.map((field) => (
                <td key={field.name}>{readable(words, field, fields[field.name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
