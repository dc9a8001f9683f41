// The instrument that lays two days of dispersal beside each other. Ties its panel to the state.
import { useEffect } from 'preact/hooks';
import { ComparePanel } from './panels/ComparePanel';
import * as compare from './state/compare';
import { differences } from './state/differences';
import { valueOf } from './state/loadable';
import { turn } from './state/marks';
import { go, place, words } from './state/place';

export function CompareTool() {
  useEffect(compare.start, []);
  // On a phone the instruments lie below what opened them.
  useEffect(() => document.getElementById('tools')?.scrollIntoView({ block: 'nearest' }), []);
  const [then, now] = [valueOf(compare.earlier.now.value), compare.later.value];
  return (
    <ComparePanel
      words={words.value}
      against={compare.against.value}
      until={place.value.asked.until ?? now?.as_of ?? null}
      then={then}
      now={now}
      earlier={compare.earlier.now.value}
      isCut={compare.isCut.value}
      differences={then === null || now === null ? [] : differences(then.neighbourhoods, now.neighbourhoods)}
      onAgainst={(against) => turn({ against })}
      onUntil={(until) => go({ asked: { ...place.peek().asked, until } })}
      onWhole={() => go({ asked: { ...place.peek().asked, since: null } })}
      onRetry={compare.earlier.retry}
    />
  );
}
