// The fields of an entry as a form: a new one, or one as it was read.
import { useState } from 'preact/hooks';
import type { Entry, Field, Register } from '../api/registers';
import { changed, fillable } from '../state/cells';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Refused } from './Notice';

interface Props {
  readonly words: Words;
  readonly register: Register;
  readonly read: Entry | null;
  readonly saved: Loadable<Entry>;
  readonly onSave: (fields: Readonly<Record<string, string>>, key: string) => void;
  readonly onLeave: () => void;
}

export function WorkForm({ words, register, read, saved, onSave, onLeave }: Props) {
  // One key for one form: sent twice, it is added once.
  const [key] = useState(() => crypto.randomUUID());
  const before = read?.fields ?? {};
  return (
    <form
      class="work-form"
      aria-label={words.say(read === null ? 'work-add' : 'work-change')}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(changed(register.fields, before, new FormData(event.currentTarget)), key);
      }}
    >
      {read === null && <h2>{words.say('work-new', { register: register.label })}</h2>}
      <div class="work-inputs">
        {register.fields.map((field) => (
          <FieldInput key={field.name} words={words} field={field} value={before[field.name]} />
        ))}
      </div>
      {saved.is === 'failed' && <Refused error={saved.error} words={words} />}
      <div class="chips">
        <button type="submit" class="button" disabled={saved.is === 'loading'}>{words.say('work-save')}</button>
        <button type="button" class="button quiet" onClick={onLeave}>{words.say('work-leave')}</button>
      </div>
    </form>
  );
}

interface InputProps {
  readonly words: Words;
  readonly field: Field;
  readonly value: unknown;
}

/** A field with the input that fits what may stand in it; who will read it stands beneath. */
export function FieldInput({ words, field, value }: InputProps) {
  const label = field.needed ? words.say('work-needed', { label: field.label }) : field.label;
  const guarded = (field.class === 'H' || field.class === 'R') && <span class="small">{words.say(`work-class-${field.class}`)}</span>;
  if (field.kind === 'words') return <Several words={words} field={field} value={value} />;
  return (
    <label class={field.kind === 'prose' ? 'full' : undefined} data-guarded={guarded ? '' : undefined}>
      <span>{label}</span>
      <Input words={words} field={field} value={value} />
      {guarded}
    </label>
  );
}

function Input({ words, field, value }: InputProps) {
  const given = { name: field.name, required: field.needed };
  const text = fillable(value);
  const choices = field.kind === 'yes_no' ? ['yes', 'no'].map((code) => ({ code, label: words.say(code) })) : field.words;
  if (field.kind === 'word' || field.kind === 'yes_no')
    return (
      <select {...given}>
        <option value="" />
        {choices?.map(({ code, label }) => (
          <option key={code} value={code} selected={code === text}>{label}</option>
        ))}
      </select>
    );
  if (field.kind === 'prose') return <textarea {...given} rows={3} maxLength={field.most ?? 2000} defaultValue={text} />;
  if (field.kind === 'day' || field.kind === 'past_day') return <input {...given} type="date" defaultValue={text} />;
  if (['count', 'number', 'euros'].includes(field.kind))
    return <input {...given} type="number" step={field.kind === 'count' ? 1 : 'any'} min={field.least ?? 0} max={field.most ?? undefined} defaultValue={text} />;
  return <input {...given} maxLength={field.kind === 'text' ? (field.most ?? 200) : 5000} defaultValue={text} placeholder={words.word('work-kind', field.kind)} />;
}

function Several({ field, value }: InputProps) {
  const chosen = fillable(value).split(';');
  return (
    <fieldset class="full">
      <legend>{field.label}</legend>
      <div class="chips">
        {field.words?.map(({ code, label }) => (
          <label key={code} class="check">
            <input type="checkbox" name={field.name} value={code} defaultChecked={chosen.includes(code)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
