// One report: what it holds, what has to be named, and a button for each kind of file.
import { useState } from 'preact/hooks';
import type { Report, Taking } from '../api/reports';
import type { Step } from '../state/reports';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly report: Report;
  readonly open: boolean;
  readonly step: Step;
  readonly onOpen: () => void;
  readonly onTake: (asked: Pick<Taking, 'format' | 'about' | 'year' | 'purpose'>) => void;
}

export function ReportForm({ words, report, open, step, onOpen, onTake }: Props) {
  return (
    <section class="report">
      <h2>
        <button type="button" class="row-name" aria-expanded={open} onClick={onOpen}>{report.title}</button>
      </h2>
      <p class="small">{report.about}</p>
      {open && <Form words={words} report={report} step={step} onTake={onTake} />}
    </section>
  );
}

function Form({ words, report, step, onTake }: Omit<Props, 'open' | 'onOpen'>) {
  const [about, setAbout] = useState('');
  const [year, setYear] = useState(String(new Date().getFullYear()));
  const [purpose, setPurpose] = useState('');
  const lacksName = report.asks !== null && !report.optional && about.trim() === '';
  const take = (format: Report['formats'][number]) => onTake({ format, about: about.trim(), year, purpose: purpose.trim() });
  return (
    <form class="planner-fields" onSubmit={(event) => event.preventDefault()}>
      {report.asks !== null && (
        <label>
          <span>{words.say(report.optional ? 'reports-about-optional' : 'reports-about', { what: words.say(`reports-of-${report.asks}`) })}</span>
          <input value={about} maxLength={80} autocomplete="off" onInput={({ currentTarget }) => setAbout(currentTarget.value)} />
        </label>
      )}
      {report.yearly && (
        <label>
          <span>{words.say('reports-year')}</span>
          <input type="number" min={1990} max={2100} value={year} onInput={({ currentTarget }) => setYear(currentTarget.value)} />
        </label>
      )}
      <label>
        <span>{words.say('reports-purpose')}</span>
        <input class="wide" maxLength={200} value={purpose} onInput={({ currentTarget }) => setPurpose(currentTarget.value)} />
      </label>
      <div class="chips" role="group" aria-label={words.say('reports-take')}>
        {report.formats.map((format) => (
          <button key={format} type="button" class="button" disabled={lacksName || step.is === 'making'} onClick={() => take(format)}>
            {words.say('reports-take-as', { format: format.toUpperCase() })}
          </button>
        ))}
      </div>
      <p class="small" role="status">
        {step.is === 'making' && words.say('reports-making')}
        {step.is === 'done' && words.say('reports-done', { name: step.name })}
        {step.is === 'failed' && words.say('reports-failed', { why: step.why })}
      </p>
    </form>
  );
}
