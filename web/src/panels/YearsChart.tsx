// Dissimilarity year by year: a line, and the same in figures.
import type { YearFigures } from '../api/types';
import { plotYears, PLOT, type Run, type YearPoint } from '../state/plot';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly years: readonly YearFigures[];
}

export function YearsChart({ words, years }: Props) {
  const { points, ticks, runs, chance, band } = plotYears(years);
  const named = points.map(({ year, value }) => words.say('years-point', { year: String(year), value: words.number(value, 2) }));
  return (
    <section class="years" aria-labelledby="years-title">
      <h3 id="years-title">{words.say('years-title')}</h3>
      <p class="small">{words.say('years-help')}</p>
      {points.length === 0 ? (
        <p class="small">{words.say('years-none')}</p>
      ) : (
        <svg
          class="years-chart"
          viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
          role="img"
          aria-label={words.say('years-chart', { points: words.list(named) })}
        >
          {ticks.map(({ value, y }) => (
            <g key={value} class="tick">
              <line x1={PLOT.left} x2={PLOT.width - PLOT.right} y1={y} y2={y} />
              <text x={PLOT.left - 8} y={y + 4} text-anchor="end">
                {words.number(value, 1)}
              </text>
            </g>
          ))}
          {band.map((corners) => (
            <polygon key={String(corners[0])} class="chance-area" points={corners.map((corner) => corner.join(',')).join(' ')} />
          ))}
          {chance.map((run) => (
            <polyline key={run[0]?.year} class="run chance" points={path(run)} />
          ))}
          {runs.map((run) => (
            <polyline key={run[0]?.year} class="run" points={path(run)} />
          ))}
          {points.map((point) => (
            <Dot key={point.year} point={point} words={words} />
          ))}
          {years.map(({ year }, index) => (
            <text key={year} class="year" x={PLOT.xOf(index, years.length)} y={PLOT.height - 6} text-anchor="middle">
              {year}
            </text>
          ))}
        </svg>
      )}
      {chance.length > 0 && (
        <p class="small">
          <span class="chance-key" aria-hidden="true" /> {words.say('years-chance')}
        </p>
      )}
      <YearsTable words={words} years={years} />
    </section>
  );
}

function path(run: Run): string {
  return run.map(({ x, y }) => `${x},${y}`).join(' ');
}

function Dot({ point, words }: { readonly point: YearPoint; readonly words: Words }) {
  return (
    <g class="year-dot">
      <circle cx={point.x} cy={point.y} r="5" />
      <text x={point.x} y={point.y - 11} text-anchor="middle">
        {words.number(point.value, 2)}
      </text>
    </g>
  );
}

function YearsTable({ words, years }: Props) {
  const columns = ['year', 'moved', 'total', 'dissimilarity', 'chance', 'isolation', 'colocation'];
  const cell = (value: number | null, digits: number) => (value === null ? words.say('figure-none') : words.number(value, digits));
  return (
    <details class="years-table">
      <summary>{words.say('years-table')}</summary>
      <table>
        <caption class="unseen">{words.say('years-title')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" class="figure">
                {words.say(`column-${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((row) => (
            <tr key={row.year} title={row.reason === null ? undefined : words.say(row.reason)}>
              <th scope="row" class="figure">{row.year}</th>
              <td class="figure">{cell(row.moved, 0)}</td>
              <td class="figure">{cell(row.households, 0)}</td>
              <td class="figure">{cell(row.dissimilarity, 3)}</td>
              <td class="figure">{cell(row.dissimilarity_by_chance, 3)}</td>
              <td class="figure">{cell(row.isolation, 4)}</td>
              <td class="figure">{cell(row.colocation_ratio, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
