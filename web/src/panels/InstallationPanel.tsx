// How the installation is: database, disk, backups, what waits, and the job that assesses all settlements.
import type { ApiError } from '../api/client';
import type { Installation, Scoring } from '../api/installation';
import type { Words } from '../text/words';
import { Refused } from './Notice';

export function InstallationPanel({ words, installation }: { readonly words: Words; readonly installation: Installation }) {
  const { version, database_ms, change, backup, free_bytes, webhooks_waiting, webhooks_stopped, layers } = installation;
  const said: readonly (readonly [string, string, boolean])[] = [
    ['version', version, false],
    ['database', database_ms === null ? words.say('installation-silent') : words.say('installation-answers', { ms: words.brief(database_ms) }), database_ms === null],
    ['disk', free_bytes === null ? words.say('installation-unknown') : words.say('installation-free', { gb: words.number(free_bytes / 1e9, 1) }), free_bytes !== null && free_bytes < 1e9],
    ['backup', words.say(`installation-backup-${backup}`), backup === 'overdue'],
    ['webhooks', words.say('installation-webhooks-are', { waiting: webhooks_waiting, stopped: webhooks_stopped }), webhooks_stopped > 0],
    ['change', words.number(change), false],
  ];
  return (
    <>
      <dl class="work-fields">
        {said.map(([name, value, isBad]) => (
          <div key={name}>
            <dt>{words.say(`installation-${name}`)}</dt>
            <dd class={isBad ? 'webhook-tried bad' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.say('installation-layers')}</h3>
      {layers.length === 0 && <p class="notice">{words.say('installation-no-layers')}</p>}
      {layers.length > 0 && (
        <dl class="work-fields">
          {layers.map(({ layer, records }) => (
            <div key={layer}>
              <dt>{words.word('layer', layer)}</dt>
              <dd>{words.number(records)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

interface JobProps {
  readonly words: Words;
  readonly scoring: Scoring | null;
  readonly failure: ApiError | null;
  readonly mayStart: boolean;
  readonly onStart: () => void;
}

export function ScoringPanel({ words, scoring, failure, mayStart, onStart }: JobProps) {
  return (
    <>
      <h3>{words.say('scoring-title')}</h3>
      <p class="small">{words.say('scoring-intro')}</p>
      {failure !== null && <Refused error={failure} words={words} />}
      {scoring !== null && <Job words={words} scoring={scoring} />}
      {mayStart && (
        <p>
          <button type="button" class="button" disabled={scoring?.running === true} onClick={onStart}>
            {words.say('scoring-start')}
          </button>
        </p>
      )}
    </>
  );
}

function Job({ words, scoring }: { readonly words: Words; readonly scoring: Scoring }) {
  const { running, done, of, assessed, ended_at, error } = scoring;
  if (running)
    return (
      <p role="status">
        <progress max={Math.max(of, 1)} value={done} aria-label={words.say('scoring-title')} /> {words.say('scoring-runs', { done, of })}
      </p>
    );
  if (error !== null) return <p class="webhook-tried bad">{words.say('scoring-failed', { why: error })}</p>;
  if (assessed === null || ended_at === null) return <p class="small">{words.say('scoring-none')}</p>;
  return <p role="status">{words.say('scoring-ended', { assessed, on: words.day(ended_at), at: words.hour(ended_at) })}</p>;
}
