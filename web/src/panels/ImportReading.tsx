// How a file is read: which column for which field, and in which reference system.
import type { LayerImported, Reading } from '../api/imports';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly reading: Reading;
  readonly onCorrect: (change: Partial<Reading>) => void;
}

/** Which column each field is read from; another one can be chosen. */
export function Columns({ words, told, reading, onCorrect }: Props & { readonly told: LayerImported }) {
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
export function Crs({ words, reading, onCorrect }: Props) {
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
