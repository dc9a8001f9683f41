// The first shapes of a file on a drawing of the neighbourhoods, before anything is stored.
import type { PreviewShape } from '../api/imports';
import { drawnOn } from '../state/preview';
import type { Plate } from '../state/plate';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly plate: Plate;
  readonly shapes: readonly PreviewShape[];
  readonly accepted: number;
}

export function ImportPreview({ words, plate, shapes, accepted }: Props) {
  const { width, height, ground, areas, lines, points, isAway } = drawnOn(plate, shapes);
  if (shapes.length === 0) return <p class="small">{words.say('import-no-shapes')}</p>;
  return (
    <figure class="import-preview">
      <svg viewBox={`-6 -6 ${width + 12} ${height + 12}`} role="img" aria-label={words.say('import-drawing', { shown: shapes.length })}>
        {ground.map((path, at) => (
          <path key={at} class="plate-area" d={path} />
        ))}
        {areas.map((path, at) => (
          <path key={at} class="import-area" d={path} />
        ))}
        {lines.map((path, at) => (
          <path key={at} class="import-line" d={path} />
        ))}
        {points.map(([x, y], at) => (
          <circle key={at} class="import-point" cx={x} cy={y} r="3.5" />
        ))}
      </svg>
      <figcaption class="small">
        {words.say('import-shown', { shown: shapes.length, accepted })} {isAway && <strong>{words.say('import-away')}</strong>}
      </figcaption>
    </figure>
  );
}
