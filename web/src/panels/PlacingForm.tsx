// What the planner gives: the list of families, the rules, and its name when a proposal is to be kept.
import { useState } from 'preact/hooks';
import type { Kept, Placing, PlacingRules } from '../api/placing';
import type { Loadable } from '../state/loadable';
import { byHand, limited, shareOf } from '../state/rules';
import type { Words } from '../text/words';
import { Failed } from './Notice';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly list: { readonly name: string } | null;
  readonly rules: PlacingRules;
  readonly report: Placing | null;
  readonly kept: Loadable<Kept>;
  readonly onList: (file: File) => void;
  readonly onRules: (rules: PlacingRules) => void;
  readonly onHandsOff: () => void;
  readonly onKeep: (by: string, note: string) => void;
  readonly onCouncil: () => void;
}

export function PlacingForm(props: Props) {
  const { words, list, rules, report, onList, onRules, onHandsOff, onCouncil } = props;
  const hands = byHand(rules);
  return (
    <section class="planner-form" aria-label={words.say('placing-form')}>
      <div class="planner-fields">
        <label>
          <span>{words.say('placing-list')}</span>
          <input type="file" accept=".csv,text/csv" onChange={({ currentTarget: { files } }) => files?.[0] && onList(files[0])} />
          <small>{list?.name ?? words.say('placing-list-help')}</small>
        </label>
        <label>
          <span>{words.say('placing-cap')}</span>
          <input
            type="text"
            inputMode="decimal"
            size={4}
            value={rules.cap_deprived === null ? '' : words.brief(rules.cap_deprived * 100)}
            onChange={({ currentTarget }) => onRules({ ...rules, cap_deprived: shareOf(currentTarget.value) })}
          />
          <small>{words.say('placing-cap-help')}</small>
        </label>
      </div>
      {report !== null && report.landlords.length > 0 && (
        <details class="fold">
          <summary>{words.say('placing-landlords')}</summary>
          <Landlords words={words} report={report} rules={rules} onRules={onRules} />
        </details>
      )}
      {report !== null && (
        <>
          <Keep {...props} />
          <p>
            <button type="button" class="button" onClick={onCouncil}>
              {words.say('council-open')}
            </button>{' '}
            {hands > 0 && (
              <button type="button" class="button" onClick={onHandsOff}>
                {words.say('placing-hands-off', { count: hands })}
              </button>
            )}
          </p>
        </>
      )}
    </section>
  );
}

type LandlordsProps = Pick<Props, 'words' | 'rules' | 'onRules'> & { readonly report: Placing };

function Landlords({ words, report, rules, onRules }: LandlordsProps) {
  return (
    <ScrollBox label={words.say('placing-landlords')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.say('placing-landlord')}</th>
            <th scope="col" class="figure">{words.say('placing-offered')}</th>
            <th scope="col" class="figure">{words.say('placing-asked')}</th>
            <th scope="col">{words.say('placing-most')}</th>
          </tr>
        </thead>
        <tbody>
          {report.landlords.map(({ name, homes, asked }) => (
            <tr key={name}>
              <th scope="row">{name || words.say('placing-no-landlord')}</th>
              <td class="figure">{homes}</td>
              <td class="figure">{asked}</td>
              <td>
                <input
                  type="text"
                  inputMode="numeric"
                  size={3}
                  disabled={name === ''}
                  aria-label={words.say('placing-most-of', { name })}
                  value={rules.landlord_caps[name] ?? ''}
                  onChange={({ currentTarget }) => onRules(limited(rules, name, currentTarget.value))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Keep({ words, kept, onKeep }: Props) {
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  return (
    <form
      class="planner-fields"
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(by, note);
      }}
    >
      <label>
        <span>{words.say('placing-by')}</span>
        <input required minLength={2} maxLength={80} value={by} onInput={({ currentTarget }) => setBy(currentTarget.value)} />
      </label>
      <label>
        <span>{words.say('placing-note')}</span>
        <input maxLength={1000} value={note} onInput={({ currentTarget }) => setNote(currentTarget.value)} />
      </label>
      <button type="submit" class="button" disabled={kept.is === 'loading'}>
        {words.say('placing-keep')}
      </button>
      {kept.is === 'ready' && <p role="status">{words.say('placing-kept', { number: kept.value.number })}</p>}
      {kept.is === 'failed' && <Failed error={kept.error} words={words} retry={() => onKeep(by, note)} />}
    </form>
  );
}
