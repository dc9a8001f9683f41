// What officers say beside the score, which stays as computed: imminent danger, another class; and whom to call.
import type { Casework, Contact, Override } from '../api/casework';
import type { HazardClass } from '../api/types';
import type { Words } from '../text/words';
import { ClassBadge, DangerSign } from './signs';

interface Props {
  readonly words: Words;
  readonly casework: Casework | null;
  readonly contact: Contact | null;
  /** The class as computed; none before the first assessment. */
  readonly computed: HazardClass | null;
}

export function Beside({ words, casework, contact, computed }: Props) {
  const danger = casework?.imminent_danger ?? null;
  const other = casework?.class ?? null;
  return (
    <>
      {danger && (
        <div class="said danger-said">
          <p class="said-title">
            <DangerSign />
            {words.say('danger-now')}
          </p>
          <Said words={words} said={danger} />
          <p class="small">{words.say('danger-listed')}</p>
        </div>
      )}
      {other?.class && (
        <div class="said">
          <p class="said-title">
            <ClassBadge letter={other.class} />
            {words.say('class-by-officer', { class: other.class })}
          </p>
          <Said words={words} said={other} />
          {computed && <p class="small">{words.say('class-by-officer-stays', { class: computed })}</p>}
        </div>
      )}
      <ToCall words={words} contact={contact} />
    </>
  );
}

function Said({ words, said }: { readonly words: Words; readonly said: Override }) {
  const lines: readonly [string, string][] = [
    ['said-reason', said.reason],
    ['said-by', words.say('said-by-on', { by: said.by, day: words.day(said.at) })],
    ['said-until', words.day(said.until)],
  ];
  return (
    <dl>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{words.say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function ToCall({ words, contact }: { readonly words: Words; readonly contact: Contact | null }) {
  if (contact === null) return <p class="small to-call">{words.say('contact-none')}</p>;
  const { team, phone, email } = contact;
  return (
    <p class="to-call">
      <span class="small">{words.say('contact-call')}</span> <strong>{team}</strong>
      {phone && (
        <a href={phoneLink(phone)} aria-label={words.say('contact-phone', { team, phone })}>
          {phone}
        </a>
      )}
      {email && (
        <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`} aria-label={words.say('contact-email', { team, email })}>
          {email}
        </a>
      )}
      {!phone && !email && <span class="small">{words.say('contact-no-way')}</span>}
    </p>
  );
}

/** Telephones dial digits; spaces and points are for readers. */
export function phoneLink(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`;
}
