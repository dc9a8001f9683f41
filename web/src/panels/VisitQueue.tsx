// Visits on their way, those that were refused beside what the server said, and those on which others have said something else.
import type { Conflict, Draft } from '../state/draft';
import type { Waiting } from '../state/queue';
import type { Words } from '../text/words';
import { replyWords, sourceWords } from './AnswerTable';
import { Sure } from './Sure';
import { givenWords } from './VisitReview';

interface Props {
  readonly words: Words;
  readonly queue: readonly Waiting[];
  /** What the sealed ones hold, of those that whoever is here has made. */
  readonly copies: Readonly<Record<string, Draft>>;
  readonly went: string | null;
  readonly busy: boolean;
  readonly onSend: () => void;
  readonly onMend: (one: Waiting) => void;
  readonly onAgain: (one: Waiting) => void;
  readonly onThrowAway: (one: Waiting) => void;
}

export function VisitQueue(props: Props) {
  const { words, queue, went, busy, onSend } = props;
  if (queue.length === 0) return null;
  return (
    <section aria-labelledby="field-queue">
      <h2 id="field-queue">{words.say('onsite-queue', { count: queue.length })}</h2>
      {went === 'signed-out' && (
        <p class="notice failed">
          {words.say('onsite-queue-signed-out')} <a href="/sign-in">{words.say('onsite-sign-in')}</a>
        </p>
      )}
      <ul class="field-queue">
        {queue.map((one) => (
          <One key={one.id} {...props} one={one} />
        ))}
      </ul>
      <button type="button" class="big-button" disabled={busy} onClick={onSend}>
        {words.say(busy ? 'onsite-sending' : 'onsite-send-now')}
      </button>
    </section>
  );
}

function One(props: Props & { readonly one: Waiting }) {
  const { words, one, copies } = props;
  const copy = copies[one.id];
  return (
    <li>
      <strong>{copy === undefined ? words.say('onsite-sealed-other') : `${copy.name} ${copy.settlement}`}</strong>
      <span class="small">{words.say('onsite-queue-of', { day: words.day(one.at), hour: words.hour(one.at), photos: one.photos.length })}</span>
      {one.visitSent && <span class="small">{words.say('onsite-queue-part', { left: one.photos.filter(({ sent }) => !sent).length })}</span>}
      {one.refused === null ? <span class="small">{words.say('onsite-queue-sealed')}</span> : <Refused {...props} copy={copy} />}
    </li>
  );
}

function Refused({ words, one, copy, busy, onMend, onAgain, onThrowAway }: Props & { readonly one: Waiting; readonly copy: Draft | undefined }) {
  const { word, message } = one.refused ?? { word: '', message: '' };
  const own = ['other-author', 'other-key'].includes(word) ? words.say(`onsite-refused-${word}`) : words.say('onsite-refused', { message });
  return (
    <div class="field-beside">
      <div>
        <h3>{words.say('onsite-theirs')}</h3>
        <p class="visit-wrong">{own}</p>
      </div>
      {copy !== undefined && (
        <div>
          <h3>{words.say('onsite-mine')}</h3>
          {copy.nothingChanged ? <p>{words.say('visit-nothing-changed-said')}</p> : <Written words={words} copy={copy} />}
        </div>
      )}
      <p class="visit-choices">
        {copy !== undefined && !one.visitSent && (
          <button type="button" class="button" onClick={() => onMend(one)}>
            {words.say('onsite-mend')}
          </button>
        )}
        <button type="button" class="button" onClick={() => onAgain(one)}>
          {words.say('onsite-again')}
        </button>
        {copy !== undefined && <Sure words={words} ask={words.say('onsite-throw-away')} sure={words.say(one.visitSent ? 'onsite-throw-away-photos' : 'onsite-throw-away-sure')} busy={busy} onSure={() => onThrowAway(one)} />}
      </p>
    </div>
  );
}

function Written({ words, copy }: { readonly words: Words; readonly copy: Draft }) {
  return (
    <dl class="facts">
      {copy.asked.map((asked) => {
        const given = copy.answers[asked.question];
        return given === undefined ? null : (
          <div key={asked.question}>
            <dt>{words.word('ask', asked.question)}</dt>
            <dd>{givenWords(asked, given, words)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

interface OutcomesProps {
  readonly words: Words;
  readonly outcomes: readonly { readonly id: string; readonly name: string; readonly conflicts: readonly Conflict[] }[];
  readonly onSeen: (id: string) => void;
}

/** What others have said meanwhile, side by side. The server keeps both visits; the newer one counts. */
export function VisitOutcomes({ words, outcomes, onSeen }: OutcomesProps) {
  return (
    <>
      {outcomes.map(({ id, name, conflicts }) => (
        <section key={id} class="notice field-outcome" aria-labelledby={`outcome-${id}`}>
          <h2 id={`outcome-${id}`}>{words.say('onsite-differs', { name })}</h2>
          <p>{words.say('onsite-differs-do')}</p>
          {conflicts.map((one) => (
            <div key={one.question} class="field-differs">
              <h3>{words.word('ask', one.question)}</h3>
              <dl class="facts">
                <div>
                  <dt>{words.say('onsite-mine')}</dt>
                  <dd>{givenWords(one, one.mine, words)}</dd>
                </div>
                <div>
                  <dt>{words.say('onsite-others')}</dt>
                  <dd>
                    {replyWords(one.theirs, words)} <span class="small">({sourceWords(one.theirs, words)})</span>
                  </dd>
                </div>
              </dl>
            </div>
          ))}
          <button type="button" class="button" onClick={() => onSeen(id)}>
            {words.say('onsite-seen')}
          </button>
        </section>
      ))}
    </>
  );
}
