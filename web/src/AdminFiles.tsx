// Files that become layers, other systems that are told what changes, files of rows, the sheet of the national platform. Ties their panels to the state.
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readRegisters } from './api/registers';
import type { RowsOf } from './api/rows';
import { LayerImport } from './panels/LayerImport';
import { NationalSheet } from './panels/NationalSheet';
import { Failed, Loading } from './panels/Notice';
import { RowsFiles } from './panels/RowsFiles';
import { WebhookForm } from './panels/WebhookForm';
import { WebhookList } from './panels/WebhookList';
import { who as asked } from './state/account';
import { areaShapes } from './state/app';
import * as files from './state/files';
import * as imports from './state/imports';
import { valueOf } from './state/loadable';
import * as national from './state/national';
import { language, words } from './state/place';
import { plateOf } from './state/plate';
import { may } from './state/rights';
import * as hooks from './state/webhooks';
import { registers } from './state/work';

/** What a file can become; the server knows more, such as studies and grids, which `jalon import` takes. */
const LAYERS = ['settlements', 'neighbourhoods', 'placements', 'offers', 'flood', 'landslide', 'clay', 'pprt', 'wildfire', 'polluted_soil', 'other', 'railway', 'motorway', 'main_road', 'hv_line', 'gas_pipeline', 'waste_dump', 'hydrant', 'water_point', 'health_centre'];

/** Width of the city on its drawing, in its own units. */
const PLATE = 420;
const plate = computed(() => plateOf(valueOf(areaShapes.now.value) ?? [], PLATE));

export function Layers() {
  return (
    <LayerImport
      words={words.value}
      file={imports.file.value}
      reading={imports.reading.value}
      step={imports.step.value}
      plate={plate.value}
      layers={LAYERS}
      onFile={(file) => imports.choose(file)}
      onLayer={(layer) => imports.choose(imports.file.peek(), layer)}
      onCorrect={imports.correct}
      onStore={() => void imports.store()}
      onTakeBack={() => void imports.takeBack()}
    />
  );
}

export function Files() {
  const spoken = language.value;
  useEffect(() => registers.load((at) => readRegisters(spoken, at)), [spoken]);
  const who = valueOf(asked.now.value);
  const all = valueOf(registers.now.value) ?? [];
  if (who === null) return null;
  const [writes, runs] = [may(who, 'sites', 'write', 'territory'), may(who, 'settings', 'write', 'territory')];
  const mayGive = ({ sort, name }: RowsOf) => {
    if (sort === 'registers') return all.some(({ register, may_write }) => register === name && may_write);
    return name === 'teams' ? runs : writes;
  };
  return (
    <RowsFiles
      words={words.value}
      registers={all.filter(({ may_read }) => may_read)}
      casework={files.CASEWORK}
      mayGive={mayGive}
      chosen={files.chosen.value}
      step={files.step.value}
      onChoose={files.choose}
      onTake={(file, purpose) => void files.hand(file, purpose)}
      onGive={(file, changesKnown) => void files.takeIn(file, changesKnown)}
    />
  );
}

export function Webhooks() {
  useEffect(hooks.read, []);
  const said = words.value;
  const all = hooks.webhooks.now.value;
  const [known, secret] = [hooks.known.value, hooks.secret.value];
  return (
    <section aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">{said.say('webhooks-title')}</h2>
      <p class="small">{said.say('webhooks-intro')}</p>
      {secret !== null && (
        <div class="webhook-secret" role="status">
          <p>{said.say('webhooks-secret', { url: secret.url })}</p>
          <code class="door-key">{secret.secret}</code>
          <button type="button" class="button quiet" onClick={() => (hooks.secret.value = null)}>
            {said.say('webhooks-secret-kept')}
          </button>
        </div>
      )}
      {all.is === 'failed' && <Failed error={all.error} words={said} retry={hooks.webhooks.retry} />}
      {all.is === 'loading' && known === null && <Loading text={said.say('loading')} />}
      {known !== null && (
        <WebhookList
          words={said}
          webhooks={known}
          opened={hooks.opened.value}
          deliveries={hooks.deliveries.now.value}
          tried={hooks.tried.value}
          failure={hooks.failure.value}
          busy={hooks.busy.value}
          onOpen={hooks.open}
          onAlter={(id, what) => void hooks.alter(id, what)}
          onTry={(id) => void hooks.ping(id)}
          onRemove={(id) => void hooks.remove(id)}
          onRetry={hooks.deliveries.retry}
        />
      )}
      {hooks.adding.value ? (
        <WebhookForm
          words={said}
          webhook={null}
          failure={hooks.failure.value}
          busy={hooks.busy.value}
          onSave={(url, events) => void hooks.add(url, events)}
          onLeave={() => hooks.openForm(false)}
        />
      ) : (
        <p>
          <button type="button" class="button" onClick={() => hooks.openForm(true)}>
            {said.say('webhooks-add')}
          </button>
        </p>
      )}
    </section>
  );
}

export function National() {
  const who = valueOf(asked.now.value);
  if (who === null) return null;
  const [reads, writes] = [may(who, 'export', 'read', 'territory'), may(who, 'steering', 'write', 'territory')];
  if (!reads && !writes) return null;
  return (
    <NationalSheet
      words={words.value}
      mayTake={reads}
      mayLaw={may(who, 'legal', 'read', 'own')}
      mayGive={writes}
      taking={national.taking.value}
      sheet={national.sheet.value}
      onTake={(format, withLaw, purpose) => void national.take(format, withLaw, purpose)}
      onTry={(file) => void national.tryOut(file)}
      onStore={() => void national.store()}
      onTakeBack={(change) => void national.takeBack(change)}
      onForget={national.forget}
    />
  );
}
