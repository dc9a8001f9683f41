// One entry of a register: what it says, the steps that may follow, its change, its history.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Entry, Field, Register, Revision, State, Step } from '../api/registers';
import { readable } from '../state/cells';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Fold } from './Fold';
import { Failed, Loading, Refused } from './Notice';
import { FieldInput, WorkForm } from './WorkForm';

interface Props {
  readonly words: Words;
  readonly register: Register;
  readonly entry: Loadable<Entry>;
  readonly saved: Loadable<Entry>;
  readonly history: Loadable<readonly Revision[]>;
  readonly onStep: (of: Entry, step: Step) => void;
  readonly onChange: (of: Entry, fields: Readonly<Record<string, string>>) => void;
  readonly onHistory: () => void;
  readonly onFollow: (register: string, code: string) => void;
  readonly onClose: () => void;
  readonly onRetry: () => void;
}

export function WorkEntry(props: Props) {
  const { words, entry, onClose, onRetry } = props;
  return (
    <section class="work-entry" aria-label={words.say('work-entry')}>
      <button type="button" class="button quiet" onClick={onClose}>{words.say('work-close')}</button>
      {entry.is === 'loading' && <Loading text={words.say('loading')} />}
      {entry.is === 'failed' && <Failed error={entry.error} words={words} retry={onRetry} />}
      {entry.is === 'ready' && <Shown {...props} read={entry.value} />}
    </section>
  );
}

function Shown(props: Props & { readonly read: Entry }) {
  const { words, register, read, saved, history, onChange, onHistory, onFollow, onRetry } = props;
  const [isChanging, setChanging] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [read.code]);
  // What was saved closes the form that it came from.
  useEffect(() => setChanging(false), [read.revision]);
  const label = (state: string) => register.states.find(({ code }) => code === state)?.label ?? state;
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {register.label} {read.code} · {label(read.state)}
      </h2>
      <p class="small">{words.say('work-changed', { day: words.day(read.changed_at), by: read.changed_by, revision: read.revision })}</p>
      {read.receipt !== null && <p>{words.say('work-receipt', { receipt: read.receipt })}</p>}
      {read.warnings.map(({ field, about }) => (
        <p key={field} class="notice" role="alert">
          {words.say('work-unfit', { field: register.fields.find(({ name }) => name === field)?.label ?? field, about: words.word('unfit', about) })}
        </p>
      ))}
      {!isChanging && (
        <dl class="work-fields">
          {register.fields.map((field) => field.name in read.fields && <Told key={field.name} words={words} field={field} value={read.fields[field.name]} onFollow={onFollow} />)}
        </dl>
      )}
      {isChanging ? (
        <WorkForm words={words} register={register} read={read} saved={saved} onSave={(fields) => onChange(read, fields)} onLeave={() => setChanging(false)} />
      ) : (
        register.register !== 'status_change' && register.may_write && (
          <>
            <button type="button" class="button" onClick={() => setChanging(true)}>{words.say('work-change')}</button>
            {read.next.length > 0 && <Steps key={read.revision} {...props} />}
          </>
        )
      )}
      <Fold words={words} title={words.say('work-history')} answer={history} onOpen={onHistory} onRetry={onRetry}>
        {(revisions) => (
          <ol class="work-history" reversed>
            {revisions.map((one) => (
              <li key={one.revision}>
                {words.say('work-revision', { day: words.day(one.at), by: one.actor, deed: words.word('deed', one.deed), state: label(one.state) })}
                {one.reason !== null && <div class="small">{one.reason}</div>}
                {one.overridden !== null && <div class="small">{words.say('work-overridden', { rule: one.overridden })}</div>}
              </li>
            ))}
          </ol>
        )}
      </Fold>
    </>
  );
}

interface ToldProps extends Pick<Props, 'words' | 'onFollow'> {
  readonly field: Field;
  readonly value: unknown;
}

function Told({ words, field, value, onFollow }: ToldProps) {
  const leads = field.leads_to;
  const codes = leads === null ? [] : [value].flat().map(String);
  return (
    <div>
      <dt>{field.label}</dt>
      <dd>
        {leads === null && field.kind === 'settlement' && <a href={`?site=${encodeURIComponent(String(value))}`}>{String(value)}</a>}
        {leads === null && field.kind !== 'settlement' && readable(words, field, value)}
        {leads !== null &&
          codes.map((code) => (
            <button key={code} type="button" class="link" onClick={() => onFollow(leads, code)}>{code}</button>
          ))}
      </dd>
    </div>
  );
}

/** The steps that may follow; one opens at a time with what it needs. */
function Steps({ words, register, read, saved, onStep }: Props & { readonly read: Entry }) {
  const [to, setTo] = useState<State | null>(null);
  return (
    <section class="work-steps" aria-label={words.say('work-next')}>
      <h3>{words.say('work-next')}</h3>
      <div class="chips">
        {register.states
          .filter(({ code }) => read.next.includes(code))
          .map((state) => (
            <button key={state.code} type="button" class="button" aria-pressed={to?.code === state.code} onClick={() => setTo(state)}>{state.label}</button>
          ))}
      </div>
      {to !== null && <StepForm key={to.code} words={words} register={register} read={read} saved={saved} to={to} onStep={onStep} />}
    </section>
  );
}

interface StepProps extends Pick<Props, 'words' | 'register' | 'saved' | 'onStep'> {
  readonly read: Entry;
  readonly to: State;
}

function StepForm({ words, register, read, saved, to, onStep }: StepProps) {
  const missing = register.fields.filter(({ name }) => to.needs.includes(name) && name !== to.day_field && !(name in read.fields));
  const isRuled = saved.is === 'failed' && saved.error.failure.kind === 'refused' && saved.error.failure.status === 409;
  const send = (form: HTMLFormElement) => {
    const filled = new FormData(form);
    const text = (name: string) => String(filled.get(name) ?? '');
    const fields = missing.map(({ name }) => [name, filled.getAll(name).map(String).join(';')]);
    onStep(read, {
      to: to.code,
      on: text('work-on'),
      reason: text('work-reason'),
      override: filled.has('work-override'),
      fields: Object.fromEntries(fields) as Record<string, string>,
    });
  };
  return (
    <form
      class="planner-fields"
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      {to.day_field !== null && (
        <label>
          <span>{words.say('work-on')}</span>
          <input type="date" name="work-on" />
        </label>
      )}
      {missing.map((field) => (
        <FieldInput key={field.name} words={words} field={{ ...field, needed: true }} value={undefined} />
      ))}
      <label>
        <span>{words.say('work-reason')}</span>
        <input class="wide" name="work-reason" maxLength={500} />
      </label>
      {isRuled && (
        <label class="check">
          <input type="checkbox" name="work-override" />
          <span>{words.say('work-override')}</span>
        </label>
      )}
      <button type="submit" class="button" disabled={saved.is === 'loading'}>{words.say('work-do', { state: to.label })}</button>
      {saved.is === 'failed' && <Refused error={saved.error} words={words} />}
    </form>
  );
}
