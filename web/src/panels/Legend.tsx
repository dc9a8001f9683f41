// Layers and legend in one: each layer can be switched, and what is on explains its signs.
import type { Area, HazardClass } from '../api/types';
import type { Classed } from '../state/classed';
import type { DrawnLayer } from '../state/layers';
import { areaClass, colourQuotient, QUOTIENT_BREAKS, QUOTIENT_CLASSES, SEVERITIES, type QuotientClass } from '../state/palette';
import { CLASSES, type View } from '../state/permalink';
import type { Words } from '../text/words';
import { ClassSigns } from './ClassSigns';
import {
  ClassSwatch,
  DeprivedSwatch,
  Hatches,
  LandmarkSwatch,
  QuotientSwatch,
  SeveritySwatch,
  SignificanceSwatch,
  UnsureSwatch,
} from './swatches';

export interface LegendProps {
  readonly words: Words;
  readonly view: View;
  readonly layers: readonly DrawnLayer[];
  readonly on: readonly string[];
  readonly siteCounts: Record<HazardClass, number>;
  readonly areas: readonly Area[];
  readonly dark: boolean;
  /** Classes of neighbourhoods that somebody has chosen. */
  readonly classed: Classed | null;
  readonly onToggle: (code: string) => void;
}

const GROUPS: readonly DrawnLayer['group'][] = ['settlements', 'neighbourhoods', 'zones', 'landmarks'];
const AREAS_FIRST: typeof GROUPS = ['neighbourhoods', 'settlements', 'zones', 'landmarks'];

export function Legend(props: LegendProps) {
  const { words, layers, view } = props;
  const groups = view === 'dispersal' ? AREAS_FIRST : GROUPS;
  return (
    <details class="legend" open>
      <summary>{words.say('legend')}</summary>
      <Hatches />
      <div class="legend-groups">
        {groups.map((group) => {
          const mine = layers.filter((layer) => layer.group === group);
          if (mine.length === 0) return null;
          return (
            <fieldset key={group} class={group}>
              <legend class={isAlone(group) ? 'unseen' : ''}>{words.say(`legend-group-${group}`)}</legend>
              {mine.map((layer) => (
                <LayerRow key={layer.code} {...props} layer={layer} />
              ))}
            </fieldset>
          );
        })}
      </div>
    </details>
  );
}

/** A group that is one layer of the same name needs no heading to be read. */
function isAlone(group: DrawnLayer['group']): boolean {
  return group === 'settlements' || group === 'neighbourhoods';
}

function LayerRow(props: LegendProps & { readonly layer: DrawnLayer }) {
  const { words, layer, on, onToggle } = props;
  const checked = on.includes(layer.code);
  const hint = layer.importedAt
    ? words.say('legend-layer-version', { version: layer.version, day: words.day(layer.importedAt) })
    : undefined;
  return (
    <div class="legend-layer">
      <label title={hint}>
        <input type="checkbox" checked={checked} onChange={() => onToggle(layer.code)} />
        {layer.group === 'landmarks' && <LandmarkSwatch layer={layer} />}
        <span>{words.word('layer', layer.code)}</span>
      </label>
      {checked && <Signs {...props} />}
    </div>
  );
}

function Signs(props: LegendProps & { readonly layer: DrawnLayer }) {
  switch (props.layer.group) {
    case 'settlements':
      return <SiteSigns {...props} />;
    case 'neighbourhoods':
      if (props.view !== 'dispersal') return null;
      return props.classed === null ? <QuotientSigns {...props} /> : <ClassSigns words={props.words} areas={props.areas} classed={props.classed} />;
    case 'zones':
      return <ZoneSigns {...props} />;
    case 'landmarks':
      return null;
  }
}

function SiteSigns({ words, siteCounts }: LegendProps) {
  return (
    <ul class="signs">
      {[...CLASSES].reverse().map((letter) => (
        <li key={letter}>
          <ClassSwatch letter={letter} />
          <span>{words.word('band', BAND_OF[letter])}</span>
          <span class="count">{words.number(siteCounts[letter])}</span>
        </li>
      ))}
      <li>
        <UnsureSwatch />
        <span>{words.say('legend-insufficient')}</span>
      </li>
    </ul>
  );
}

const BAND_OF: Record<HazardClass, string> = { A: 'very_low', B: 'low', C: 'moderate', D: 'high', E: 'critical' };

function ZoneSigns({ words, layer, dark }: LegendProps & { readonly layer: DrawnLayer }) {
  return (
    <ul class="signs">
      {[...SEVERITIES].reverse().map((severity) => (
        <li key={severity}>
          <SeveritySwatch peril={layer.code} severity={severity} dark={dark} />
          <span>{words.word('severity', String(severity))}</span>
        </li>
      ))}
    </ul>
  );
}

function QuotientSigns({ words, areas }: LegendProps) {
  const classes = areas.map((area) => areaClass({ ...area, quotient: colourQuotient(area) }));
  const count = (of: string) => classes.filter((each) => each === of).length;
  const rows: readonly (QuotientClass | 'hidden' | 'none')[] = [...QUOTIENT_CLASSES].reverse();
  const others = (['hidden', 'none'] as const).filter((of) => count(of) > 0);
  return (
    <>
      <p class="signs-title">{words.say('legend-quotient')}</p>
      <ul class="signs">
        {[...rows, ...others].map((of) => (
          <li key={of}>
            <QuotientSwatch of={of} />
            <span>
              {words.word('quotient', of)} <Range words={words} of={of} />
            </span>
            <span class="count">{words.number(count(of))}</span>
          </li>
        ))}
        {(['more', 'fewer'] as const)
          .filter((said) => areas.some(({ significance }) => significance === said))
          .map((said) => (
            <li key={said}>
              <SignificanceSwatch said={said} />
              <span>{words.say(`significance-${said}`)}</span>
              <span class="count">{words.number(areas.filter(({ significance }) => significance === said).length)}</span>
            </li>
          ))}
        {areas.some(({ deprived }) => deprived) && (
          <li>
            <DeprivedSwatch />
            <span>{words.say('legend-deprived')}</span>
          </li>
        )}
      </ul>
    </>
  );
}

function Range({ words, of }: { readonly words: Words; readonly of: QuotientClass | 'hidden' | 'none' }) {
  const at = QUOTIENT_CLASSES.findIndex((each) => each === of);
  if (at < 0) return null;
  const edge = (index: number) => {
    const value = QUOTIENT_BREAKS[index];
    return value === undefined ? '' : words.brief(value);
  };
  return <span class="range">{words.say(`quotient-range-${of}`, { low: edge(at - 1), high: edge(at) })}</span>;
}
