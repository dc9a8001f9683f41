// The administration: its parts, of which one is open.
import type { ComponentType } from 'preact';
import { Files, Layers, National, Webhooks } from './AdminFiles';
import { People } from './AdminPeople';
import { Due, Record, State } from './AdminRecord';
import { WeightsEditor } from './AdminWeights';
import { PartTabs } from './panels/PartTabs';
import { who as asked } from './state/account';
import { valueOf } from './state/loadable';
import type { Part } from './state/permalink';
import { go, place, words } from './state/place';
import { may, partsOf } from './state/rights';
import './text/desk';

const PAGES: { readonly [P in Part]: ComponentType } = { people: People, weights: WeightsEditor, layers: Layers, files: Rows, others: Webhooks, record: Record, retention: Due, installation: State };

export function Administration() {
  const said = words.value;
  const who = valueOf(asked.now.value);
  if (who === null) return null;
  const parts = partsOf(who);
  const wanted = place.value.part;
  const part = parts.find((one) => one === wanted) ?? parts[0] ?? null;
  const Page = part === null ? null : PAGES[part];
  return (
    <main class="alone planner work administration" id="table">
      <h1>{said.say('view-administration')}</h1>
      <PartTabs words={said} parts={parts} part={part} onPart={(next) => go({ part: next, work: { ...place.peek().work, entry: null } })} />
      {wanted !== null && part !== wanted && <p class="notice">{said.say('part-not-yours')}</p>}
      {Page !== null && <Page />}
    </main>
  );
}

/** Rows as files, and the sheet of the national platform, as far as somebody may. */
function Rows() {
  const who = valueOf(asked.now.value);
  return (
    <>
      {who !== null && may(who, 'sites', 'read', 'territory') && <Files />}
      <National />
    </>
  );
}
