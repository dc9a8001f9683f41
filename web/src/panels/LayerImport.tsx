// A file becomes a layer: dropped or chosen, tried and seen on a drawing before it is stored, its columns corrected.
import { useState } from 'preact/hooks';
import type { LayerImported, Reading } from '../api/imports';
import type { Plate } from '../state/plate';
import type { Step } from '../state/imports';
import type { Words } from '../text/words';
import { FileRefused } from './FileRefused';
import { ImportPreview } from './ImportPreview';
import { Loading } from './Notice';

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
  const { words, told, step, plate, reading, onCorrect, onStore } = props;
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
      {isStored && <p>{words.say('import-stored-do')}</p>}
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

/** Which column each field is read from; another one can be chosen. */
function Columns({ words, told, reading, onCorrect }: Props & { readonly told: LayerImported }) {
  const guessed = Object.entries(told.mapping).map(([field, column]) => [field, String(column)] as const);
  const columns = [...new Set([...guessed.map(([, column]) => column), ...told.columns_left_out])].sort();
  if (guessed.length === 0) return <p class="small">{words.say('import-no-columns')}</p>;
  return (
    <table class="planner-table">
      <caption>{words.say('import-columns')}</caption>
      <thead>
        <tr>
          <th scope="col">{words.say('import-field')}</th>
          <th scope="col">{words.say('import-column')}</th>
        </tr>
      </thead>
      <tbody>
        {guessed.map(([field, column]) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>
              <select aria-label={words.say('import-column-of', { field })} value={column} onChange={({ currentTarget }) => onCorrect({ columns: { ...reading.columns, [field]: currentTarget.value } })}>
                {columns.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The reference system, where the file does not say it or says it wrong. */
function Crs({ words, reading, onCorrect }: Props) {
  return (
    <form
      class="planner-fields"
      onSubmit={(event) => {
        event.preventDefault();
        onCorrect({ crs: String(new FormData(event.currentTarget).get('crs') ?? '') });
      }}
    >
      <label>
        <span>{words.say('import-crs')}</span>
        <input type="text" name="crs" placeholder="EPSG:2154" maxLength={40} defaultValue={reading.crs} />
      </label>
      <button type="submit" class="button quiet">
        {words.say('import-again')}
      </button>
    </form>
  );
}
