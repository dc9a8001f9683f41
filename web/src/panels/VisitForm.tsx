// A visit as it is written: one group of questions a screen, for one thumb. What is typed is kept at every stroke.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { knownOf, stepsOf, type Draft } from '../state/draft';
import type { Words } from '../text/words';
import { Sure } from './Sure';
import { VisitGroup } from './VisitGroup';
import { VisitPlace, type PlaceProps } from './VisitPlace';
import { VisitReview } from './VisitReview';

interface Props extends PlaceProps {
  readonly words: Words;
  readonly draft: Draft;
  /** The screen on which the settlement is walked around. */
  readonly outline: ComponentChildren;
  readonly onChange: (draft: Draft) => void;
  readonly onSend: () => Promise<void>;
  readonly onGiveUp: () => void;
  readonly onAside: () => void;
}

export function VisitForm(props: Props) {
  const { words, draft, onChange } = props;
  const steps = stepsOf(draft);
  const at = Math.min(draft.step, steps.length - 1);
  const step = steps[at];
  const title = useRef<HTMLHeadingElement>(null);
  const goTo = (next: number) => onChange({ ...draft, step: next });
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.closest('.visit')?.scrollIntoView({ block: 'start' });
  }, [at, draft.id]);
  if (step === undefined) return null;
  const heading = step.is === 'group' ? words.word('group', step.group) : words.say(`visit-step-${step.is}`);
  return (
    <section class="visit" aria-labelledby="visit-title">
      <p class="eyebrow">
        {draft.name} <span class="site-code">{draft.settlement}</span>
      </p>
      <h1 id="visit-title" tabIndex={-1} ref={title}>
        {heading}
      </h1>
      <progress class="visit-progress" value={at} max={steps.length - 1} aria-label={words.say('visit-progress', { at: at + 1, of: steps.length })} />
      {step.is === 'start' && <Start {...props} />}
      {step.is === 'group' && <VisitGroup key={step.group} words={words} draft={draft} questions={step.questions} onChange={onChange} />}
      {step.is === 'outline' && props.outline}
      {step.is === 'place' && <VisitPlace {...props} />}
      {step.is === 'review' && <VisitReview {...props} steps={steps} onGoTo={goTo} />}
      {step.is !== 'start' && (
        <p class={step.is === 'review' ? 'visit-choices' : 'visit-ways'}>
          <button type="button" class="big-button quiet" onClick={() => goTo(draft.nothingChanged && at === 1 ? 0 : at - 1)}>
            {words.say('visit-back')}
          </button>
          {step.is !== 'review' && (
            <button type="button" class="big-button first" onClick={() => goTo(at + 1)}>
              {words.say('visit-next')}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

function Start({ words, draft, onChange, onGiveUp, onAside }: Props) {
  const known = knownOf(draft).filter(({ source }) => source?.of === 'visit');
  const days = known.flatMap(({ source }) => (source?.of === 'visit' ? [source.on] : [])).sort();
  const last = days.at(-1);
  const review = stepsOf({ ...draft, nothingChanged: true }).length - 1;
  return (
    <>
      {last === undefined ? <p>{words.say('visit-never')}</p> : <p>{words.say('visit-last', { day: words.day(last), count: known.length })}</p>}
      <p class="visit-choice">
        {last !== undefined && (
          <button type="button" class="big-button" onClick={() => onChange({ ...draft, nothingChanged: true, step: review })}>
            {words.say('visit-nothing-changed')}
          </button>
        )}
        <button type="button" class="big-button first" onClick={() => onChange({ ...draft, nothingChanged: false, step: 1 })}>
          {words.say(Object.keys(draft.answers).length > 0 ? 'visit-go-on' : 'visit-answer')}
        </button>
      </p>
      <p class="small">{words.say('visit-kept')}</p>
      <button type="button" class="button quiet" onClick={onAside}>
        {words.say('visit-aside')}
      </button>
      <Sure words={words} ask={words.say('visit-give-up')} sure={words.say('visit-give-up-sure')} busy={false} onSure={onGiveUp} />
    </>
  );
}
