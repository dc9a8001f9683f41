// A score as a bar: one segment per contribution, end to end, so that the last one ends at the score.
import type { Assessment, FactorScore, Part } from '../api/types';

export interface Segment {
  /** A factor's code, or `vulnerability`. */
  readonly of: string;
  readonly points: number;
  /** Where it begins on the scale of 0 to 100. */
  readonly start: number;
  /** False where nothing about it is known and the method counts half. */
  readonly known: boolean;
}

/** Largest first, vulnerability last because it amplifies the others; what adds nothing has no segment. */
export function segments(assessment: Assessment): Segment[] {
  const parts = [...assessment.factors]
    .sort((a, b) => b.points - a.points)
    .map((factor) => ({ of: factor.factor, points: factor.points, known: isKnown(factor) }));
  // Only a visit tells how vulnerable people are, and its answers fill checklists too.
  parts.push({ of: 'vulnerability', points: assessment.vulnerability_points, known: isVisited(assessment) });
  let start = 0;
  return parts
    .filter(({ points }) => points > 0)
    .map((part) => {
      const segment = { ...part, start };
      start += part.points;
      return segment;
    });
}

/** Whether the contributions add up to the score, as the method promises; 0.05 is half a shown digit. */
export function addsUp(assessment: Assessment): boolean {
  const sum = assessment.factors.reduce((total, { points }) => total + points, assessment.vulnerability_points);
  return Math.abs(sum - assessment.score.value) < 0.05;
}

/** Whether anything at all about the factor comes from a layer or an answer. */
export function isKnown(factor: FactorScore): boolean {
  return factor.parts.length === 0 || factor.parts.some(isPartKnown);
}

function isPartKnown(part: Part): boolean {
  switch (part.of) {
    case 'zones':
    case 'depth':
      return (part.unknown_share ?? 0) < 1;
    case 'nearness':
    case 'checklist':
      return true;
    case 'outside_study':
    case 'unmapped_nearness':
    case 'unanswered':
      return false;
  }
}

/** Whether somebody has been there: a checklist with an answer says so. */
export function isVisited(assessment: Assessment): boolean {
  return assessment.factors.some(({ parts }) => parts.some(({ of }) => of === 'checklist'));
}

export interface SplitFactors {
  /** Those that add points or, for all that is known, could. */
  readonly counted: readonly FactorScore[];
  /** Those looked at and found harmless. */
  readonly clear: readonly FactorScore[];
  /** Those that no layer speaks of: nobody has looked, which is not the same as harmless. */
  readonly unseen: readonly FactorScore[];
}

/** Factors as a reader needs them, the largest first: what counts or could, what was found harmless, what nobody has looked at. */
export function splitFactors(factors: readonly FactorScore[]): SplitFactors {
  const ordered = [...factors].sort((a, b) => b.points - a.points || b.high - a.high);
  const silent = ordered.filter(({ points, high }) => points <= 0 && high <= 0);
  return {
    counted: ordered.filter(({ points, high }) => points > 0 || high > 0),
    clear: silent.filter(({ parts }) => parts.length > 0),
    unseen: silent.filter(({ parts }) => parts.length === 0),
  };
}
