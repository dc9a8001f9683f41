// How each tiled layer is drawn; a pure function of the layer and the look.
import Fill from 'ol/style/Fill';
import RegularShape from 'ol/style/RegularShape';
import CircleStyle from 'ol/style/Circle';
import Stroke from 'ol/style/Stroke';
import Style, { type StyleFunction } from 'ol/style/Style';
import type { HazardClass } from '../api/types';
import type { DrawnLayer } from '../state/layers';
import { CLASSES } from '../state/permalink';
import { CLASS_COLOURS, SEVERITIES, severityColour, type Severity } from '../state/palette';
import { lineSymbol, pointSymbol, type PointSymbol } from '../state/symbols';
import { areaStyle } from './areaStyle';
import { clusterStyle } from './clusters';
import { greys, type Look } from './look';
import { hatch } from './patterns';
import { numberOf, textOf } from './read';

export function styleOf(layer: DrawnLayer, look: Look): StyleFunction {
  if (layer.group === 'neighbourhoods') return areaStyle(look);
  if (layer.group === 'zones') return zoneStyle(layer.code, look);
  if (layer.group === 'settlements') return siteStyle(look);
  return landmarkStyle(layer.code);
}

function zoneStyle(peril: string, look: Look): StyleFunction {
  const styles = new Map<Severity, Style[]>(SEVERITIES.map((severity) => [severity, zoneStyles(peril, severity, look)]));
  return (feature) => styles.get(severityOf(numberOf(feature, 'severity')));
}

function zoneStyles(peril: string, severity: Severity, look: Look): Style[] {
  // Worse zones lie above milder ones.
  const base = new Style({ fill: new Fill({ color: severityColour(peril, severity, look.dark) }), zIndex: severity });
  if (severity < 4) return [base];
  const ink = look.dark ? 'rgba(10,25,45,.8)' : 'rgba(255,255,255,.7)';
  return [base, new Style({ fill: new Fill({ color: hatch('rising', ink, 1.2) }), zIndex: 5 })];
}

/** A severity of 1 to 4; what a tile cannot mean is drawn as the mildest rather than not at all. */
function severityOf(value: number | null): Severity {
  return SEVERITIES.find((severity) => severity === value) ?? 1;
}

function siteStyle(look: Look): StyleFunction {
  const { ring } = greys(look.dark);
  const styles = new Map<HazardClass, Style[]>(CLASSES.map((letter) => [letter, siteStyles(letter, ring)]));
  const ofCluster = clusterStyle(look);
  const unscored = [new Style({ fill: new Fill({ color: '#9aa3ab99' }), stroke: new Stroke({ color: ring, width: 1.5 }) })];
  return (feature) => {
    if (numberOf(feature, 'count') !== null) return ofCluster(feature);
    if (!look.shown.has(textOf(feature, 'code') ?? '')) return undefined;
    const own = look.classes?.get(textOf(feature, 'code') ?? '') ?? feature.get('class');
    const letter = CLASSES.find((known) => known === own);
    return letter === undefined ? unscored : styles.get(letter);
  };
}

function siteStyles(letter: HazardClass, ring: string): Style[] {
  const base = new Style({
    fill: new Fill({ color: `${CLASS_COLOURS[letter]}d9` }),
    stroke: new Stroke({ color: ring, width: 1.5 }),
  });
  if (letter !== 'E') return [base];
  return [base, new Style({ fill: new Fill({ color: hatch('falling', 'rgba(255,255,255,.7)', 1.4) }) })];
}

function landmarkStyle(kind: string): StyleFunction {
  const line = lineStyles(kind);
  const point = [new Style({ image: pointImage(pointSymbol(kind)) })];
  const area = [new Style({ fill: new Fill({ color: `${pointSymbol(kind).colour}66` }), stroke: line[0]?.getStroke() ?? new Stroke() })];
  return (feature) => {
    const shape = feature.getGeometry()?.getType() ?? '';
    if (shape.endsWith('Point')) return point;
    return shape.endsWith('Polygon') ? area : line;
  };
}

function lineStyles(kind: string): Style[] {
  const { colour, width, dash, casing } = lineSymbol(kind);
  const top = new Style({ stroke: new Stroke({ color: colour, width, lineDash: [...dash], lineCap: 'butt' }), zIndex: 2 });
  if (casing === null) return [top];
  return [new Style({ stroke: new Stroke({ color: casing, width: width + 2 }), zIndex: 1 }), top];
}

function pointImage({ colour, shape }: PointSymbol): CircleStyle | RegularShape {
  // Otherwise the pointer does not find them on tiles.
  const look = { fill: new Fill({ color: colour }), stroke: new Stroke({ color: '#ffffff', width: 1.2 }), declutterMode: 'none' as const };
  switch (shape) {
    case 'circle':
      return new CircleStyle({ ...look, radius: 4.5 });
    case 'triangle':
      return new RegularShape({ ...look, points: 3, radius: 6.5 });
    case 'diamond':
      return new RegularShape({ ...look, points: 4, radius: 6 });
    case 'cross':
      return new RegularShape({ stroke: new Stroke({ color: colour, width: 3 }), points: 4, radius: 6, radius2: 0, declutterMode: 'none' });
    case 'square':
      return new RegularShape({ ...look, points: 4, radius: 6, angle: Math.PI / 4 });
  }
}
