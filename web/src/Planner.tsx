// The planner: families and rules on one side, the proposal on the other, and its page for the council.
import { useEffect } from 'preact/hooks';
import type { Status } from './api/types';
import { PlacingCouncil } from './panels/PlacingCouncil';
import { PlacingEffect } from './panels/PlacingEffect';
import { PlacingFamilies } from './panels/PlacingFamilies';
import { PlacingForm } from './panels/PlacingForm';
import { PlacingKept } from './panels/PlacingKept';
import { Empty, Failed, Loading } from './panels/Notice';
import { words } from './state/place';
import * as planner from './state/planner';
import { forbidden, handsOff, locked } from './state/rules';

export function Planner({ status }: { readonly status: Status }) {
  const said = words.value;
  const proposal = planner.shown.value;
  const now = planner.proposal.now.value;
  useEffect(planner.readKept, []);
  if (planner.forCouncil.value && proposal !== null) {
    return (
      <main class="alone council-main">
        <PlacingCouncil words={said} report={proposal} rules={planner.rules.value} territory={status.territory} onBack={() => (planner.forCouncil.value = false)} />
      </main>
    );
  }
  const hasOffers = status.layers.some(({ group }) => group === 'offers');
  return (
    <main class="alone planner">
      <h1>{said.say('placing-title')}</h1>
      <p class="small">{said.say('placing-intro')}</p>
      {!hasOffers && <Empty title={said.say('empty-offers')} advice={said.say('empty-offers-do')} command="jalon import offers FILE" />}
      {hasOffers && (
        <PlacingForm
          words={said}
          list={planner.list.value}
          rules={planner.rules.value}
          report={proposal}
          kept={planner.kept.now.value}
          onList={(file) => void planner.takeList(file)}
          onRules={planner.propose}
          onHandsOff={() => planner.propose(handsOff(planner.rules.peek()))}
          onKeep={planner.keep}
          onCouncil={() => (planner.forCouncil.value = true)}
        />
      )}
      {now.is === 'loading' && <Loading text={said.say('loading-placing')} />}
      {now.is === 'failed' && <Failed error={now.error} words={said} retry={planner.proposal.retry} />}
      {proposal !== null && (
        <>
          <PlacingEffect words={said} report={proposal} />
          <PlacingFamilies
            words={said}
            families={proposal.families}
            onLock={(household, offer) => planner.propose(locked(planner.rules.peek(), household, offer))}
            onForbid={(household, offer) => planner.propose(forbidden(planner.rules.peek(), household, offer))}
          />
        </>
      )}
      <PlacingKept
        words={said}
        known={planner.knownProposals.value}
        proposals={planner.proposals.now.value}
        decided={planner.decided.now.value}
        onDecide={planner.decide}
        onOlder={planner.readOlder}
        onRetry={planner.readKept}
      />
    </main>
  );
}
