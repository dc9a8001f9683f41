// Classes of neighbourhoods of one's own: the figure, the method, how many, breaks by hand; with a histogram that shows where the breaks lie.
import { classAt, rampOf } from '../state/classed';
import type { Bin } from '../state/classing';
import { FEWEST_CLASSES, FIGURES, METHODS, MOST_CLASSES, type Classing } from '../state/instruments';
import type { Words } from '../text/words';
import { Loading } from './Notice';

interface Props {
  readonly words: Words;
  readonly classing: Classing | null;
  readonly breaks: readonly number[];
  readonly bins: readonly Bin[];
  /** Neighbourhoods whose figure is hidden or missing. */
  readonly untold: number;
  /** Whether the figures are still on their way. */
  readonly isComing: boolean;
  readonly onClassing: (classing: Classing | null) => void;
}

const BEGIN: Classing = { figure: 'rate', method: 'jenks', count: 5, breaks: [] };

export function ClassesPanel(props: Props) {
  const { words, classing, breaks, bins, untold, isComing, onClassing } = props;
  const change = (part: Partial<Classing>) => onClassing({ ...(classing ?? BEGIN), ...part });
  return (
    <form class="classes" onSubmit={(event) => event.preventDefault()}>
      <p class="small">{words.say('classes-how')}</p>
      <label>
        <span>{words.say('classes-figure')}</span>
        <select value={classing?.figure ?? ''} onChange={({ currentTarget: { value } }) => onClassing(value === '' ? null : { ...(classing ?? BEGIN), figure: FIGURES.find((one) => one === value) ?? 'rate', breaks: [], method: classing?.method === 'manual' ? 'jenks' : (classing?.method ?? 'jenks') })}>
          <option value="">{words.say('classes-own')}</option>
          {FIGURES.map((figure) => (
            <option key={figure} value={figure}>
              {words.say(`classes-figure-${figure}`)}
            </option>
          ))}
        </select>
      </label>
      {classing !== null && (
        <>
          <label>
            <span>{words.say('classes-method')}</span>
            <select value={classing.method} onChange={({ currentTarget: { value } }) => change(methodOf(value, breaks, classing))}>
              {METHODS.map((method) => (
                <option key={method} value={method}>
                  {words.say(`classes-method-${method}`)}
                </option>
              ))}
            </select>
          </label>
          {classing.method === 'manual' ? (
            <Breaks key={classing.breaks.join()} words={words} breaks={classing.breaks} onBreaks={(given) => change({ breaks: given, count: given.length + 1 })} />
          ) : (
            <label>
              <span>{words.say('classes-count')}</span>
              <input type="number" min={FEWEST_CLASSES} max={MOST_CLASSES} value={classing.count} onChange={({ currentTarget }) => change({ count: within(Number(currentTarget.value)) })} />
            </label>
          )}
          <Histogram words={words} bins={bins} breaks={breaks} />
          {isComing && <Loading text={words.say('loading-dispersal')} />}
          <p class="small">
            {isComing ? '' : breaks.length === 0 ? words.say('classes-none') : words.say('classes-breaks', { breaks: words.list(breaks.map((limit) => words.brief(limit))) })}{' '}
            {untold > 0 && words.say('classes-untold', { untold })}
          </p>
        </>
      )}
    </form>
  );
}

function within(count: number): number {
  return Math.min(MOST_CLASSES, Math.max(FEWEST_CLASSES, Math.round(count) || FEWEST_CLASSES));
}

/** Breaks by hand begin with those that were drawn. */
function methodOf(value: string, breaks: readonly number[], { count }: Classing): Partial<Classing> {
  const method = METHODS.find((one) => one === value) ?? 'jenks';
  if (method !== 'manual') return { method, breaks: [], count: within(count) };
  const rounded = [...new Set(breaks.map((limit) => Number(limit.toPrecision(3))))];
  return { method, breaks: rounded.length === 0 ? [1] : rounded, count: rounded.length + 1 };
}

interface BreaksProps {
  readonly words: Words;
  readonly breaks: readonly number[];
  readonly onBreaks: (breaks: readonly number[]) => void;
}

function Breaks({ words, breaks, onBreaks }: BreaksProps) {
  const read = (text: string) =>
    text
      .split(/[;\s]+/)
      .map((part) => (part === '' ? NaN : Number(part.replace(',', '.'))))
      .filter(Number.isFinite)
      .slice(0, MOST_CLASSES - 1);
  return (
    <label>
      <span>{words.say('classes-by-hand')}</span>
      <input
        type="text"
        inputMode="decimal"
        defaultValue={breaks.join(' ; ')}
        onChange={({ currentTarget }) => {
          const given = [...new Set(read(currentTarget.value))].sort((a, b) => a - b);
          if (given.length > 0) onBreaks(given);
          else currentTarget.value = breaks.join(' ; ');
        }}
      />
    </label>
  );
}

const [WIDE, HIGH] = [280, 70];

/** How many neighbourhoods have which figure, in the colours of their classes; the breaks are lines. */
function Histogram({ words, bins, breaks }: Pick<Props, 'words' | 'bins' | 'breaks'>) {
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return null;
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const span = last.to - first.from || 1;
  const x = (value: number) => ((value - first.from) / span) * WIDE;
  const ramp = rampOf(breaks.length + 1);
  return (
    <figure class="histogram">
      <svg viewBox={`0 0 ${WIDE} ${HIGH + 4}`} role="img" aria-label={words.say('classes-histogram', { low: words.brief(first.from), high: words.brief(last.to) })}>
        {bins.map(({ from, to, count }) => (
          <rect key={from} class="histogram-bar" x={x(from) + 0.5} y={HIGH - (count / most) * HIGH} width={Math.max(2, x(to) - x(from) - 1)} height={(count / most) * HIGH} fill={ramp[classAt((from + to) / 2, breaks)]} />
        ))}
        <path class="histogram-ground" d={`M0 ${HIGH}h${WIDE}`} />
        {breaks.map((limit) => (
          <path key={limit} class="histogram-break" d={`M${x(limit)} 0v${HIGH + 4}`} />
        ))}
      </svg>
      <figcaption class="small">
        <span>{words.brief(first.from)}</span> <span>{words.brief(last.to)}</span>
      </figcaption>
    </figure>
  );
}
