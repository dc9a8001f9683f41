// The head of the page: its name, its two views, who it is for, and its language.
import type { ComponentChildren } from 'preact';
import type { Status } from '../api/types';
import { headOf, type Language, type View } from '../state/permalink';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly status: Status | null;
  readonly view: View;
  /** The views that can be gone to. */
  readonly views: readonly View[];
  readonly onView: (view: View) => void;
  readonly onLanguage: (language: Language) => void;
  /** What stands for whoever has signed in. */
  readonly children?: ComponentChildren;
}

const LANGUAGES: readonly { readonly code: Language; readonly name: string }[] = [
  { code: 'fr', name: 'Français' },
  { code: 'en', name: 'English' },
];

export function Header({ words, status, view, views, onView, onLanguage, children }: Props) {
  return (
    <header class="head">
      <div class="brand">
        <Mark />
        <p>
          <strong>Jalon</strong>
          <span>{words.say('brand-line')}</span>
        </p>
      </div>
      <nav class="views" aria-label={words.say('views')}>
        {views.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === headOf(view) ? 'page' : undefined}
            onClick={() => each !== view && onView(each)}
          >
            {words.say(`view-${each}`)}
          </button>
        ))}
      </nav>
      {status && (
        <p class={`audience ${status.audience}`} title={words.say(`audience-${status.audience}-hint`)}>
          {words.say(`audience-${status.audience}`)}
        </p>
      )}
      {children}
      <div class="languages" role="group" aria-label={words.say('language')}>
        {LANGUAGES.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            lang={code}
            title={name}
            aria-label={`${code.toUpperCase()}, ${name}`}
            aria-pressed={words.language === code}
            onClick={() => onLanguage(code)}
          >
            {code.toUpperCase()}
          </button>
        ))}
      </div>
    </header>
  );
}

/** A surveyor's ranging pole, red and white. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <g transform="rotate(14 16 16)">
        <path class="mark-white" d="M13 1h6v7h-6zM13 15h6v7h-6z" />
        <path class="mark-red" d="M13 8h6v7h-6zM13 22h6l-3 9z" />
      </g>
    </svg>
  );
}
