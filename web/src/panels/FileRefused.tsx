// A file of which rows were refused: which, why, and what to do. Any other failure is told as everywhere.
import type { ApiError } from '../api/client';
import type { Words } from '../text/words';
import { Refused } from './Notice';

interface Props {
  readonly words: Words;
  readonly name: string;
  readonly error: ApiError;
}

export function FileRefused({ words, name, error }: Props) {
  const report = error.failure.kind === 'refused' ? error.failure.report : undefined;
  if (report === undefined || report.refusals.length === 0) return <Refused error={error} words={words} />;
  const { refused, read } = report.tally;
  const more = refused - new Set(report.refusals.map(({ place }) => place.feature)).size;
  return (
    <div class="notice failed" role="alert">
      <p class="notice-title">{words.say('rows-refused', { name, refused, read })}</p>
      <ul class="rows-refused">
        {report.refusals.map(({ place, why }, at) => (
          <li key={at}>
            <strong>{words.say('rows-row', { row: place.feature })}</strong>
            {place.name !== null && ` (${place.name})`}: {why}
          </li>
        ))}
      </ul>
      {more > 0 && <p>{words.say('rows-more', { more })}</p>}
    </div>
  );
}
