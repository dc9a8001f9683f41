// How a neighbourhood is drawn: quiet ground under the settlements, or coloured by its location quotient.
import type { FeatureLike } from 'ol/Feature';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style, { type StyleFunction } from 'ol/style/Style';
import { classAt, figureOf, rampOf, type Classed, type Counted } from '../state/classed';
import { areaClass, colourQuotient, QUOTIENT_COLOURS } from '../state/palette';
import { greys, type Look } from './look';
import { hatch, type Hatch } from './patterns';
import { numberOf, textOf } from './read';

export function areaStyle(look: Look): StyleFunction {
  if (look.view === 'priorities') return ground(look);
  return look.classed === null ? choropleth(look) : inClasses(look, look.classed);
}

function ground(look: Look): StyleFunction {
  const { ground: colour, edge } = greys(look.dark);
  const style = new Style({ fill: new Fill({ color: colour }), stroke: new Stroke({ color: edge, width: 1 }) });
  return () => style;
}

function choropleth(look: Look): StyleFunction {
  const { ground: colour, edge } = greys(look.dark);
  const stroke = new Stroke({ color: look.dark ? '#12171c' : '#ffffff', width: 1.2 });
  const plain = (fill: string) => new Style({ fill: new Fill({ color: fill }), stroke });
  const hatched = (kind: Hatch, ink: string) =>
    new Style({ fill: new Fill({ color: hatch(kind, ink, 1.1) }) });
  const priority = new Style({
    stroke: new Stroke({ color: look.dark ? '#f5f7f9' : '#14212c', width: 2.2, lineDash: [7, 5] }),
    zIndex: 2,
  });
  // Not chance: a hatch over the colour, falling for more and rising for fewer.
  const remarkable = { more: hatched('falling', 'rgba(20,20,30,.72)'), fewer: hatched('rising', 'rgba(20,20,30,.72)') };
  const styles = {
    far_fewer: [plain(QUOTIENT_COLOURS.far_fewer)],
    fewer: [plain(QUOTIENT_COLOURS.fewer)],
    even: [plain(QUOTIENT_COLOURS.even)],
    more: [plain(QUOTIENT_COLOURS.more)],
    far_more: [plain(QUOTIENT_COLOURS.far_more), hatched('rising', 'rgba(255,255,255,.6)')],
    hidden: [plain(look.dark ? '#39434c' : '#dfe3e6'), hatched('crossed', edge)],
    none: [plain(colour)],
  };
  return (feature) => {
    const base = styles[areaClass(countedOf(feature))];
    const said = textOf(feature, 'significance');
    const sure = said === 'more' || said === 'fewer' ? [remarkable[said]] : [];
    const deprived = feature.get('deprived') === true ? [priority] : [];
    return [...base, ...sure, ...deprived];
  };
}

/** The same in classes of one's own; the last one has a hatch too. */
function inClasses(look: Look, { figure, breaks }: Classed): StyleFunction {
  const { ground: colour, edge } = greys(look.dark);
  const stroke = new Stroke({ color: look.dark ? '#12171c' : '#ffffff', width: 1.2 });
  const plain = (fill: string) => new Style({ fill: new Fill({ color: fill }), stroke });
  const hatched = (kind: Hatch, ink: string) => new Style({ fill: new Fill({ color: hatch(kind, ink, 1.1) }) });
  const ramp = rampOf(breaks.length + 1);
  const styles = ramp.map((fill, at) => (at === ramp.length - 1 && at > 0 ? [plain(fill), hatched('rising', 'rgba(255,255,255,.55)')] : [plain(fill)]));
  const hidden = [plain(look.dark ? '#39434c' : '#dfe3e6'), hatched('crossed', edge)];
  const none = [plain(colour)];
  return (feature) => {
    const counted = countedOf(feature);
    const value = figureOf(counted, figure);
    if (value !== null) return styles[classAt(value, breaks)] ?? none;
    return areaClass(counted) === 'hidden' ? hidden : none;
  };
}

function countedOf(feature: FeatureLike): Counted {
  return {
    households: numberOf(feature, 'households'),
    rehoused: numberOf(feature, 'rehoused'),
    quotient: colourQuotient({
      location_quotient: numberOf(feature, 'location_quotient'),
      shrunk_quotient: numberOf(feature, 'shrunk_quotient'),
    }),
  };
}
