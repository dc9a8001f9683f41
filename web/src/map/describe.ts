// What lies under the pointer, in words.
import type { FeatureLike } from 'ol/Feature';
import type { Ranked } from '../api/types';
import type { DrawnLayer } from '../state/layers';
import { areaClass } from '../state/palette';
import type { View } from '../state/permalink';
import type { Words } from '../text/words';
import { clusterOf, describeCluster } from './clusters';
import { numberOf, textOf } from './read';

export function describeSite(row: Ranked, words: Words): string {
  const { settlement, score } = row;
  const band = `${score.class} (${words.word('band', score.band)})`;
  return words.say('tip-site', { name: settlement.name, class: band, score: words.number(score.value) });
}

export function describe(layer: DrawnLayer, feature: FeatureLike, view: View, words: Words): string | null {
  switch (layer.group) {
    case 'settlements': {
      const cluster = clusterOf(feature);
      return cluster !== null && cluster.count > 1 ? describeCluster(cluster, words) : textOf(feature, 'name');
    }
    case 'zones':
      return words.say('tip-zone', {
        peril: words.word('layer', layer.code),
        severity: words.word('severity', String(numberOf(feature, 'severity') ?? '')),
      });
    case 'landmarks':
      return textOf(feature, 'name') ?? words.word('layer', layer.code);
    case 'neighbourhoods':
      return view === 'dispersal' ? describeArea(feature, words) : textOf(feature, 'name');
  }
}

function describeArea(feature: FeatureLike, words: Words): string {
  const name = textOf(feature, 'name') ?? '';
  const quotient = numberOf(feature, 'location_quotient');
  if (quotient !== null) return words.say('tip-area-quotient', { name, quotient: words.number(quotient, 2) });
  const given = { households: numberOf(feature, 'households'), rehoused: numberOf(feature, 'rehoused'), quotient };
  return words.say(areaClass(given) === 'hidden' ? 'tip-area-hidden' : 'tip-area', { name });
}
