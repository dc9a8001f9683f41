// The map in view as a file: a picture, or a sheet of paper with a title; made by the server, so that a phone can have it too.
import type { Taking, Wanted } from '../state/tools';
import type { Words } from '../text/words';
import { Refused } from './Notice';

interface Props {
  readonly words: Words;
  readonly taking: Taking;
  /** What of the view no file shows. */
  readonly left: readonly ('day' | 'classes')[];
  readonly hasLayers: boolean;
  readonly onTake: (wanted: Omit<Wanted, 'bbox'>) => void;
}

const FORMATS = ['png', 'a4', 'a3'] as const;

export function TakePanel({ words, taking, left, hasLayers, onTake }: Props) {
  return (
    <form
      class="classes"
      onSubmit={(event) => {
        event.preventDefault();
        const filled = new FormData(event.currentTarget);
        onTake({ format: FORMATS.find((one) => one === filled.get('format')) ?? 'a4', title: String(filled.get('title') ?? '') });
      }}
    >
      <p class="small">{words.say('take-how')}</p>
      {left.map((what) => (
        <p key={what} class="notice">{words.say(`take-not-${what}`)}</p>
      ))}
      <label>
        <span>{words.say('take-format')}</span>
        <select name="format">
          {FORMATS.map((format) => (
            <option key={format} value={format} selected={format === 'a4'}>
              {words.say(`take-${format}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.say('take-title')}</span>
        <input type="text" name="title" maxLength={120} />
      </label>
      <button type="submit" class="button" disabled={taking.is === 'making' || !hasLayers}>
        {words.say('take-do')}
      </button>
      {!hasLayers && <p class="small">{words.say('take-no-layers')}</p>}
      <p role="status">
        {taking.is === 'making' && words.say('reports-making')}
        {taking.is === 'done' && words.say('reports-done', { name: taking.name })}
      </p>
      {taking.is === 'failed' && <Refused error={taking.error} words={words} />}
    </form>
  );
}
