// Reports to hand over: each with what it holds, what has to be named, and the files it comes as.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiError } from './api/client';
import { readReports, takeReport, type Report, type Taking } from './api/reports';
import { Failed, Loading } from './panels/Notice';
import { ReportForm, type Step } from './panels/ReportForm';
import { resource } from './state/loadable';
import { language, words } from './state/place';

const reports = resource<readonly Report[]>();
const chosen = signal<string | null>(null);
const step = signal<Step>({ is: 'idle' });

export function Reports() {
  const spoken = language.value;
  useEffect(() => reports.load((at) => readReports(spoken, at)), [spoken]);
  const said = words.value;
  const all = reports.now.value;
  return (
    <main class="alone planner work">
      <h1>{said.say('reports-title')}</h1>
      <p class="small">{said.say('reports-intro')}</p>
      {all.is === 'failed' && <Failed error={all.error} words={said} retry={reports.retry} />}
      {all.is === 'loading' && <Loading text={said.say('loading')} />}
      {all.is === 'ready' && all.value.length === 0 && <p class="notice">{said.say('reports-none')}</p>}
      {all.is === 'ready' && (
        <ul class="reports" id="table">
          {all.value.map((report) => (
            <li key={report.name}>
              <ReportForm
                words={said}
                report={report}
                open={chosen.value === report.name}
                step={chosen.value === report.name ? step.value : { is: 'idle' }}
                onOpen={() => choose(chosen.value === report.name ? null : report.name)}
                onTake={(asked) => void hand({ ...asked, report, language: spoken })}
              />
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function choose(name: string | null): void {
  chosen.value = name;
  step.value = { is: 'idle' };
}

/** Has the report made and gives it to the browser to save. */
async function hand(asked: Taking): Promise<void> {
  step.value = { is: 'making' };
  try {
    const file = await takeReport(asked, new AbortController().signal);
    const name = `${asked.report.name}.${asked.format}`;
    save(file, name);
    step.value = { is: 'done', name };
  } catch (error) {
    step.value = { is: 'failed', why: error instanceof ApiError ? error.message : String(error) };
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
