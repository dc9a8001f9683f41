// Who looks at households or courts says what for.
import { useState } from 'preact/hooks';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly purpose: string;
  readonly onLook: (purpose: string) => void;
}

export function PurposeForm({ words, purpose, onLook }: Props) {
  const [text, setText] = useState(purpose);
  return (
    <form
      class="planner-fields"
      onSubmit={(event) => {
        event.preventDefault();
        onLook(text.trim());
      }}
    >
      <label>
        <span>{words.say('work-purpose')}</span>
        <input class="wide" required minLength={3} maxLength={200} value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </label>
      <button type="submit" class="button">{words.say('work-look')}</button>
      <p class="small">{words.say('work-purpose-help')}</p>
    </form>
  );
}
