// What lies over the tiles and is drawn from the API itself: lettered markers, names, the outline of the selection.
import Feature, { type FeatureLike } from 'ol/Feature';
import GeoJSON from 'ol/format/GeoJSON';
import Point from 'ol/geom/Point';
import VectorLayer from 'ol/layer/Vector';
import { fromLonLat } from 'ol/proj';
import VectorSource from 'ol/source/Vector';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import type { Items, Ranked } from '../api/types';
import { CLASS_COLOURS, inkOn } from '../state/palette';
import { FONT, greys, type Greys } from './look';

export type Shapes = VectorLayer<VectorSource>;

const geojson = new GeoJSON({ featureProjection: 'EPSG:3857' });

/** Kept beside the features, whose own properties have no types. */
const rowsOfMarkers = new WeakMap<FeatureLike, Ranked>();

/** Metres a pixel below which settlements carry their names. */
const NAMES_BELOW = 12;

export function overlay(zIndex: number, declutter = false): Shapes {
  return new VectorLayer({ source: new VectorSource(), zIndex, declutter });
}

/** Shows these features and no others. */
export function fill(layer: Shapes, features: Feature[]): void {
  const source = layer.getSource();
  source?.clear(true);
  source?.addFeatures(features);
}

/** One feature a row, placed at the settlement's centre. */
export function markerFeatures(rows: readonly Ranked[]): Feature[] {
  return rows.map((row) => {
    const feature = new Feature(new Point(fromLonLat([...row.settlement.centre])));
    rowsOfMarkers.set(feature, row);
    return feature;
  });
}

/** The row a marker stands for. */
export function rowOf(feature: FeatureLike): Ranked | null {
  return rowsOfMarkers.get(feature) ?? null;
}

/** A disc with the class letter; the worst lie on top, the selected one above all. */
export function markerStyle(dark: boolean, selected: string | null) {
  const shades = greys(dark);
  return (feature: FeatureLike): Style[] => {
    const row = rowOf(feature);
    if (row === null) return [];
    const chosen = row.settlement.code === selected;
    const order = chosen ? 100_000 : 50_000 - row.rank;
    return [...(chosen ? [halo(shades, order)] : []), disc(row, chosen, shades, order)];
  };
}

function halo(shades: Greys, zIndex: number): Style {
  const image = new CircleStyle({
    radius: 19,
    fill: new Fill({ color: `${shades.halo}99` }),
    stroke: new Stroke({ color: shades.ring, width: 3 }),
  });
  return new Style({ image, zIndex });
}

function disc(row: Ranked, chosen: boolean, shades: Greys, zIndex: number): Style {
  const letter = row.score.class;
  const unsure = row.score.band === 'insufficient_data';
  const image = new CircleStyle({
    radius: chosen ? 14 : 11,
    fill: new Fill({ color: CLASS_COLOURS[letter] }),
    stroke: new Stroke({ color: shades.ring, width: unsure ? 2 : 1.5, ...(unsure && { lineDash: [3, 3] }) }),
  });
  const text = new Text({ text: letter, font: `700 ${chosen ? 15 : 12}px ${FONT}`, fill: new Fill({ color: inkOn(letter) }), offsetY: 1 });
  return new Style({ image, text, zIndex });
}

/** The names of settlements, where the map is near enough for them. */
export function siteNameStyle(dark: boolean, selected: string | null) {
  const shades = greys(dark);
  return (feature: FeatureLike, resolution: number): Style | undefined => {
    const row = rowOf(feature);
    const chosen = row !== null && row.settlement.code === selected;
    if (row === null || (resolution > NAMES_BELOW && !chosen)) return undefined;
    return label(row.settlement.name, { shades, bold: true, offsetY: chosen ? 29 : 20, zIndex: chosen ? 1000 : -row.rank });
  };
}

/** Reads shapes as the API writes them. */
export function shapeFeatures(items: Items['features']): Feature[] {
  return items.flatMap((item) => {
    if (item.geometry === null) return [];
    return geojson.readFeatures({ type: 'FeatureCollection', features: [item] });
  });
}

/** A neighbourhood's name inside it, left out where it does not fit. */
export function areaNameStyle(dark: boolean, onColour: boolean) {
  const shades = onColour ? { ...greys(false), label: '#1d262d' } : greys(dark);
  return (feature: FeatureLike): Style => {
    const name: unknown = feature.get('name');
    return label(typeof name === 'string' ? name : '', { shades, bold: false, offsetY: 0, zIndex: 0 });
  };
}

interface LabelLook {
  readonly shades: Greys;
  readonly bold: boolean;
  readonly offsetY: number;
  readonly zIndex: number;
}

function label(text: string, { shades, bold, offsetY, zIndex }: LabelLook): Style {
  return new Style({
    text: new Text({
      text,
      font: `${bold ? 600 : 500} ${bold ? 13 : 11}px ${FONT}`,
      fill: new Fill({ color: bold ? shades.ring : shades.label }),
      stroke: new Stroke({ color: shades.halo, width: 3.5 }),
      offsetY,
    }),
    zIndex,
  });
}

/** A double line round what is selected, seen on any ground. */
export function outlineStyle(dark: boolean): Style[] {
  const { ring, halo: under } = greys(dark);
  return [
    new Style({ stroke: new Stroke({ color: under, width: 6 }) }),
    new Style({ stroke: new Stroke({ color: ring, width: 3 }) }),
  ];
}
