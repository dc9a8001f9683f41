// Places that somebody has named on the map: a pin, a line to measure along, a ring to measure within.
import Feature, { type FeatureLike } from 'ol/Feature';
import LineString from 'ol/geom/LineString';
import Point from 'ol/geom/Point';
import Polygon from 'ol/geom/Polygon';
import { fromLonLat } from 'ol/proj';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import { greys } from './look';
import type { Marks } from './scene';

/** Each place, and what they are the corners of. */
export function markFeatures({ spots, isRing, chosen, isTrack }: Marks): Feature[] {
  const places = spots.map(({ lon, lat }) => fromLonLat([lon, lat]));
  const all = places.map((place, at) => new Feature({ geometry: new Point(place), chosen: at === chosen }));
  const points = isTrack ? all.filter((_, at) => at === chosen) : all;
  if (places.length < 2) return points;
  const line = isRing && places.length > 2 ? new Polygon([places]) : new LineString(places);
  return [new Feature(line), ...points];
}

/** Seen on any ground: a light line under a dark one, and the other way round by night. */
export function marksStyle(dark: boolean): (feature: FeatureLike) => Style[] {
  const { ring, halo } = greys(dark);
  const under = new Style({ stroke: new Stroke({ color: halo, width: 6 }), fill: new Fill({ color: `${halo}66` }) });
  const line = new Style({ stroke: new Stroke({ color: ring, width: 2.5, lineDash: [8, 5] }) });
  const disc = (radius: number) => new Style({ image: new CircleStyle({ radius, fill: new Fill({ color: '#ea5b3f' }), stroke: new Stroke({ color: ring, width: 2 }) }) });
  const [point, chosen] = [disc(7), disc(11)];
  return (feature) => (feature.getGeometry()?.getType() !== 'Point' ? [under, line] : feature.get('chosen') === true ? [chosen] : [point]);
}
