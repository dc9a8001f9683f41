// What other weights would do to the ranking: who moves up, who down, and whose class changes.
import { useState } from 'preact/hooks';
import type { Moved, Tried } from '../api/weights';
import type { Words } from '../text/words';
import { ClassBadge } from './signs';

/** Lines drawn at once. */
const STEP = 50;

export function WeightsEffect({ words, tried }: { readonly words: Words; readonly tried: Tried }) {
  const [upTo, setUpTo] = useState(STEP);
  const { items } = tried;
  if (items.length === 0) return <p class="notice">{words.say('weights-no-ranking')}</p>;
  const by = (one: Moved) => one.rank_now - one.rank;
  const isReclassed = (one: Moved) => one.score.class !== one.score_now.class;
  const count = (of: (one: Moved) => boolean) => items.filter(of).length;
  const told = { up: count((one) => by(one) > 0), down: count((one) => by(one) < 0), stay: count((one) => by(one) === 0), classes: count(isReclassed) };
  const touched = items.filter((one) => by(one) !== 0 || isReclassed(one) || Math.abs(one.score.value - one.score_now.value) >= 0.05);
  const sorted = [...touched].sort((a, b) => Number(isReclassed(b)) - Number(isReclassed(a)) || Math.abs(by(b)) - Math.abs(by(a)) || a.rank - b.rank);
  return (
    <>
      <p role="status" class="weights-told">
        {words.say('weights-told', told)}
      </p>
      {touched.length === 0 && <p class="small">{words.say('weights-nothing-moves')}</p>}
      {touched.length > 0 && (
        <div class="table-scroll" role="region" tabIndex={0} aria-label={words.say('weights-effect')}>
          <table class="planner-table">
            <thead>
              <tr>
                <th scope="col">{words.say('weights-site')}</th>
                <th scope="col">{words.say('weights-rank')}</th>
                <th scope="col">{words.say('weights-score')}</th>
                <th scope="col">{words.say('column-class')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.slice(0, upTo).map((one) => (
                <Row key={one.settlement.code} words={words} one={one} by={by(one)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {sorted.length > upTo && (
        <button type="button" class="button quiet" onClick={() => setUpTo(upTo + STEP)}>
          {words.say('show-more', { count: Math.min(STEP, sorted.length - upTo) })}
        </button>
      )}
    </>
  );
}

function Row({ words, one, by }: { readonly words: Words; readonly one: Moved; readonly by: number }) {
  const { settlement, rank_now, rank, score_now, score } = one;
  const way = by > 0 ? 'up' : by < 0 ? 'down' : 'same';
  return (
    <tr>
      <th scope="row">
        {settlement.name} <span class="small">{settlement.code}</span>
      </th>
      <td>
        {rank_now} → <strong>{rank}</strong> <span class={`weights-way ${way}`}>{words.say(`weights-${way}`, { by: Math.abs(by) })}</span>
      </td>
      <td>
        {words.number(score_now.value, 1)} → <strong>{words.number(score.value, 1)}</strong>
      </td>
      <td class="weights-way">
        <ClassBadge letter={score_now.class} />
        {score.class !== score_now.class && (
          <>
            {' → '}
            <ClassBadge letter={score.class} />
          </>
        )}
        <span class="unseen">{words.say('weights-classes', { from: score_now.class, to: score.class })}</span>
      </td>
    </tr>
  );
}
