// The weights of the scores, changed and tried before they are kept. Ties their panels to the state.
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Answer } from './panels/Fold';
import { Failed, Loading, Refused } from './panels/Notice';
import { WeightsEffect } from './panels/WeightsEffect';
import { WeightsForm } from './panels/WeightsForm';
import { WeightsKeep, WeightsVersions } from './panels/WeightsKeep';
import { who as asked } from './state/account';
import { figuresOf, keyOf } from './state/figures';
import { valueOf } from './state/loadable';
import { words } from './state/place';
import { may } from './state/rights';
import * as weighing from './state/weighing';

const figures = computed(() => figuresOf(weighing.text.value));
const before = computed(() => new Map(figuresOf(weighing.known.value?.text ?? '').map((one) => [keyOf(one), one.text])));

/** Numbers that differ from those in force. */
const changed = computed(() => figures.value.filter((one) => before.value.get(keyOf(one)) !== one.text).length);

export function WeightsEditor() {
  useEffect(weighing.read, []);
  const said = words.value;
  const who = valueOf(asked.now.value);
  const mayWrite = who !== null && may(who, 'hazard', 'write', 'territory');
  const [kept, now, inForce] = [weighing.kept.value, weighing.known.value, weighing.inForce.now.value];
  return (
    <section aria-labelledby="weights-title">
      <h2 id="weights-title">{said.say('part-weights')}</h2>
      <p class="small">{said.say(mayWrite ? 'weights-intro' : 'weights-intro-try')}</p>
      {kept !== null && (
        <p role="status" class="notice">
          {said.say('weights-kept', { version: kept.set.version, assessed: kept.assessed })}
        </p>
      )}
      {weighing.draft.value === null && weighing.failure.value !== null && <Refused error={weighing.failure.value} words={said} />}
      {inForce.is === 'failed' && <Failed error={inForce.error} words={said} retry={weighing.inForce.retry} />}
      {inForce.is === 'loading' && now === null && <Loading text={said.say('loading')} />}
      {now !== null && (
          <div class="weights-page">
            <div>
              <WeightsForm words={said} figures={figures.value} before={before.value} text={weighing.text.value} mayWrite onChange={weighing.change} onEven={weighing.even} onWrite={weighing.write} />
              <h3>{said.say('weights-versions')}</h3>
              <WeightsVersions words={said} versions={now.versions} busy={weighing.busy.value} onTakeUp={(version) => void weighing.takeUp(version)} />
            </div>
            <Tried mayWrite={mayWrite} />
          </div>
      )}
    </section>
  );
}

function Tried({ mayWrite }: { readonly mayWrite: boolean }) {
  const said = words.value;
  const tried = weighing.tried.now.value;
  return (
    <div class="weights-effect" aria-labelledby="weights-effect-title" role="group">
      <h3 id="weights-effect-title">{said.say('weights-effect')}</h3>
      {weighing.draft.value === null && <p class="small">{said.say('weights-nothing-tried')}</p>}
      {weighing.draft.value !== null && (
        <>
          <Answer words={said} answer={tried} onRetry={weighing.tried.retry}>
            {(answer) => <WeightsEffect words={said} tried={answer} />}
          </Answer>
          {mayWrite && (
            <WeightsKeep
              words={said}
              changes={tried.is === 'ready' ? Math.max(changed.value, tried.value.changes.length) : 0}
              failure={weighing.failure.value}
              busy={weighing.busy.value}
              onKeep={(note) => void weighing.keep(note)}
              onLookAgain={() => void weighing.lookAgain()}
              onLeave={weighing.leave}
            />
          )}
          {!mayWrite && (
            <button type="button" class="button quiet" onClick={weighing.leave}>
              {said.say('weights-leave')}
            </button>
          )}
        </>
      )}
    </div>
  );
}
