// What stands where there is nothing to show: still loading, nothing there yet, or something went wrong.
import type { ComponentChildren } from 'preact';
import type { ApiError, Failure } from '../api/client';
import type { Words } from '../text/words';

export function Loading({ text }: { readonly text: string }) {
  return (
    <p class="notice loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {text}
    </p>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly advice: string;
  readonly command: string;
}

export function Empty({ title, advice, command }: EmptyProps) {
  return (
    <div class="notice" role="status">
      <p class="notice-title">{title}</p>
      <p>{advice}</p>
      <pre class="command">
        <code>{command}</code>
      </pre>
    </div>
  );
}

interface FailedProps {
  readonly error: ApiError;
  readonly words: Words;
  readonly retry: () => void;
}

export function Failed({ error, words, retry }: FailedProps) {
  return (
    <Refused error={error} words={words}>
      <button type="button" class="button" onClick={retry}>
        {words.say('retry')}
      </button>
    </Refused>
  );
}

interface RefusedProps extends Pick<FailedProps, 'error' | 'words'> {
  readonly children?: ComponentChildren;
}

/** What went wrong and what to do, beside a form that keeps what was typed. */
export function Refused({ error: { failure }, words, children }: RefusedProps) {
  return (
    <div class="notice failed" role="alert">
      <p class="notice-title">
        {failure.kind === 'offline'
          ? words.say('failed-offline')
          : words.say(`failed-${failure.kind}`, { message: messageOf(failure, words) })}
      </p>
      <Advice>
        {failure.kind === 'offline' && words.say('failed-offline-do')}
        {failure.kind === 'unexpected' && words.say('failed-unexpected-do')}
        {failure.kind === 'refused' && failure.requestId !== null && words.say('failed-request', { id: failure.requestId })}
      </Advice>
      {children}
    </div>
  );
}

/** What the server says, in the language of the page where it has words for it. */
function messageOf(failure: Exclude<Failure, { readonly kind: 'offline' }>, words: Words): string {
  if (failure.kind !== 'refused' || failure.word === undefined) return failure.message;
  const name = `problem-${failure.word}`;
  const said = words.say(name);
  return said === name ? failure.message : said;
}

function Advice({ children }: { readonly children: ComponentChildren }) {
  return <p>{children}</p>;
}
