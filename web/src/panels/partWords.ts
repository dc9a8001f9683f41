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
    case 'depth':
      return depthWords(part, words);
    case 'checklist':
      return checklistWords(part, words);
  }
}

/** The layer a part was measured on, if it was. */
export function partLayer(part: Part): { readonly code: string; readonly version: number } | null {
  switch (part.of) {
    case 'zones':
    case 'outside_study':
      return { code: part.peril, version: part.layer_version };
    case 'depth':
      return { code: `${part.peril}_depth`, version: part.layer_version };
    case 'nearness':
    case 'unmapped_nearness':
      return { code: part.landmark, version: part.layer_version };
    case 'unanswered':
    case 'checklist':
      return null;
  }
}

type Zones = Pick<Extract<Part, { of: 'zones' }>, 'peril' | 'shares' | 'distances_m' | 'unknown_share'>;

/** What the zones cover, and how much of the site nobody has studied. */
function zonesWords(part: Zones, words: Words): string {
  const drawn = drawnWords(part, words);
  const unknown = part.unknown_share ?? 0;
  if (unknown <= 0) return drawn;
  return words.say('part-partly-unknown', { found: drawn, percent: words.percent(unknown) });
}

/** How deep the water is, then the same as for zones. */
function depthWords(part: Extract<Part, { of: 'depth' }>, words: Words): string {
  const layer = words.word('layer', `${part.peril}_depth`);
  if (part.max_depth_m === null) return words.say('part-depth-none', { layer });
  const depth = words.say('part-depth', {
    layer,
    max: words.number(part.max_depth_m, 1),
    mean: words.number(part.mean_depth_m ?? 0, 1),
  });
  const isOver = part.shares.some((share) => share > 0) || part.unknown_share > 0;
  return isOver ? `${depth} · ${zonesWords(part, words)}` : depth;
}

const ANSWERS_TOLD = 3;

/** The answers that weigh most, and how many questions are still open. */
function checklistWords(part: Extract<Part, { of: 'checklist' }>, words: Words): string {
  const questions = part.groups.flatMap((group) => group.questions);
  const bad = questions
    .map(({ question, weight, deficit }) => ({ question, weighs: weight * (deficit ?? 0) }))
    .filter(({ weighs }) => weighs > 0)
    .sort((a, b) => b.weighs - a.weighs)
    .slice(0, ANSWERS_TOLD)
    .map(({ question }) => words.word('question', question));
  const found = bad.length > 0 ? words.list(bad) : words.say('part-checklist-good');
  const open = questions.filter(({ deficit }) => deficit === null).length;
  return open > 0 ? words.say('part-checklist-open', { found, open, of: questions.length }) : found;
}

/** The shares of the site by severity, the worst first; outside all zones, how far the nearest worst one is. */
function drawnWords(part: Zones, words: Words): string {
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
