// What is known of a settlement besides its danger.
import type { Settlement } from '../api/types';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly settlement: Settlement;
  /** The neighbourhood's own name, where the settlement lies in one. */
  readonly areaName: string | null;
}

export function SiteFacts({ words, settlement, areaName }: Props) {
  const count = (value: number | null) => (value === null ? null : words.number(value));
  const facts: readonly [string, string | null][] = [
    ['kind', words.word('kind', settlement.kind)],
    ['status', words.word('status', settlement.status)],
    ['households', count(settlement.households)],
    ['people', count(settlement.people)],
    ['neighbourhood', areaName],
    ['installed', settlement.installed_on && words.day(settlement.installed_on)],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{words.say(`fact-${name}`)}</dt>
          <dd>{value ?? words.say('not-known')}</dd>
        </div>
      ))}
    </dl>
  );
}
