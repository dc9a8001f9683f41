// Where one goes: the settlements that are taken along, and all others to choose from.
import type { HazardClass } from '../api/types';
import type { Words } from '../text/words';
import { ClassBadge } from './signs';

export interface Site {
  readonly code: string;
  readonly name: string;
  readonly letter: HazardClass | null;
  /** Since when it is taken along. */
  readonly taken: string | null;
  /** The map around it, in kilobytes, where it is taken along too. */
  readonly map_kb: number | null;
}

interface Props {
  readonly words: Words;
  /** The one that a link names. */
  readonly named: Site | null;
  readonly own: readonly Site[];
  readonly rest: readonly Site[];
  readonly text: string;
  /** How many are taken along, the named one among them. */
  readonly count: number;
  readonly most: number;
  /** A visit is being written: no other one is begun. */
  readonly busy: boolean;
  readonly onText: (text: string) => void;
  readonly onVisit: (site: Site) => void;
  readonly onTake: (site: Site) => void;
  readonly onLeave: (code: string) => void;
}

/** Rows of those not taken along; more are found by a word. */
const SHOWN = 8;

export function FieldSites(props: Props) {
  const { words, named, own, rest, text, count, most, onText } = props;
  const wanted = text.trim().toLocaleLowerCase();
  const found = rest.filter(({ code, name }) => `${code} ${name}`.toLocaleLowerCase().includes(wanted));
  return (
    <>
      {named !== null && (
        <section aria-labelledby="field-named">
          <h2 id="field-named">{words.say('onsite-named')}</h2>
          <ul class="field-sites">
            <Row {...props} site={named} />
          </ul>
        </section>
      )}
      <section aria-labelledby="field-own">
        <h2 id="field-own">{words.say('onsite-own')}</h2>
        <p class="small">{count === 0 ? words.say('onsite-own-none') : words.say('onsite-own-kept', { count, most })}</p>
        {own.length > 0 && (
          <ul class="field-sites">
            {own.map((site) => (
              <Row key={site.code} {...props} site={site} />
            ))}
          </ul>
        )}
      </section>
      {rest.length > 0 && (
        <section aria-labelledby="field-all">
          <h2 id="field-all">{words.say('onsite-all')}</h2>
          <label class="field-find">
            <span>{words.say('onsite-find')}</span>
            <input type="search" value={text} onInput={({ currentTarget }) => onText(currentTarget.value)} />
          </label>
          <ul class="field-sites">
            {found.slice(0, SHOWN).map((site) => (
              <Row key={site.code} {...props} site={site} />
            ))}
          </ul>
          {found.length > SHOWN && <p class="small">{words.say('onsite-more', { count: found.length - SHOWN })}</p>}
          {found.length === 0 && <p class="small">{words.say('onsite-none')}</p>}
        </section>
      )}
    </>
  );
}

function Row({ words, site, count, most, busy, onVisit, onTake, onLeave }: Props & { readonly site: Site }) {
  const { code, name, letter, taken } = site;
  const full = taken === null && count >= most;
  return (
    <li>
      <button type="button" class="big-button" disabled={busy} onClick={() => onVisit(site)}>
        {letter !== null && <ClassBadge letter={letter} />}
        <span class="field-site-name">
          <strong>{name}</strong> <span class="site-code">{code}</span>
        </span>
        <span class="field-go">{words.say('onsite-visit')}</span>
      </button>
      <label class="field-take">
        <input type="checkbox" checked={taken !== null} disabled={full} onChange={() => (taken === null ? onTake(site) : onLeave(code))} />
        <span>
          {taken === null ? words.say('onsite-take') : words.say('onsite-taken', { day: words.day(taken), hour: words.hour(taken) })}
          {site.map_kb !== null && <span class="small"> {words.say('onsite-map', { size: words.number(site.map_kb) })}</span>}
          <span class="unseen"> {name}</span>
        </span>
      </label>
    </li>
  );
}
