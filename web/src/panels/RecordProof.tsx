// Whether the records are whole.
import type { Proof } from '../api/record';
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
