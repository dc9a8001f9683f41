// The rules of a proposal as the planner's form changes them: pure functions.
import type { PlacingRules } from '../api/placing';

export const NO_RULES: PlacingRules = { cap_deprived: null, landlord_caps: {}, locks: {}, forbids: {} };

/** Sets the home of a family by hand; the same again takes it back. */
export function locked(rules: PlacingRules, household: string, offer: string): PlacingRules {
  const { [household]: before, ...others } = rules.locks;
  return { ...rules, locks: before === offer ? others : { ...others, [household]: offer } };
}

/** Rules a home out for a family; a home that was set by hand is set no more. */
export function forbidden(rules: PlacingRules, household: string, offer: string): PlacingRules {
  const { [household]: lock, ...locks } = rules.locks;
  const kept = lock === undefined || lock === offer ? locks : rules.locks;
  const before = rules.forbids[household] ?? [];
  return { ...rules, locks: kept, forbids: { ...rules.forbids, [household]: [...new Set([...before, offer])] } };
}

/** What was set or ruled out by hand, all taken back. */
export function handsOff(rules: PlacingRules): PlacingRules {
  return { ...rules, locks: {}, forbids: {} };
}

/** How many homes were set or ruled out by hand. */
export function byHand(rules: PlacingRules): number {
  return Object.keys(rules.locks).length + Object.values(rules.forbids).reduce((sum, offers) => sum + offers.length, 0);
}

/** The share of a field in per cent; `null` for a blank one or one that is no share. */
export function shareOf(percent: string): number | null {
  const value = percent.trim() === '' ? NaN : Number(percent.replace(',', '.'));
  return value >= 0 && value <= 100 ? value / 100 : null;
}

/** The most a landlord is asked for; a blank field is no limit. */
export function limited(rules: PlacingRules, landlord: string, most: string): PlacingRules {
  const { [landlord]: _before, ...others } = rules.landlord_caps;
  const given = /^\d+$/.test(most.trim());
  return { ...rules, landlord_caps: given ? { ...others, [landlord]: Number(most) } : others };
}
