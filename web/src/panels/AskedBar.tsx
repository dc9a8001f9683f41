// The choices of a dispersal report: cuts, yardstick, neighbourhoods, days. For the team alone.
import { CUTS, type Asked, type Cut, type System } from '../state/asked';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly asked: Asked;
  readonly systems: readonly System[];
  readonly hasOffers: boolean;
  /** Whether the figures are those given out to who may read of no household: they have no parts. */
  readonly isGivenOut: boolean;
  readonly onAsk: (change: Partial<Asked>) => void;
  readonly onCouncil: () => void;
  readonly onCompare: () => void;
}

export function AskedBar({ words, asked, systems, hasOffers, isGivenOut, onAsk, onCouncil, onCompare }: Props) {
  return (
    <form class="asked" aria-label={words.say('asked-title')} onSubmit={(event) => event.preventDefault()}>
      {!isGivenOut && (
        <Choice<Cut> label={words.say('asked-by')} none={words.say('asked-by-none')} value={asked.by} options={CUTS} name={(cut) => words.say(`cut-${cut}`)} onChoose={(by) => onAsk({ by })} />
      )}
      {hasOffers && (
        <Choice<'offers'>
          label={words.say('asked-yardstick')}
          none={words.say('yardstick-households')}
          value={asked.yardstick === 'offers' ? 'offers' : null}
          options={['offers']}
          name={() => words.say('yardstick-offers')}
          onChoose={(yardstick) => onAsk({ yardstick })}
        />
      )}
      {systems.length > 0 && !isGivenOut && (
        <Choice<System> label={words.say('asked-system')} none={words.say('system-own')} value={asked.system} options={systems} name={(system) => words.say(`system-${system}`)} onChoose={(system) => onAsk({ system })} />
      )}
      {!isGivenOut && <Day label={words.say('asked-since')} value={asked.since} onChoose={(since) => onAsk({ since })} />}
      <Day label={words.say('asked-until')} value={asked.until} onChoose={(until) => onAsk({ until })} />
      <button type="button" class="button" onClick={onCouncil}>
        {words.say('council-open')}
      </button>
      <button type="button" class="button" onClick={onCompare}>
        {words.say('compare-open')}
      </button>
    </form>
  );
}

interface ChoiceProps<C extends string> {
  readonly label: string;
  readonly none: string;
  readonly value: C | null;
  readonly options: readonly C[];
  readonly name: (option: C) => string;
  readonly onChoose: (option: C | null) => void;
}

function Choice<C extends string>({ label, none, value, options, name, onChoose }: ChoiceProps<C>) {
  return (
    <label>
      <span>{label}</span>
      <select value={value ?? ''} onChange={(event) => onChoose(options.find((option) => option === event.currentTarget.value) ?? null)}>
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day({ label, value, onChoose }: { readonly label: string; readonly value: string | null; readonly onChoose: (day: string | null) => void }) {
  return (
    <label>
      <span>{label}</span>
      <input type="date" value={value ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)} />
    </label>
  );
}
