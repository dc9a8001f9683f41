// The agenda on paper: printed as it is, or as the report with the decisions of a year and the minutes.
import type { Step } from '../state/reports';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly step: Step;
  readonly onTake: (format: 'pdf' | 'xlsx') => void;
}

export function AgendaTake({ words, step, onTake }: Props) {
  return (
    <div class="agenda-take">
      <p class="chips">
        <button type="button" class="button" onClick={() => print()}>
          {words.say('council-print')}
        </button>
        {(['pdf', 'xlsx'] as const).map((format) => (
          <button key={format} type="button" class="button" disabled={step.is === 'making'} onClick={() => onTake(format)}>
            {words.say('agenda-take', { format: format.toUpperCase() })}
          </button>
        ))}
      </p>
      <p class="small" role="status">
        {step.is === 'making' && words.say('reports-making')}
        {step.is === 'done' && words.say('reports-done', { name: step.name })}
        {step.is === 'failed' && words.say('reports-failed', { why: step.why })}
      </p>
    </div>
  );
}
