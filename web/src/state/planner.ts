// What the planner asks for, and what came of it. Lists of families stay in this page's memory only.
import { effect, signal } from '@preact/signals';
import { keepPlacing, placeFamilies } from '../api/client';
import type { Kept, Placing, PlacingRules } from '../api/placing';
import { resource, valueOf } from './loadable';
import { NO_RULES } from './rules';

/** The list of families: what the file is called, and its text. */
export const list = signal<{ readonly name: string; readonly text: string } | null>(null);
export const rules = signal<PlacingRules>(NO_RULES);
export const proposal = resource<Placing>();
export const kept = resource<Kept>();
/** The proposal before the one that is on its way, so that the page does not go blank. */
export const shown = signal<Placing | null>(null);
/** Whether the page for the council is in view. */
export const forCouncil = signal(false);

effect(() => {
  const found = valueOf(proposal.now.value);
  if (found !== null) shown.value = found;
});

/** Asks with these rules. */
export function propose(next: PlacingRules): void {
  rules.value = next;
  kept.clear();
  const families = list.peek();
  if (families === null) return;
  proposal.load((at) => placeFamilies({ families_csv: families.text, rules: next }, at));
}

/** Takes another list; homes set by hand for the last one are forgotten. */
export async function takeList(file: File): Promise<void> {
  list.value = { name: file.name, text: await textOf(file) };
  shown.value = null;
  propose({ ...rules.peek(), locks: {}, forbids: {} });
}

export function keep(by: string, note: string): void {
  const families = list.peek();
  if (families === null) return;
  const asked = { families_csv: families.text, rules: rules.peek(), by, note };
  kept.load((at) => keepPlacing(asked, at));
}

/** Spreadsheets write UTF-8 or Windows-1252. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
