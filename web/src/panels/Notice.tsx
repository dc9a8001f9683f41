// What stands where there is nothing to show: still loading, nothing there yet, or something went wrong.
import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/client';
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

export function Failed({ error: { failure }, words, retry }: FailedProps) {
  return (
    <div class="notice failed" role="alert">
      <p class="notice-title">
        {failure.kind === 'offline'
          ? words.say('failed-offline')
          : words.say(`failed-${failure.kind}`, { message: failure.message })}
      </p>
      <Advice>
        {failure.kind === 'offline' && words.say('failed-offline-do')}
        {failure.kind === 'unexpected' && words.say('failed-unexpected-do')}
        {failure.kind === 'refused' && failure.requestId !== null && words.say('failed-request', { id: failure.requestId })}
      </Advice>
      <button type="button" class="button" onClick={retry}>
        {words.say('retry')}
      </button>
    </div>
  );
}

function Advice({ children }: { readonly children: ComponentChildren }) {
  return <p>{children}</p>;
}
