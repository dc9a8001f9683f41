// The sheet of the national platform: taken along, and taken in once it was seen what that changes.
import { useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { SheetFormat } from '../api/national';
import type { Sheet } from '../state/national';
import type { Words } from '../text/words';
import { NationalReport } from './NationalReport';
import { Loading, Refused } from './Notice';
import { FileRefused } from './FileRefused';

interface Props {
  readonly words: Words;
  readonly mayTake: boolean;
  /** Whether courts and owners may be read. */
  readonly mayLaw: boolean;
  readonly mayGive: boolean;
  readonly taking: 'idle' | 'making' | 'done' | ApiError;
  readonly sheet: Sheet;
  readonly onTake: (format: SheetFormat, withLaw: boolean, purpose: string) => void;
  readonly onTry: (file: File) => void;
  readonly onStore: () => void;
  readonly onTakeBack: (change: number) => void;
  readonly onForget: () => void;
}

const FORMATS: readonly SheetFormat[] = ['xlsx', 'csv'];

export function NationalSheet(props: Props) {
  const { words, mayTake, mayGive, sheet } = props;
  return (
    <section aria-labelledby="national-title">
      <h2 id="national-title">{words.say('national-title')}</h2>
      <p class="small">{words.say('national-intro')}</p>
      {mayTake && <Take {...props} />}
      {mayGive && (
        <>
          <h3>{words.say('national-give')}</h3>
          {(sheet.is === 'reading' || sheet.is === 'storing') && <Loading text={words.say(`national-${sheet.is}`, { name: sheet.name })} />}
          {sheet.is === 'failed' && <FileRefused words={words} name={sheet.name} error={sheet.error} />}
          {(sheet.is === 'tried' || sheet.is === 'stored') && <NationalReport {...props} sheet={sheet} />}
          {sheet.is === 'taken-back' && <p role="status">{words.say('national-taken-back', { change: sheet.change })}</p>}
          {['none', 'failed', 'taken-back', 'stored'].includes(sheet.is) && <Give {...props} />}
        </>
      )}
    </section>
  );
}

function Take({ words, mayLaw, taking, onTake }: Props) {
  const [withLaw, setWithLaw] = useState(false);
  const [purpose, setPurpose] = useState('');
  const lacks = withLaw && purpose.trim().length < 3;
  return (
    <>
      <h3>{words.say('national-take')}</h3>
      {mayLaw && (
        <div class="planner-fields">
          <label class="national-law">
            <span>
              <input type="checkbox" checked={withLaw} onChange={(e) => setWithLaw(e.currentTarget.checked)} /> {words.say('national-law')}
            </span>
          </label>
          {withLaw && (
            <label>
              <span>{words.say('national-purpose')}</span>
              <input class="wide" minLength={3} maxLength={200} value={purpose} onInput={(e) => setPurpose(e.currentTarget.value)} />
            </label>
          )}
        </div>
      )}
      <div class="chips" role="group" aria-label={words.say('national-take')}>
        {FORMATS.map((format) => (
          <button key={format} type="button" class="button" disabled={lacks || taking === 'making'} onClick={() => onTake(format, withLaw, purpose)}>
            {words.say('reports-take-as', { format: format.toUpperCase() })}
          </button>
        ))}
      </div>
      {typeof taking === 'string' ? (
        <p role="status" class="small">
          {taking === 'making' && words.say('reports-making')}
          {taking === 'done' && words.say('national-handed')}
        </p>
      ) : (
        <Refused error={taking} words={words} />
      )}
    </>
  );
}

function Give({ words, onTry, onTakeBack }: Props) {
  const [over, setOver] = useState(false);
  const [change, setChange] = useState('');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) onTry(file);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const choose = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    // The same file, mended, can be chosen again.
    input.value = '';
    if (file !== undefined) onTry(file);
  };
  return (
    <>
      <div class={over ? 'drop over' : 'drop'} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
        <label>
          <span>{words.say('national-choose')}</span>
          <input type="file" accept=".xlsx,.csv" onChange={(e) => choose(e.currentTarget)} />
        </label>
        <p class="small">{words.say('national-choose-help')}</p>
      </div>
      <form
        class="planner-fields"
        onSubmit={(event) => {
          event.preventDefault();
          onTakeBack(Number(change));
        }}
      >
        <label>
          <span>{words.say('national-undo-number')}</span>
          <input type="number" required min={1} step={1} value={change} onInput={(e) => setChange(e.currentTarget.value)} />
        </label>
        <button type="submit" class="button quiet">
          {words.say('national-undo')}
        </button>
      </form>
    </>
  );
}
