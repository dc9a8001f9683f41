// Clusters of settlements, as the server's tiles hold them at low zooms.
import type { FeatureLike } from 'ol/Feature';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import type { HazardClass } from '../api/types';
import { CLASS_COLOURS } from '../state/palette';
import { CLASSES } from '../state/permalink';
import type { Words } from '../text/words';
import { FONT, greys, type Look } from './look';
import { numberOf, textOf } from './read';

export interface Cluster {
  readonly count: number;
  readonly worst: HazardClass | null;
  /** Those that are known, added up. */
  readonly households: number | null;
}

/** What a feature gathers; nothing for a settlement drawn by itself. */
export function clusterOf(feature: FeatureLike): Cluster | null {
  const count = numberOf(feature, 'count');
  if (count === null) return null;
  const worst = CLASSES.find((known) => known === textOf(feature, 'worst_class')) ?? null;
  return { count, worst, households: numberOf(feature, 'households') };
}

/** A disc with the number, its ring in the colour of the worst class and wider the worse that is. */
export function clusterStyle(look: Look): (feature: FeatureLike) => Style | undefined {
  const { ring, halo } = greys(look.dark);
  return (feature) => {
    const cluster = look.filtered ? null : clusterOf(feature);
    if (cluster === null) return undefined;
    const place = cluster.worst === null ? 0 : CLASSES.indexOf(cluster.worst);
    const color = cluster.worst === null ? '#9aa3ab' : CLASS_COLOURS[cluster.worst];
    // On tiles the pointer finds only those signs that do not take part in decluttering.
    const image = new CircleStyle({
      radius: 14,
      fill: new Fill({ color: halo }),
      stroke: new Stroke({ color, width: 2 + place }),
      declutterMode: 'none',
    });
    const text = new Text({ text: String(cluster.count), font: `700 12px ${FONT}`, fill: new Fill({ color: ring }), offsetY: 1 });
    return new Style({ image, text, zIndex: place });
  };
}

export function describeCluster({ count, worst, households }: Cluster, words: Words): string {
  const said = words.say('tip-cluster', { count, households: households ?? 0 });
  return worst === null ? said : `${said} ${words.say('tip-cluster-worst', { class: worst })}`;
}
