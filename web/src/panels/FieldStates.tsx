// What the page of the field says before there is anything to do: what is on its way, and what keeps it from beginning.
import type { ComponentChildren } from 'preact';
import type { Draft } from '../state/draft';
import type { Words } from '../text/words';

interface HeadProps {
  readonly words: Words;
  readonly offline: boolean;
  /** The visit that was finished last. */
  readonly sent: string | null;
  readonly waiting: number;
  readonly went: string | null;
  readonly busy: boolean;
  readonly newer: boolean;
  readonly onNewer: () => void;
}

export function FieldHead({ words, offline, sent, waiting, went, busy, newer, onNewer }: HeadProps) {
  const state = busy ? 'sending' : waiting === 0 ? 'sent' : went === 'refused' ? 'refused' : went === 'signed-out' ? 'signed-out' : 'kept';
  return (
    <>
      <h1>{words.say('onsite-title')}</h1>
      <div role="status">
        {offline && <p class="notice field-offline">{words.say('onsite-offline')}</p>}
        {sent !== null && <p class={`notice field-sent ${state}`}>{words.say(`onsite-sent-${state}`)}</p>}
      </div>
      {newer && (
        <p class="notice">
          {words.say('onsite-newer')}{' '}
          <button type="button" class="button" onClick={onNewer}>
            {words.say('onsite-newer-do')}
          </button>
        </p>
      )}
    </>
  );
}

/** The visit that was put aside; another one waits until it is finished or given up. */
export function VisitAside({ words, draft, onGoOn }: { readonly words: Words; readonly draft: Draft | null; readonly onGoOn: () => void }) {
  if (draft === null) return null;
  return (
    <div class="notice">
      <p class="notice-title">{words.say('visit-aside-is', { name: draft.name })}</p>
      <button type="button" class="big-button first" onClick={onGoOn}>
        {words.say('visit-aside-on')}
      </button>
    </div>
  );
}

interface StateProps {
  readonly words: Words;
  /** The message that says what is so; `-do` after it names what to do. */
  readonly says: string;
  readonly isFault?: boolean;
  readonly children?: ComponentChildren;
}

function State({ words, says, isFault = true, children }: StateProps) {
  return (
    <div class={isFault ? 'notice failed' : 'notice'} role="alert">
      <p class="notice-title">{words.say(says)}</p>
      <p>{words.say(`${says}-do`)}</p>
      {children}
    </div>
  );
}

export function UnfitPage({ words }: { readonly words: Words }) {
  return <State words={words} says="onsite-unfit" />;
}

export function LockedPage({ words, onRetry }: { readonly words: Words; readonly onRetry: () => void }) {
  return (
    <State words={words} says="onsite-locked">
      <button type="button" class="button" onClick={onRetry}>
        {words.say('retry')}
      </button>
    </State>
  );
}

export function SignedOut({ words }: { readonly words: Words }) {
  return (
    <State words={words} says="onsite-signed-out">
      <a class="button" href="/sign-in">
        {words.say('onsite-sign-in')}
      </a>
    </State>
  );
}

export function ElsewherePage({ words, onHere }: { readonly words: Words; readonly onHere: () => void }) {
  return (
    <State words={words} says="onsite-elsewhere" isFault={false}>
      <button type="button" class="button" onClick={onHere}>
        {words.say('onsite-here')}
      </button>
    </State>
  );
}
