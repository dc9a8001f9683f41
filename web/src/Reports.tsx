// Reports to hand over: each with what it holds, what has to be named, and the files it comes as.
import { useEffect } from 'preact/hooks';
import { Failed, Loading } from './panels/Notice';
import { ReportForm } from './panels/ReportForm';
import { language, words } from './state/place';
import { choose, chosen, hand, read, reports, step } from './state/reports';

export function Reports() {
  const spoken = language.value;
  useEffect(() => read(spoken), [spoken]);
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
