// The report on A4 for the council. Ties its panel to the state.
import type { Status } from './api/types';
import { CouncilPage } from './panels/CouncilPage';
import { Failed, Loading } from './panels/Notice';
import * as app from './state/app';
import { showView } from './state/choose';
import { valueOf } from './state/loadable';
import { words } from './state/place';
import { plateOf } from './state/plate';

/** Width of the city on the council's page, in its own units. */
const PLATE = 380;

export function Council({ status }: { readonly status: Status }) {
  const report = app.dispersal.now.value;
  const said = words.value;
  return (
    <main class="alone council-main">
      {report.is === 'failed' && <Failed error={report.error} words={said} retry={app.dispersal.retry} />}
      {report.is === 'ready' && (
        <CouncilPage
          words={said}
          report={report.value}
          territory={status.territory}
          plate={plateOf(valueOf(app.areaShapes.now.value) ?? [], PLATE)}
          areaName={app.areaName}
          onBack={() => showView('dispersal')}
        />
      )}
      {(report.is === 'idle' || report.is === 'loading') && <Loading text={said.say('loading-dispersal')} />}
    </main>
  );
}
