// The work in the field: where one goes, the visit that is written, and those on their way. Ties the panels to the state.
import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ElsewherePage, FieldHead, LockedPage, SignedOut, UnfitPage, VisitAside } from './panels/FieldStates';
import { FieldSites } from './panels/FieldSites';
import { Failed, Loading } from './panels/Notice';
import { VisitForm } from './panels/VisitForm';
import { FieldOutline } from './FieldOutline';
import { VisitOutcomes, VisitQueue } from './panels/VisitQueue';
import * as app from './state/app';
import * as field from './state/field';
import * as opening from './state/opening';
import { go, place, words } from './state/place';
import * as sending from './state/sending';
import { locate, whereabouts } from './state/whereabouts';
import './text/field';
import { newer, takeNewer } from './state/worker';
import * as writing from './state/writing';

const found = signal('');

/** The one that a link names, those that are taken along, then all that the ranking knows. */
const sites = computed(() => {
  const taken = field.round.value?.sites ?? [];
  const ranked = app.allSites.value.map(({ settlement, score }) => ({ code: settlement.code, name: settlement.name, letter: score.class }));
  const own = taken.map(({ code, name, at, map }) => ({ code, name, letter: ranked.find((one) => one.code === code)?.letter ?? null, taken: at, map_kb: map === undefined ? null : Math.ceil(map.bytes / 1000) }));
  const rest = ranked.filter(({ code }) => !taken.some((one) => one.code === code));
  const all = [...own, ...rest.map((one) => ({ ...one, taken: null, map_kb: null }))];
  const wanted = place.value.site;
  const named = wanted === null ? null : (all.find(({ code }) => code === wanted) ?? { code: wanted, name: wanted, letter: null, taken: null, map_kb: null });
  const others = all.filter(({ code }) => code !== wanted);
  return { named, own: others.filter((one) => one.taken !== null), rest: others.filter((one) => one.taken === null) };
});

export function Field() {
  useEffect(() => {
    void opening.open();
    return sending.keepTrying();
  }, []);
  const said = words.value;
  const trouble = field.trouble.value;
  return (
    <main class="alone field">
      {trouble !== null && (typeof trouble === 'string' ? <p class="notice failed" role="alert">{said.say(`onsite-trouble-${trouble}`)}</p> : <Failed error={trouble} words={said} retry={() => void opening.open()} />)}
      <Body />
    </main>
  );
}

function Body() {
  const said = words.value;
  switch (field.phase.value) {
    case 'opening':
      return <Loading text={said.say('loading')} />;
    case 'unfit':
      return <UnfitPage words={said} />;
    case 'locked':
      return <LockedPage words={said} onRetry={() => void opening.open()} />;
    case 'signed-out':
      return <SignedOut words={said} />;
    case 'elsewhere':
      return <ElsewherePage words={said} onHere={() => void opening.goOnHere()} />;
    case 'ready':
      return field.draft.value === null || field.aside.value ? <Home /> : <Writing />;
  }
}

function Writing() {
  const draft = field.draft.value;
  const said = words.value;
  if (draft === null) return null;
  return (
    <VisitForm
      words={said}
      draft={draft}
      whereabouts={whereabouts.value}
      photo={writing.photoBytes}
      outline={<FieldOutline draft={draft} />}
      onChange={writing.change}
      onLocate={() => locate((position) => draft.id === field.draft.peek()?.id && writing.change({ ...(field.draft.peek() ?? draft), position }))}
      onPhoto={(file) => writing.addPhoto(file)}
      onDropPhoto={(id) => void writing.dropPhoto(id)}
      onSend={() => writing.send()}
      onGiveUp={() => void writing.giveUp()}
      onAside={() => (field.aside.value = true)}
    />
  );
}

function Home() {
  const said = words.value;
  const { named, own, rest } = sites.value;
  return (
    <>
      <FieldHead words={said} offline={field.offline.value} sent={field.sent.value} waiting={field.queue.value.length} went={field.went.value} busy={field.busy.value} newer={newer.value} onNewer={takeNewer} />
      <VisitAside words={said} draft={field.draft.value} onGoOn={() => (field.aside.value = false)} />
      <VisitOutcomes words={said} outcomes={field.outcomes.value} onSeen={(id) => void sending.seen(id)} />
      <VisitQueue
        words={said}
        queue={field.queue.value}
        copies={field.copies.value}
        went={field.went.value}
        busy={field.busy.value}
        onSend={() => void sending.flush()}
        onMend={(one) => void writing.mend(one)}
        onAgain={(one) => void sending.again(one)}
        onThrowAway={(one) => void sending.throwAway(one)}
      />
      <FieldSites
        words={said}
        named={named}
        own={own}
        rest={rest}
        count={field.round.value?.sites.length ?? 0}
        text={found.value}
        most={field.SITES_MOST}
        busy={field.draft.value !== null}
        onText={(text) => (found.value = text)}
        onVisit={(site) => void writing.beginVisit(site).then(() => go({ site: null }))}
        onTake={(site) => void opening.take(site)}
        onLeave={(code) => void opening.leaveBehind(code)}
      />
    </>
  );
}
