// What a sheet of the national platform changes: before it is stored, and afterwards with the way back.
import type { NationalImported } from '../api/national';
import type { Sheet } from '../state/national';
import type { Words } from '../text/words';
import { Sure } from './Sure';

interface Props {
  readonly words: Words;
  readonly sheet: Extract<Sheet, { is: 'tried' | 'stored' }>;
  readonly onStore: () => void;
  readonly onTakeBack: (change: number) => void;
  readonly onForget: () => void;
}

export function NationalReport({ words, sheet, onStore, onTakeBack, onForget }: Props) {
  const { told } = sheet;
  const isNothing = told.added + told.changed + told.visits + told.entries === 0;
  const title = sheet.is === 'stored' ? 'stored' : isNothing ? 'nothing' : 'tried';
  return (
    <div class="national-report" role="status">
      <h4>{words.say(`national-report-${title}`, { name: told.report.file })}</h4>
      <p>
        {words.say('national-counts', {
          rows: told.report.tally.read,
          added: told.added,
          changed: told.changed,
          unchanged: told.unchanged,
          visits: told.visits,
          entries: told.entries,
        })}
      </p>
      <Sites words={words} told={told} />
      {told.report.warnings.length > 0 && (
        <>
          <h4>{words.say('national-notes')}</h4>
          <ul class="rows-refused">
            {told.report.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
      {told.report.columns_left_out.length > 0 && (
        <p class="small">{words.say('national-left-out', { columns: words.list(told.report.columns_left_out) })}</p>
      )}
      <div class="chips">
        {sheet.is === 'tried' && !isNothing && (
          <button type="button" class="button" onClick={onStore}>
            {words.say('national-store', { added: told.added, changed: told.changed })}
          </button>
        )}
        {sheet.is === 'tried' && (
          <button type="button" class="button quiet" onClick={onForget}>
            {words.say(isNothing ? 'national-other' : 'work-leave')}
          </button>
        )}
        {sheet.is === 'stored' && told.change !== null && (
          <>
            <span>{words.say('national-change', { change: told.change })}</span>
            <Sure words={words} busy={false} ask={words.say('national-undo')} sure={words.say('national-undo-sure')} onSure={() => told.change !== null && onTakeBack(told.change)} />
          </>
        )}
      </div>
    </div>
  );
}

function Sites({ words, told }: { readonly words: Words; readonly told: NationalImported }) {
  if (told.sites.length === 0) return null;
  const more = told.added + told.changed - told.sites.length;
  return (
    <div class="table-scroll" role="region" tabIndex={0} aria-label={words.say('national-sites')}>
      <table class="planner-table">
        <thead>
          <tr>
            <th scope="col" class="figure">{words.say('national-row')}</th>
            <th scope="col">{words.say('national-site')}</th>
            <th scope="col">{words.say('national-what')}</th>
          </tr>
        </thead>
        <tbody>
          {told.sites.map((site) => (
            <tr key={site.row}>
              <td class="figure">{site.row}</td>
              <td>
                {site.name} <span class="site-code">{site.code}</span>
              </td>
              <td>
                {site.is_new && <strong>{words.say('national-new')} </strong>}
                {words.list(site.columns)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="small">{words.say('national-more-sites', { more })}</p>}
    </div>
  );
}
