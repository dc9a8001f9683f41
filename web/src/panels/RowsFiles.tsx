// Registers and casework as files of rows: chosen, taken along, taken in.
import { useState } from 'preact/hooks';
import type { Register } from '../api/registers';
import type { RowsOf } from '../api/rows';
import type { FilesStep } from '../state/files';
import type { Words } from '../text/words';
import { Refused } from './Notice';

interface Props {
  readonly words: Words;
  /** Those that may be read. */
  readonly registers: readonly Register[];
  /** Sorts of casework that may be read, and those that may be taken in. */
  readonly casework: readonly string[];
  readonly mayGive: (of: RowsOf) => boolean;
  readonly chosen: RowsOf;
  readonly step: FilesStep;
  readonly onChoose: (of: RowsOf) => void;
  readonly onTake: (file: 'template' | 'entries', purpose: string) => void;
  readonly onGive: (file: File, changesKnown: boolean) => void;
}

export function RowsFiles(props: Props) {
  const { words, registers, casework, mayGive, chosen, step, onChoose, onTake } = props;
  const [purpose, setPurpose] = useState('');
  const fields = registers.find(({ register }) => chosen.sort === 'registers' && register === chosen.name)?.fields ?? [];
  const isGuarded = fields.some((field) => field.class === 'H' || field.class === 'R');
  const busy = step.is === 'working';
  return (
    <section aria-labelledby="files-title">
      <h2 id="files-title">{words.say('files-title')}</h2>
      <p class="small">{words.say('files-intro')}</p>
      <div class="planner-fields">
        <label>
          <span>{words.say('files-of')}</span>
          <select value={`${chosen.sort}/${chosen.name}`} onChange={({ currentTarget }) => onChoose(rowsOf(currentTarget.value))}>
            <optgroup label={words.say('files-casework')}>
              {casework.map((name) => (
                <option key={name} value={`casework/${name}`}>{words.word('files', name)}</option>
              ))}
            </optgroup>
            <optgroup label={words.say('files-registers')}>
              {registers.map(({ register, label }) => (
                <option key={register} value={`registers/${register}`}>{label}</option>
              ))}
            </optgroup>
          </select>
        </label>
        {isGuarded && (
          <label>
            <span>{words.say('national-purpose')}</span>
            <input class="wide" maxLength={200} value={purpose} onInput={({ currentTarget }) => setPurpose(currentTarget.value)} />
          </label>
        )}
      </div>
      <div class="chips" role="group" aria-label={words.say('files-title')}>
        <button type="button" class="button quiet" disabled={busy} onClick={() => onTake('template', '')}>{words.say('files-template')}</button>
        <button type="button" class="button" disabled={busy || (isGuarded && purpose.trim().length < 3)} onClick={() => onTake('entries', purpose)}>
          {words.say('files-take')}
        </button>
      </div>
      {mayGive(chosen) && <Give key={`${chosen.sort}/${chosen.name}`} {...props} />}
      <Outcome words={words} step={step} />
    </section>
  );
}

function rowsOf(value: string): RowsOf {
  const [sort, name = ''] = value.split('/');
  return { sort: sort === 'registers' ? 'registers' : 'casework', name };
}

function Give({ words, chosen, step, onGive }: Props) {
  const [changes, setChanges] = useState(false);
  const choose = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file !== undefined) onGive(file, changes);
    // The same file, mended, can be chosen again.
    input.value = '';
  };
  return (
    <div class="files-give">
      <label>
        <span>{words.say('files-give')}</span>
        <input type="file" accept=".csv" disabled={step.is === 'working'} onChange={({ currentTarget }) => choose(currentTarget)} />
      </label>
      <p class="small">{words.say('files-give-help')}</p>
      {chosen.sort === 'registers' && (
        <label class="check">
          <input type="checkbox" checked={changes} onChange={({ currentTarget }) => setChanges(currentTarget.checked)} />
          <span>{words.say('files-known')}</span>
        </label>
      )}
    </div>
  );
}

function Outcome({ words, step }: { readonly words: Words; readonly step: FilesStep }) {
  if (step.is === 'failed') return <Refused error={step.error} words={words} />;
  if (step.is !== 'taken') return <p role="status" class="small">{step.is === 'working' ? words.say('reports-making') : step.is === 'handed' && words.say('files-handed')}</p>;
  const { name, told } = step;
  return (
    <div role="status">
      <p>{words.say('files-taken', { name, added: told.added, changed: told.changed ?? 0 })}</p>
      {told.change !== null && <p class="small">{words.say('files-change', { change: told.change })}</p>}
      <ul>
        {(told.warnings ?? []).map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </div>
  );
}
