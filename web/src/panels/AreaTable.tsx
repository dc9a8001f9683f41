// The neighbourhoods with their rehoused households; what the public may not see is named as hidden, not left blank.
import type { Area } from '../api/types';
import { areaClass } from '../state/palette';
import type { AreaColumn, Sort } from '../state/permalink';
import type { Words } from '../text/words';
import { Head, useChosenInSight, walkRows } from './rows';
import { QuotientSwatch } from './swatches';

interface Props {
  readonly words: Words;
  readonly rows: readonly Area[];
  readonly chosen: string | null;
  readonly sort: Sort<AreaColumn>;
  readonly onSort: (column: AreaColumn) => void;
  readonly onChoose: (code: string) => void;
}

export function AreaTable({ words, rows, chosen, sort, onSort, onChoose }: Props) {
  const box = useChosenInSight(chosen, rows);
  const at = rows.findIndex(({ code }) => code === chosen);
  const head = { words, sort, onSort };
  return (
    <div class="table-box" ref={box}>
      <table class="areas" id="table">
        <caption class="unseen">{words.say('areas-caption')}</caption>
        <thead>
          <tr>
            <Head {...head} column="name">{words.say('column-area')}</Head>
            <Head {...head} column="rehoused" kind="figure">{words.say('column-rehoused')}</Head>
            <Head {...head} column="households" kind="figure">{words.say('column-area-households')}</Head>
            <Head {...head} column="share" kind="figure">{words.say('column-share')}</Head>
            <Head {...head} column="quotient">{words.say('column-quotient')}</Head>
            <Head {...head} column="deprived">{words.say('column-deprived')}</Head>
          </tr>
        </thead>
        <tbody onKeyDown={walkRows}>
          {rows.map((row, index) => (
            <Row
              key={row.code}
              words={words}
              row={row}
              chosen={row.code === chosen}
              stop={at < 0 ? index === 0 : index === at}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly words: Words;
  readonly row: Area;
  readonly chosen: boolean;
  readonly stop: boolean;
  readonly onChoose: (code: string) => void;
}

function Row({ words, row, chosen, stop, onChoose }: RowProps) {
  const { households, rehoused, share, location_quotient: quotient } = row;
  const of = areaClass({ ...row, quotient });
  const absent = words.say(of === 'hidden' ? 'hidden' : 'figure-none');
  return (
    <tr class={chosen ? 'chosen' : ''} data-code={row.code} onClick={() => onChoose(row.code)}>
      <th scope="row" class="site">
        <button type="button" class="row-name" aria-pressed={chosen} tabIndex={stop ? 0 : -1}>
          {row.name}
        </button>
        <span class="site-code">{row.code}</span>
      </th>
      <td class="figure">{rehoused === null ? <em>{absent}</em> : words.number(rehoused)}</td>
      <td class="figure area-households">{households === null ? words.say('figure-none') : words.number(households)}</td>
      <td class="figure share">{share === null ? <em>{absent}</em> : words.percent(share)}</td>
      <td class="quotient">
        <QuotientSwatch of={of} />
        {quotient !== null && <span class="figure">{words.number(quotient, 2)}</span>}
        <span class="quotient-word">{words.word('quotient', of)}</span>
        {(row.significance === 'more' || row.significance === 'fewer') && <span class="significance">{words.say(`significance-${row.significance}`)}</span>}
      </td>
      <td class="deprived">{row.deprived === null ? words.say('figure-none') : words.say(row.deprived ? 'yes' : 'no')}</td>
    </tr>
  );
}
