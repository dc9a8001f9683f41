// A section that opens on demand: what it shows is asked for when a reader opens it.
import type { ComponentChildren } from 'preact';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Failed, Loading } from './Notice';

interface Props<T> {
  readonly words: Words;
  readonly title: string;
  readonly answer: Loadable<T>;
  readonly onOpen: () => void;
  readonly onRetry: () => void;
  readonly children: (value: T) => ComponentChildren;
}

export function Fold<T>({ words, title, answer, onOpen, onRetry, children }: Props<T>) {
  return (
    <details class="fold" onToggle={({ currentTarget }) => currentTarget.open && onOpen()}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div class="fold-body">
        <Answer words={words} answer={answer} onRetry={onRetry}>
          {children}
        </Answer>
      </div>
    </details>
  );
}

type AnswerProps<T> = Pick<Props<T>, 'words' | 'answer' | 'onRetry' | 'children'>;

/** What was asked for, or why it is not here. */
export function Answer<T>({ words, answer, onRetry, children }: AnswerProps<T>) {
  if (answer.is === 'failed') return <Failed error={answer.error} words={words} retry={onRetry} />;
  if (answer.is !== 'ready') return <Loading text={words.say('loading-behind')} />;
  return <>{children(answer.value)}</>;
}
