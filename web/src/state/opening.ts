// Opens what this device keeps, and takes settlements along.
import { batch } from '@preact/signals';
import { ApiError, readAnswers, readSettlement } from '../api/client';
import { readWho } from '../api/session';
import { readLock } from '../api/visits';
import { revived } from './draft';
import { attempt, draft, keepRound, offline, outcomes, pack, phase, round, useVault, vaultNow, whole, type Outcome, type Round, type Taken } from './field';
import { drawn } from './app';
import { layersOn } from './layers';
import { shellsOf } from './outline';
import { newId } from './newId';
import { fetchPack, opened } from './pack';
import { canSeal } from './sealing';
import { flush, look } from './sending';
import { shelf } from './shelf';
import { lastVault, vaultOf } from './vault';
import { keepPage } from './worker';

const TILES = 'tiles/';
/** A map that takes longer is not worth the wait. */
const MAP_PATIENCE_MS = 120_000;

/** Opens what this device keeps; called whenever somebody comes to the page. */
export async function open(): Promise<void> {
  if (phase.peek() !== 'opening' && phase.peek() !== 'locked') return void flush();
  if (!canSeal() || typeof indexedDB === 'undefined') return void (phase.value = 'unfit');
  void keepPage();
  await attempt(async () => {
    const fresh = await askServer();
    offline.value = fresh === null;
    if (fresh === 'signed-out') return void (phase.value = 'signed-out');
    const vault = fresh === null ? await lastVault(shelf) : await vaultOf(shelf, fresh.author);
    if (vault === null) return void (phase.value = 'locked');
    useVault(vault);
    const kept = (await vault.read('round')) as Round | null;
    const known = fresh === null ? kept : { sites: [], ...kept, ...fresh };
    if (known === null) return void (phase.value = 'locked');
    const [begun, told] = [await vault.read('draft'), await vault.read('outcomes')];
    batch(() => {
      round.value = known;
      draft.value = revived(begun);
      outcomes.value = (told as readonly Outcome[] | null) ?? [];
      phase.value = 'ready';
    });
    await keepRound(known);
    await look();
    void holdPen(false);
  });
  if (phase.peek() === 'opening') phase.value = 'unfit';
  void flush();
}

/** Who is here and what to seal with; `null` without a network. */
async function askServer(): Promise<Pick<Round, 'author' | 'lock'> | 'signed-out' | null> {
  try {
    const [who, lock] = await Promise.all([readWho(whole()), readLock(whole())]);
    return { author: who.name, lock };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.failure.kind === 'refused' && error.failure.status < 500 ? 'signed-out' : null;
  }
}

/** Only one tab writes: of two drafts of the same visit one would be lost. */
export async function holdPen(anyway: boolean): Promise<void> {
  if (!('locks' in navigator)) return;
  const holding = (pen: unknown) => {
    if (pen === null) return void (phase.value = 'elsewhere');
    phase.value = 'ready';
    return new Promise(() => undefined);
  };
  try {
    await navigator.locks.request('jalon-visit', anyway ? { steal: true } : { ifAvailable: true }, holding);
  } catch {
    // Another tab has taken the pen.
    phase.value = 'elsewhere';
  }
}

/** Goes on in this tab with what the other one has kept. */
export async function goOnHere(): Promise<void> {
  void holdPen(true);
  draft.value = revived(await vaultNow()?.read('draft'));
}

/** Takes a settlement along, with its questions and what is known of them. */
export function take(site: Pick<Taken, 'code' | 'name'>): Promise<void> {
  return attempt(async () => {
    const [{ items }, { geometry }] = await Promise.all([readAnswers(site.code, whole()), readSettlement(site.code, whole())]);
    const known = round.peek();
    if (known === null) return;
    const [others, place] = [known.sites.filter(({ code }) => code !== site.code), placeOf(site.code)];
    await keepRound({ ...known, sites: [...others, { code: site.code, name: site.name, answers: items, shape: geometry, at: new Date().toISOString() }] });
    await dropMap(place);
    void navigator.storage?.persist?.();
    void attempt(() => takeMap(site.code, geometry));
  });
}

/** Takes the map around a settlement along; without it the questions are here all the same. */
async function takeMap(code: string, geometry: Record<string, unknown> | null): Promise<void> {
  const layers = drawn.peek().filter(({ code: name }) => layersOn(drawn.peek(), null, 'priorities').includes(name));
  const { bundle, told } = await fetchPack(shellsOf(geometry).flat(), layers, AbortSignal.timeout(MAP_PATIENCE_MS));
  const known = round.peek();
  if (told.tiles === 0 || !known?.sites.some((site) => site.code === code)) return;
  const place = newId(new Date());
  await vaultNow()?.keepBytes(TILES + place, bundle);
  await keepRound({ ...known, sites: known.sites.map((site) => (site.code === code ? { ...site, map: { ...told, place } } : site)) });
}

/** Where the map of a settlement is kept: under a name that does not tell which one it is. */
function placeOf(code: string): string | null {
  return round.peek()?.sites.find((site) => site.code === code)?.map?.place ?? null;
}

async function dropMap(place: string | null): Promise<void> {
  if (place !== null) await vaultNow()?.drop(TILES + place);
}

/** Opens the map that was taken along, where there is one. */
export async function openMap(code: string): Promise<void> {
  pack.value = null;
  const place = placeOf(code);
  const bundle = place === null ? null : ((await vaultNow()?.readBytes(TILES + place)) ?? null);
  pack.value = bundle === null ? null : opened(bundle);
}

export function leaveBehind(code: string): Promise<void> {
  return attempt(async () => {
    const [known, place] = [round.peek(), placeOf(code)];
    if (known !== null) await keepRound({ ...known, sites: known.sites.filter((site) => site.code !== code) });
    await dropMap(place);
  });
}
