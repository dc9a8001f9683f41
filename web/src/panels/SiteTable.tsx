// The ranking: one row per settlement, the most dangerous first, each with its main reasons.
import { useSignal } from '@preact/signals';
import type { Ranked } from '../api/types';
import { factorColour } from '../state/palette';
import type { SiteColumn, Sort } from '../state/permalink';
import type { Words } from '../text/words';
import { mainReasons } from '../state/rows';
import { Head, useChosenInSight, walkRows } from './rows';
import { Danger, Interval, OfficerMarks } from './signs';

interface Props {
  readonly words: Words;
  readonly rows: readonly Ranked[];
  readonly chosen: string | null;
  readonly limits: readonly number[];
  readonly sort: Sort<SiteColumn>;
  readonly onSort: (column: SiteColumn) => void;
  readonly onChoose: (code: string) => void;
}

/** Rows drawn at once; a longer list grows on demand, so that a phone stays quick. */
const STEP = 200;

export function SiteTable({ words, rows, chosen, limits, sort, onSort, onChoose }: Props) {
  const box = useChosenInSight(chosen, rows);
  const upTo = useSignal(STEP);
  const at = rows.findIndex((row) => row.settlement.code === chosen);
  const drawn = rows.slice(0, Math.max(upTo.value, at + 1));
  const head = { words, sort, onSort };
  return (
    <div class="table-box" ref={box}>
      <table class="sites" id="table">
        <caption class="unseen">{words.say('ranking-caption')}</caption>
        <thead>
          <tr>
            <Head {...head} column="rank" kind="figure">{words.say('column-rank')}</Head>
            <Head {...head} column="class">{words.say('column-class')}</Head>
            <Head {...head} column="name">{words.say('column-site')}</Head>
            <Head {...head} column="households" kind="figure">{words.say('column-households')}</Head>
            <Head {...head} column="score">{words.say('column-score')}</Head>
          </tr>
        </thead>
        <tbody onKeyDown={walkRows}>
          {drawn.map((row, index) => (
            <Row
              key={row.settlement.code}
              words={words}
              row={row}
              limits={limits}
              chosen={row.settlement.code === chosen}
              stop={at < 0 ? index === 0 : index === at}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      {drawn.length < rows.length && (
        <button type="button" class="button more" onClick={() => (upTo.value = drawn.length + STEP)}>
          {words.say('show-more', { count: Math.min(STEP, rows.length - drawn.length) })}
        </button>
      )}
    </div>
  );
}

interface RowProps {
  readonly words: Words;
  readonly row: Ranked;
  readonly limits: readonly number[];
  readonly chosen: boolean;
  /** Whether Tab stops here; arrows reach the other rows. */
  readonly stop: boolean;
  readonly onChoose: (code: string) => void;
}

function Row({ words, row, limits, chosen, stop, onChoose }: RowProps) {
  const { settlement, score } = row;
  const low = words.number(score.low);
  const high = words.number(score.high);
  return (
    <tr class={`${chosen ? 'chosen' : ''} ${row.imminent_danger ? 'endangered' : ''}`} data-code={settlement.code} onClick={() => onChoose(settlement.code)}>
      <td class="figure rank">
        <strong>{words.number(row.rank)}</strong>
        <Bounds words={words} row={row} />
      </td>
      <td class="class">
        <Danger score={score} words={words} />
        <OfficerMarks row={row} words={words} />
      </td>
      <th scope="row" class="site">
        <button type="button" class="row-name" aria-pressed={chosen} tabIndex={stop ? 0 : -1}>
          {settlement.name}
        </button>
        <span class="site-code">{settlement.code}</span>
        <Reasons words={words} row={row} />
      </th>
      <td class="figure households">
        {settlement.households === null ? '–' : words.number(settlement.households)}
        <span class="households-word">{words.say('column-households')}</span>
      </td>
      <td class="score">
        <data value={String(score.value)} aria-hidden="true">
          {words.number(score.value)}
        </data>
        <span class="bounds" aria-hidden="true">{words.say('rank-range', { best: low, worst: high })}</span>
        <span class="unseen">{words.say('score-words', { value: words.number(score.value), low, high })}</span>
        <Interval score={score} limits={limits} />
      </td>
    </tr>
  );
}

function Bounds({ words, row }: { readonly words: Words; readonly row: Ranked }) {
  if (row.rank_best === row.rank_worst) return null;
  const values = { best: row.rank_best, worst: row.rank_worst };
  return (
    <span class="bounds">
      <span aria-hidden="true">{words.say('rank-range', values)}</span>
      <span class="unseen">{words.say('rank-between', values)}</span>
    </span>
  );
}

function Reasons({ words, row }: { readonly words: Words; readonly row: Ranked }) {
  if (row.reasons.length === 0) return <span class="reasons">{words.say('reasons-none')}</span>;
  return (
    <span class="reasons">
      {mainReasons(row).map(({ factor, points, known }) => (
        <span key={factor} class="reason">
          <svg class="dot" viewBox="0 0 8 8" aria-hidden="true">
            <rect width="8" height="8" rx="2" fill={factorColour(factor)} />
          </svg>
          {words.say(known ? 'reason-points' : 'reason-unknown', { factor: words.word('factor', factor), points: words.number(points) })}{' '}
        </span>
      ))}
    </span>
  );
}
