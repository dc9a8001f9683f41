// Whether the records are whole, and who has looked at what.
import type { Proof, Reading } from '../api/record';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Answer } from './Fold';

interface ProofProps {
  readonly words: Words;
  readonly proof: Loadable<Proof>;
  readonly onProve: () => void;
}

export function RecordProof({ words, proof, onProve }: ProofProps) {
  return (
    <>
      <p>
        <button type="button" class="button" disabled={proof.is === 'loading'} onClick={onProve}>
          {words.say('record-prove')}
        </button>
      </p>
      {proof.is !== 'idle' && (
        <Answer words={words} answer={proof} onRetry={onProve}>
          {(found) => <Found words={words} found={found} />}
        </Answer>
      )}
    </>
  );
}

/** Faults written out at most. */
const TOLD = 20;

function Found({ words, found }: { readonly words: Words; readonly found: Proof }) {
  const faults = [...found.changes.faults.map((one) => `${words.say('record-title')}: ${one}`), ...found.readings.faults.map((one) => `${words.say('readings-title')}: ${one}`), ...found.signed_faults];
  return (
    <div role="status" class={found.whole ? 'notice' : 'notice failed'}>
      <p class="notice-title">{words.say(found.whole ? 'record-whole' : 'record-altered')}</p>
      <p>{words.say('record-proved', { changes: found.changes.records, readings: found.readings.records, signed: found.signed })}</p>
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, TOLD).map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      {faults.length > TOLD && <p>{words.say('record-more-faults', { count: faults.length - TOLD })}</p>}
      {found.changes.head !== null && (
        <p class="small">
          {words.say('record-head')} <code class="door-key">{found.changes.head}</code>
        </p>
      )}
    </div>
  );
}

interface ReadingsProps {
  readonly words: Words;
  readonly readings: readonly Reading[];
  readonly next: string | null;
  readonly busy: boolean;
  readonly onOlder: (cursor: string) => void;
}

export function ReadingsTable({ words, readings, next, busy, onOlder }: ReadingsProps) {
  if (readings.length === 0) return <p class="notice">{words.say('readings-none')}</p>;
  return (
    <>
      <div class="table-scroll" role="region" tabIndex={0} aria-label={words.say('readings-title')}>
        <table class="planner-table">
          <thead>
            <tr>
              {['at', 'actor', 'subject', 'purpose'].map((column) => (
                <th key={column} scope="col">
                  {words.say(`record-${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {readings.map((one) => (
              <tr key={one.number}>
                <td>
                  {words.day(one.at)}, {words.hour(one.at)}
                </td>
                <td>{one.actor}</td>
                <td>{one.subject}</td>
                <td class="record-detail">{one.purpose}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && (
        <p>
          <button type="button" class="button quiet" disabled={busy} onClick={() => onOlder(next)}>
            {words.say('record-older')}
          </button>
        </p>
      )}
    </>
  );
}
