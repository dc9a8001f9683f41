// The record of changes, what is due to be erased, and the installation itself. Ties their panels to the state.
import { useEffect } from 'preact/hooks';
import { Answer } from './panels/Fold';
import { InstallationPanel, ScoringPanel } from './panels/InstallationPanel';
import { Failed, Loading } from './panels/Notice';
import { ReadingsTable } from './panels/ReadingsTable';
import { RecordProof } from './panels/RecordProof';
import { RecordFilter, RecordTable } from './panels/RecordTable';
import { RetentionRan, RetentionRun } from './panels/RetentionRun';
import { RetentionTable } from './panels/RetentionTable';
import { who as asked } from './state/account';
import { valueOf } from './state/loadable';
import { words } from './state/place';
import * as records from './state/records';
import { may } from './state/rights';
import * as running from './state/running';

/** What is done, in the words of the record, as far as it can be looked for by name. */
const ACTIONS = [
  'settlement-add', 'settlement-change', 'settlement-close', 'settlement-remove', 'settlement-status', 'import', 'import-undo', 'visit', 'validate', 'withdraw', 'score', 'weights-set', 'override-set', 'override-lift',
  'works-add', 'works-end', 'incident-add', 'team-set', 'team-remove', 'alert', 'register-add', 'register-change', 'register-move', 'register-remove', 'register-undo', 'register-expire',
  'file-add', 'file-remove', 'publish', 'national-import', 'national-undo', 'national-export', 'erase', 'retention-run', 'webhook-add', 'webhook-change', 'webhook-remove', 'user-add', 'user-link', 'user-grant', 'user-revoke',
  'user-disable', 'sessions-end', 'user-password', 'sign-in', 'sign-out', 'factor-set', 'factor-remove', 'token-add', 'token-end', 'break-glass', 'export-limit', 'backup', 'audit-head',
];

export function Record() {
  const said = words.value;
  useEffect(() => {
    records.lookAtReadings(null);
    return records.start();
  }, []);
  const sought = records.sought.value;
  const [page, readings] = [records.page.now.value, records.readingsPage.now.value];
  return (
    <section aria-labelledby="record-heading">
      <h2 id="record-heading">{said.say('record-title')}</h2>
      <p class="small">{said.say('record-intro')}</p>
      <RecordProof words={said} proof={records.proof.now.value} onProve={records.prove} />
      <RecordFilter words={said} sought={sought} actions={ACTIONS} onLook={records.look} />
      {page.is === 'failed' && <Failed error={page.error} words={said} retry={records.page.retry} />}
      {page.is === 'loading' && <Loading text={said.say('loading')} />}
      {(page.is === 'ready' || records.changes.value.length > 0) && (
        <RecordTable words={said} changes={records.changes.value} next={valueOf(page)?.next ?? null} busy={page.is === 'loading'} onOlder={records.older} />
      )}
      <h3>{said.say('readings-title')}</h3>
      <p class="small">{said.say('readings-intro')}</p>
      {readings.is === 'failed' && <Failed error={readings.error} words={said} retry={records.readingsPage.retry} />}
      {readings.is === 'ready' && <ReadingsTable words={said} readings={records.readings.value} next={readings.value.next} busy={false} onOlder={records.lookAtReadings} />}
    </section>
  );
}

export function Due() {
  useEffect(() => {
    running.ran.clear();
    running.readDue();
  }, []);
  const said = words.value;
  const who = valueOf(asked.now.value);
  const erases = who !== null && may(who, 'erasure', 'write', 'territory');
  return (
    <section aria-labelledby="retention-heading">
      <h2 id="retention-heading">{said.say('part-retention')}</h2>
      <p class="small">{said.say('retention-intro')}</p>
      <Answer words={said} answer={running.retention.now.value} onRetry={running.retention.retry}>
        {(retention) => (
          <>
            <RetentionTable words={said} retention={retention} />
            {erases && retention.clock === 'agrees' && (
              <RetentionRun words={said} retention={retention} ran={running.ran.now.value} onRun={(reason) => running.runNow(reason, retention.seen)} onLookAgain={running.readDue} />
            )}
          </>
        )}
      </Answer>
      <RetentionRan words={said} ran={running.ran.now.value} />
    </section>
  );
}

export function State() {
  const said = words.value;
  const who = valueOf(asked.now.value);
  const [sees, starts] = who === null ? [false, false] : [may(who, 'hazard', 'read', 'territory'), may(who, 'hazard', 'write', 'territory')];
  useEffect(() => {
    running.read();
    if (sees) void running.watch();
    return running.stopWatching;
  }, [sees]);
  return (
    <section aria-labelledby="installation-heading">
      <h2 id="installation-heading">{said.say('part-installation')}</h2>
      <Answer words={said} answer={running.installation.now.value} onRetry={running.installation.retry}>
        {(installation) => <InstallationPanel words={said} installation={installation} />}
      </Answer>
      {sees && <ScoringPanel words={said} scoring={running.scoring.value} failure={running.failure.value} mayStart={starts} onStart={() => void running.assess()} />}
    </section>
  );
}
