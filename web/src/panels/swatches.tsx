// The signs of the legend, drawn as the map draws them.
import type { DrawnLayer } from '../state/layers';
import { CLASS_COLOURS, inkOn, QUOTIENT_COLOURS, severityColour, type QuotientClass, type Severity } from '../state/palette';
import { lineSymbol, pointSymbol, type PointShape } from '../state/symbols';
import type { HazardClass } from '../api/types';

/** The hatches all swatches share; stands once in the legend. */
export function Hatches() {
  return (
    <svg class="hatches" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatch-white" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.4" height="5" fill="#fff" fill-opacity=".8" />
        </pattern>
        <pattern id="hatch-black" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.4" height="5" fill="#0a192d" fill-opacity=".8" />
        </pattern>
        <pattern id="hatch-grey" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 .5h5M.5 0v5" stroke="#8d98a1" />
        </pattern>
      </defs>
    </svg>
  );
}

function Box({ fill, hatch }: { readonly fill: string; readonly hatch?: 'white' | 'black' | 'grey' | undefined }) {
  return (
    <svg class="swatch" viewBox="0 0 24 14" aria-hidden="true">
      <rect class="swatch-edge" x=".5" y=".5" width="23" height="13" rx="2" fill={fill} />
      {hatch && <rect x=".5" y=".5" width="23" height="13" rx="2" fill={`url(#hatch-${hatch})`} />}
    </svg>
  );
}

/** A class of one's own; the last one has a hatch as well. */
export function OwnSwatch({ fill, isLast }: { readonly fill: string; readonly isLast: boolean }) {
  return <Box fill={fill} hatch={isLast ? 'white' : undefined} />;
}

interface SeverityProps {
  readonly peril: string;
  readonly severity: Severity;
  readonly dark: boolean;
}

export function SeveritySwatch({ peril, severity, dark }: SeverityProps) {
  const hatch = dark ? 'black' : 'white';
  return <Box fill={severityColour(peril, severity, dark)} hatch={severity === 4 ? hatch : undefined} />;
}

export function QuotientSwatch({ of }: { readonly of: QuotientClass | 'hidden' | 'none' }) {
  if (of === 'hidden') return <Box fill="#dfe3e6" hatch="grey" />;
  if (of === 'none') return <Box fill="none" />;
  return <Box fill={QUOTIENT_COLOURS[of]} hatch={of === 'far_more' ? 'white' : undefined} />;
}

/** More or fewer than chance, as the map hatches it. */
export function SignificanceSwatch({ said }: { readonly said: 'more' | 'fewer' }) {
  const slope = said === 'more' ? 'M-2 0l14 14M6 0l14 14M14 0l14 14' : 'M-2 14l14 -14M6 14l14 -14M14 14l14 -14';
  return (
    <svg class="swatch" viewBox="0 0 24 14" aria-hidden="true">
      <rect class="swatch-edge" x=".5" y=".5" width="23" height="13" rx="2" fill="#fff" />
      <path d={slope} stroke="#14141e" stroke-width="1.4" />
    </svg>
  );
}

export function DeprivedSwatch() {
  return (
    <svg class="swatch" viewBox="0 0 24 14" aria-hidden="true">
      <rect class="swatch-deprived" x="1.5" y="1.5" width="21" height="11" rx="2" />
    </svg>
  );
}

export function ClassSwatch({ letter }: { readonly letter: HazardClass }) {
  return (
    <svg class="swatch round" viewBox="0 0 20 20" aria-hidden="true">
      <circle class="swatch-ring" cx="10" cy="10" r="8.5" fill={CLASS_COLOURS[letter]} />
      <text x="10" y="14" text-anchor="middle" fill={inkOn(letter)}>
        {letter}
      </text>
    </svg>
  );
}

export function UnsureSwatch() {
  return (
    <svg class="swatch round" viewBox="0 0 20 20" aria-hidden="true">
      <circle class="swatch-ring dashed" cx="10" cy="10" r="8.5" fill="none" />
    </svg>
  );
}

export function LandmarkSwatch({ layer }: { readonly layer: DrawnLayer }) {
  return layer.geometry === 'point' ? <PointSwatch kind={layer.code} /> : <LineSwatch kind={layer.code} />;
}

function LineSwatch({ kind }: { readonly kind: string }) {
  const { colour, width, dash, casing } = lineSymbol(kind);
  return (
    <svg class="swatch" viewBox="0 0 24 14" aria-hidden="true">
      {casing && <path d="M0 7h24" stroke={casing} stroke-width={width + 2} />}
      <path d="M0 7h24" stroke={colour} stroke-width={width} stroke-dasharray={dash.join(' ')} />
    </svg>
  );
}

const SHAPES: Record<PointShape, string> = {
  circle: 'M16.5 7a4.5 4.5 0 1 1-9 0a4.5 4.5 0 1 1 9 0z',
  square: 'M7.5 2.5h9v9h-9z',
  triangle: 'M12 1.5l5.5 10h-11z',
  diamond: 'M12 1l6 6-6 6-6-6z',
  cross: 'M10.5 1.5h3v4h4v3h-4v4h-3v-4h-4v-3h4z',
};

function PointSwatch({ kind }: { readonly kind: string }) {
  const { colour, shape } = pointSymbol(kind);
  return (
    <svg class="swatch" viewBox="0 0 24 14" aria-hidden="true">
      <path d={SHAPES[shape]} fill={colour} />
    </svg>
  );
}
