// A file becomes a layer: dropped or chosen, tried and seen on a drawing before it is stored, its columns corrected.
import { useState } from 'preact/hooks';
import type { LayerImported, Reading } from '../api/imports';
import type { Plate } from '../state/plate';
import type { Step } from '../state/imports';
import type { Words } from '../text/words';
import { FileRefused } from './FileRefused';
import { ImportPreview } from './ImportPreview';
import { Columns, Crs } from './ImportReading';
import { Loading, Refused } from './Notice';
import { Sure } from './Sure';

interface Props {
  readonly words: Words;
  readonly file: File | null;
  readonly reading: Reading;
  readonly step: Step;
  readonly plate: Plate;
  readonly layers: readonly string[];
  readonly onFile: (file: File | null) => void;
  readonly onLayer: (layer: string) => void;
  readonly onCorrect: (change: Partial<Reading>) => void;
  readonly onStore: () => void;
  readonly onTakeBack: () => void;
}

export function LayerImport(props: Props) {
  const { words, file, reading, step, layers, onLayer } = props;
  return (
    <section aria-labelledby="import-title" class="import">
      <h2 id="import-title">{words.say('import-title')}</h2>
      <p class="small">{words.say('import-intro')}</p>
      <label>
        <span>{words.say('import-layer')}</span>
        <select value={reading.layer} onChange={({ currentTarget }) => onLayer(currentTarget.value)}>
          {layers.map((layer) => (
            <option key={layer} value={layer}>
              {words.word('layer', layer)}
            </option>
          ))}
        </select>
      </label>
      <Drop {...props} />
      {step.is === 'reading' && <Loading text={words.say('import-reading', { name: file?.name ?? '' })} />}
      {step.is === 'storing' && <Loading text={words.say('import-storing', { name: file?.name ?? '' })} />}
      {step.is === 'failed' && <FileRefused words={words} name={file?.name ?? ''} error={step.error} />}
      {step.is === 'failed' && <Crs {...props} />}
      {step.is === 'taken-back' && <TakenBack {...props} step={step} />}
      {(step.is === 'tried' || step.is === 'stored') && <Told {...props} told={step.told} />}
    </section>
  );
}

/** Where a file is dropped, or chosen by keyboard. */
function Drop({ words, file, onFile }: Props) {
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const [first] = files ?? [];
    if (first !== undefined) onFile(first);
  };
  return (
    <div
      class={isOver ? 'import-drop over' : 'import-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <label>
        <span>{words.say('import-drop')}</span>
        <input
          type="file"
          accept=".geojson,.json,.geojsonl,.gpkg,.zip,.fgb,.csv,.kml,.tif,.tiff"
          // The same file, mended on disk, can be chosen again.
          onClick={({ currentTarget }) => (currentTarget.value = '')}
          onChange={({ currentTarget }) => take(currentTarget.files)}
        />
      </label>
      {file !== null && <p class="small">{words.say('import-chosen', { name: file.name })}</p>}
    </div>
  );
}

function Told(props: Props & { readonly told: LayerImported }) {
  const { words, told, step, plate, reading, onCorrect, onStore, onTakeBack } = props;
  const { tally, format, crs, refusals, warnings, columns_left_out: left } = told;
  const isStored = step.is === 'stored';
  return (
    <div class="import-told" role="status">
      <p class="notice-title">{words.say(isStored ? 'import-stored' : 'import-tried', { accepted: tally.accepted, read: tally.read, layer: words.word('layer', told.layer) })}</p>
      <p class="small">{words.say('import-format', { format, crs, mended: tally.mended, refused: tally.refused })}</p>
      {warnings.map((warning) => (
        <p key={warning} class="notice">{warning}</p>
      ))}
      {refusals.length > 0 && (
        <ul class="rows-refused">
          {refusals.map(({ place, why }, at) => (
            <li key={at}>
              <strong>{words.say('import-record', { number: place.feature })}</strong>
              {place.name !== null && ` (${place.name})`}: {why}
            </li>
          ))}
        </ul>
      )}
      {step.is === 'stored' && (
        <>
          <p>{words.say('import-stored-do')}</p>
          {step.failure !== null && <Refused error={step.failure} words={words} />}
          <Sure words={words} busy={false} ask={words.say('import-take-back')} sure={words.say('import-take-back-sure')} onSure={onTakeBack} />
        </>
      )}
      {!isStored && (
        <div class="import-columns">
          <ImportPreview words={words} plate={plate} shapes={told.preview ?? []} accepted={tally.accepted} />
          <div>
            <Columns {...props} />
            <Crs {...props} />
            <p class="small">{left.length > 0 && words.say('import-left-out', { columns: words.list(left) })}</p>
          </div>
        </div>
      )}
      {!isStored && (
        <p class="chips">
          <button type="button" class="button" disabled={tally.accepted === 0} onClick={onStore}>
            {words.say('import-store', { layer: words.word('layer', reading.layer) })}
          </button>
          <label class="check">
            <input type="checkbox" checked={reading.adds} onChange={({ currentTarget }) => onCorrect({ adds: currentTarget.checked })} />
            <span>{words.say('import-add')}</span>
          </label>
        </p>
      )}
    </div>
  );
}

/** What the layer is again. */
function TakenBack({ words, step }: Props & { readonly step: Step & { is: 'taken-back' } }) {
  const { layer, told } = step;
  const name = words.word('layer', layer);
  return (
    <div class="import-told" role="status">
      <p class="notice-title">{words.say(told.brought_back === null ? 'import-gone-back' : 'import-taken-back', { layer: name, records: told.records })}</p>
      <p class="small">{words.say('import-taken-back-do', { assessed: told.assessed })}</p>
    </div>
  );
}
