// Kept proposals of homes: what was proposed, by whom, and what people decided.
import { useState } from 'preact/hooks';
import type { Decision, Kept, KeptList } from '../api/placing';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Failed, Loading } from './Notice';
import { ScrollBox } from './ScrollBox';

interface Props {
  readonly words: Words;
  readonly known: KeptList | null;
  readonly proposals: Loadable<KeptList>;
  readonly decided: Loadable<Kept>;
  readonly onDecide: (decision: Decision) => void;
  readonly onOlder: () => void;
  readonly onRetry: () => void;
}

export function PlacingKept(props: Props) {
  const { words, known, proposals, decided, onOlder, onRetry } = props;
  return (
    <section aria-label={words.say('placing-proposals')}>
      <h2>{words.say('placing-proposals')}</h2>
      {known === null && proposals.is === 'loading' && <Loading text={words.say('loading-placing')} />}
      {proposals.is === 'failed' && <Failed error={proposals.error} words={words} retry={onRetry} />}
      {decided.is === 'failed' && <Failed error={decided.error} words={words} retry={onRetry} />}
      {known?.items.length === 0 && <p class="small">{words.say('placing-proposals-none')}</p>}
      {known !== null && known.items.length > 0 && <List {...props} items={known.items} />}
      {known !== null && known.next !== null && (
        <button type="button" class="button" onClick={onOlder}>
          {words.say('placing-older')}
        </button>
      )}
    </section>
  );
}

function List({ words, items, decided, onDecide }: Props & { readonly items: readonly Kept[] }) {
  return (
    <ScrollBox label={words.say('placing-proposals')}>
      <table class="planner-table">
        <thead>
          <tr>
            {['number', 'day', 'by', 'families', 'decision'].map((name) => (
              <th key={name} scope="col">{words.say(`placing-proposal-${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((kept) => (
            <tr key={kept.number}>
              <th scope="row">{kept.number}</th>
              <td>{words.day(kept.at)}</td>
              <td>
                {kept.by}
                {kept.note !== null && <div class="small">{kept.note}</div>}
              </td>
              <td>{words.say('placing-proposal-placed', { placed: kept.families_placed, asked: kept.families_asked })}</td>
              <td>{kept.decision === null ? <Decide words={words} number={kept.number} isBusy={decided.is === 'loading'} onDecide={onDecide} /> : <Decided words={words} kept={kept} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Decided({ words, kept: { status, decision } }: { readonly words: Words; readonly kept: Kept }) {
  return (
    <>
      {words.say(`placing-status-${status}`)}
      {decision !== null && <div class="small">{words.say('placing-decided', { ...decision, day: words.day(decision.at) })}</div>}
    </>
  );
}

interface DecideProps extends Pick<Props, 'words' | 'onDecide'> {
  readonly number: number;
  readonly isBusy: boolean;
}

function Decide({ words, number, isBusy, onDecide }: DecideProps) {
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  return (
    <details>
      <summary>{words.say('placing-decide', { number })}</summary>
      <form
        class="planner-fields"
        onSubmit={(event) => {
          event.preventDefault();
          const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter.value : '';
          onDecide({ number, outcome: pressed === 'accept' ? 'accept' : 'refuse', by, reason });
        }}
      >
        <label>
          <span>{words.say('placing-decider')}</span>
          <input required minLength={2} maxLength={80} value={by} onInput={({ currentTarget }) => setBy(currentTarget.value)} />
        </label>
        <label>
          <span>{words.say('placing-reason')}</span>
          <input required minLength={2} maxLength={1000} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
        </label>
        <button type="submit" class="button" value="accept" disabled={isBusy}>{words.say('placing-accept')}</button>
        <button type="submit" class="button" value="refuse" disabled={isBusy}>{words.say('placing-refuse')}</button>
      </form>
    </details>
  );
}
