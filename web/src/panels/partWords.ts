// What was found about one factor, in words a safety officer would use.
import type { Part } from '../api/types';
import type { Words } from '../text/words';

/** One sentence a part, such as `Flood: 50 % of the site in high danger, 20 % in very high`. */
export function partWords(part: Part, words: Words): string {
  switch (part.of) {
    case 'zones':
      return zonesWords(part, words);
    case 'nearness':
      return nearnessWords(part, words);
    case 'outside_study':
      return words.say('part-outside-study', { peril: words.word('layer', part.peril) });
    case 'unmapped_nearness':
      return words.say('part-outside-study', { peril: words.word('layer', part.landmark) });
    case 'unanswered':
      return words.say('part-unanswered');
  }
}

type Zones = Extract<Part, { of: 'zones' }>;

/** The shares of the site by severity, the worst first; outside all zones, how far the nearest worst one is. */
function zonesWords(part: Zones, words: Words): string {
  const peril = words.word('layer', part.peril);
  const touched = bySeverity(part.shares).filter(({ value }) => value > 0);
  if (touched.length > 0) {
    const shares = touched.map(({ severity, value }, index) =>
      words.say(index === 0 ? 'part-share' : 'part-share-more', {
        percent: words.percent(value),
        severity: words.word('severity', String(severity)),
      }),
    );
    return words.say('part-zones', { peril, shares: shares.join(', ') });
  }
  const nearest = bySeverity(part.distances_m.map((distance) => distance ?? Infinity))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)[0];
  if (nearest === undefined) return words.say('part-zones-far', { peril });
  const severity = words.word('severity', String(nearest.severity));
  return words.say('part-zones-near', { peril, severity, distance: words.metres(nearest.value) });
}

/** Values of severities 1 to 4, the worst first. */
function bySeverity(values: readonly number[]): { severity: number; value: number }[] {
  return values.map((value, index) => ({ severity: index + 1, value })).reverse();
}

function nearnessWords(part: Extract<Part, { of: 'nearness' }>, words: Words): string {
  const landmark = words.word('layer', part.landmark);
  if (part.distance_m === null) return words.say('part-not-near', { landmark });
  if (part.distance_m < 0.5) return words.say('part-touch', { landmark });
  return words.say('part-near', { landmark, distance: words.metres(part.distance_m) });
}
