// Why the score is not what it was at the assessment before.
import type { Difference } from '../api/behind';
import type { Words } from '../text/words';
import { factorName } from './ScoreBar';

/** Half of the last digit shown: a smaller change would read as none. */
const SEEN = 0.05;

export function WhyMoved({ words, moved }: { readonly words: Words; readonly moved: Difference | null }) {
  if (moved === null) return <p class="small">{words.say('moved-first')}</p>;
  const rows = movedRows(moved);
  return (
    <>
      {rows.length > 0 && (
        <table class="factors moved">
          <caption class="unseen">{words.say('moved-caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.say('moved-column-factor')}</th>
              <th scope="col" class="figure">{words.say('moved-column-before')}</th>
              <th scope="col" class="figure">{words.say('moved-column-after')}</th>
              <th scope="col" class="figure">{words.say('moved-column-change')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.of} words={words} name={factorName(row.of, words)} {...row} />
            ))}
          </tbody>
          <tfoot>
            <Row words={words} name={words.say('why-total')} before={moved.before} after={moved.after} />
          </tfoot>
        </table>
      )}
      <p class="sentence">{moved.sentence[words.language]}</p>
    </>
  );
}

interface RowProps {
  readonly words: Words;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

function Row({ words, name, before, after }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <span class="factor-name">{name}</span>
      </th>
      <td class="figure">{words.number(before, 1)}</td>
      <td class="figure">{words.number(after, 1)}</td>
      <td class="figure">{signed(after - before, words)}</td>
    </tr>
  );
}

/** What has visibly changed, vulnerability among the factors. */
export function movedRows(moved: Difference): { of: string; before: number; after: number }[] {
  const factors = moved.factors.map(({ factor, before, after }) => ({ of: factor, before, after }));
  const all = [...factors, { of: 'vulnerability', before: moved.vulnerability_before, after: moved.vulnerability_after }];
  return all.filter(({ before, after }) => Math.abs(after - before) >= SEEN);
}

function signed(change: number, words: Words): string {
  const sign = change < 0 ? '−' : '+';
  return `${sign}${words.number(Math.abs(change), 1)}`;
}
