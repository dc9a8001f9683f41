// D against the band that chance alone gives, drawn on both yardsticks: a dot in or out of a bar.
import type { Range, Spread } from '../api/types';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly overall: Spread;
  readonly onOffers: Spread | null;
}

export function ChanceBand({ words, overall, onOffers }: Props) {
  const rows = [
    { name: 'households', spread: overall },
    ...(onOffers === null ? [] : [{ name: 'offers', spread: onOffers }]),
  ].filter(({ spread }) => spread.dissimilarity !== null && spread.dissimilarity_chance_band !== null);
  if (rows.length === 0) return null;
  const widest = Math.max(...rows.flatMap(({ spread }) => [spread.dissimilarity ?? 0, spread.dissimilarity_interval?.high ?? 0, spread.dissimilarity_chance_band?.high ?? 0]));
  const scale = Math.min(1, Math.ceil(widest * 10 + 0.5) / 10);
  return (
    <section class="chance-bands" aria-labelledby="bands-title">
      <h3 id="bands-title">{words.say('bands-title')}</h3>
      {rows.map(({ name, spread }) => (
        <Row key={name} words={words} name={name} spread={spread} scale={scale} />
      ))}
      <p class="small">{words.say('bands-help')}</p>
    </section>
  );
}

const WIDTH = 300;

function Row({ words, name, spread, scale }: { readonly words: Words; readonly name: string; readonly spread: Spread; readonly scale: number }) {
  const x = (value: number) => (value / scale) * WIDTH;
  const d = spread.dissimilarity ?? 0;
  const band = spread.dissimilarity_chance_band ?? { low: 0, high: 0 };
  const said = words.say('bands-row', { d: words.number(d, 2), low: words.number(band.low, 2), high: words.number(band.high, 2) });
  return (
    <div class="chance-band">
      <span class="band-name">{words.say(`yardstick-${name}`)}</span>
      <svg viewBox={`-8 0 ${WIDTH + 16} 26`} role="img" aria-label={said}>
        <line class="band-axis" x1="0" x2={WIDTH} y1="13" y2="13" />
        <Bar class="band-chance" range={band} x={x} height={14} />
        {spread.dissimilarity_interval && <Bar class="band-interval" range={spread.dissimilarity_interval} x={x} height={3} />}
        <circle class="band-d" cx={x(d)} cy="13" r="5" />
      </svg>
      <span class="band-figures">{said}</span>
    </div>
  );
}

function Bar({ range, x, height, ...rest }: { readonly class: string; readonly range: Range; readonly x: (value: number) => number; readonly height: number }) {
  return <rect {...rest} x={x(range.low)} y={13 - height / 2} width={Math.max(1, x(range.high) - x(range.low))} height={height} />;
}
