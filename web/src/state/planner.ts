// What the planner asks for, and what came of it. Lists of families stay in this page's memory only.
import { effect, signal } from '@preact/signals';
import { decideProposal, keepPlacing, placeFamilies, readProposals } from '../api/client';
import type { Decision, Kept, KeptList, Placing, PlacingRules } from '../api/placing';
import { resource, valueOf } from './loadable';
import { NO_RULES } from './rules';

/** The list of families: what the file is called, and its text. */
export const list = signal<{ readonly name: string; readonly text: string } | null>(null);
export const rules = signal<PlacingRules>(NO_RULES);
export const proposal = resource<Placing>();
export const kept = resource<Kept>();
/** Proposals that were kept, newest first, as far as they were asked for. */
export const proposals = resource<KeptList>();
export const decided = resource<Kept>();
/** Those known while newer ones are on their way, so that a form half filled in stays. */
export const knownProposals = signal<KeptList | null>(null);
/** The proposal before the one that is on its way, so that the page does not go blank. */
export const shown = signal<Placing | null>(null);
/** Whether the page for the council is in view. */
export const forCouncil = signal(false);

effect(() => {
  const found = valueOf(proposal.now.value);
  if (found !== null) shown.value = found;
});

effect(() => {
  const answers = [kept.now.value, decided.now.value];
  if (answers.some(({ is }) => is === 'ready')) readKept();
});

effect(() => {
  const found = valueOf(proposals.now.value);
  if (found !== null) knownProposals.value = found;
});

/** Asks for the newest kept proposals. */
export function readKept(): void {
  proposals.load((at) => readProposals(null, at));
}

/** Asks for older ones as well. */
export function readOlder(): void {
  const known = knownProposals.peek();
  if (known === null) return;
  proposals.load(async (at) => {
    const older = await readProposals(known.next, at);
    return { ...older, items: [...known.items, ...older.items] };
  });
}

export function decide(decision: Decision): void {
  decided.load((at) => decideProposal(decision, at));
}

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
