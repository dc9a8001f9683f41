// Visits on their way: handed in whenever somebody answers, compared with what others have said, and put away when they have arrived.
import { batch } from '@preact/signals';
import { readAnswers } from '../api/client';
import { readLock, sendPhoto, sendVisit } from '../api/visits';
import { conflictsOf, type Draft } from './draft';
import { attempt, busy, copies, keepRound, offline, outcomes, phase, queue, round, vaultNow, went, whole, type Outcome } from './field';
import { copyOf, finish, handIn, putAway, waiting, type Network, type Waiting, type Went } from './queue';
import { shelf } from './shelf';
import type { Vault } from './vault';
import { handInLater } from './worker';

/** What waits, and what its author may see of it. */
export async function look(): Promise<void> {
  const vault = vaultNow();
  const all = await waiting(shelf);
  const seen: Record<string, Draft> = {};
  for (const { id, owner } of all) {
    const copy = owner === vault?.owner ? await copyOf(vault, id) : null;
    if (copy !== null) seen[id] = copy;
  }
  batch(() => {
    queue.value = all;
    copies.value = seen;
  });
}

/** A network that says nothing for so long is none; a photo may take as long as the server waits for it. */
const network: Network = {
  sendVisit: (sealed) => sendVisit(sealed, AbortSignal.timeout(60_000)),
  sendPhoto: (sealed) => sendPhoto(sealed, AbortSignal.timeout(210_000)),
};

/** How often what waits is tried again. */
const AGAIN_MS = 20_000;

/** Somebody asked to hand in while it was being done: what failed then may go now. */
let asked = false;

/** Hands in what waits, in one tab at a time; the server stores each once, whatever is lost on the way. */
export async function flush(): Promise<void> {
  const vault = vaultNow();
  if (vault === null || phase.peek() === 'elsewhere') return;
  asked = true;
  if (busy.peek()) return;
  busy.value = true;
  try {
    while (asked) {
      asked = false;
      await attempt(() => alone(() => handAllIn(vault)));
    }
  } finally {
    busy.value = false;
  }
}

/** The worker hands in too, when the network returns: what it has sent meanwhile is not sent again. */
function alone(work: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request('jalon-sending', work) : work();
}

async function handAllIn(vault: Vault): Promise<void> {
  await look();
  for (const one of queue.peek().filter(({ owner, refused }) => owner === vault.owner && refused === null)) {
    went.value = await handedIn(vault, one);
    offline.value = went.peek() === 'later';
    // What has arrived is seen to be gone, one after the other.
    await look();
    if (went.peek() === 'later') void handInLater();
    if (went.peek() === 'later' || went.peek() === 'signed-out') break;
  }
}

async function handedIn(vault: Vault, one: Waiting): Promise<Went> {
  const first = await handIn(shelf, network, one);
  const result = first === 'other-key' ? await sealedAnew(vault, one) : first;
  if (result === 'done') {
    await compare(vault, one);
    await putAway(shelf, vault, one);
  }
  return result;
}

/** The server has another key than when the visit was sealed: the copy is sealed again. */
async function sealedAnew(vault: Vault, one: Waiting): Promise<Went> {
  const copy = await copyOf(vault, one.id);
  if (copy === null) {
    await shelf.put('queue', one.id, { ...one, refused: { word: 'other-key', message: '' } });
    return 'refused';
  }
  const lock = await readLock(whole());
  const known = round.peek();
  if (known !== null) await keepRound({ ...known, lock });
  const again = await finish(shelf, vault, lock, copy);
  return handIn(shelf, network, { ...again, visitSent: one.visitSent });
}

/** Whether others have said something else since; where it cannot be told, nothing is. */
async function compare(vault: Vault, one: Waiting): Promise<void> {
  const copy = await copyOf(vault, one.id);
  if (copy === null) return;
  const now = await readAnswers(copy.settlement, whole()).catch(() => null);
  const conflicts = now === null ? [] : conflictsOf(copy, now.items);
  if (conflicts.length > 0) await keepOutcomes([...outcomes.peek(), { id: one.id, name: copy.name, conflicts }]);
}

async function keepOutcomes(next: readonly Outcome[]): Promise<void> {
  outcomes.value = next;
  await vaultNow()?.keep('outcomes', next);
}

export function seen(id: string): Promise<void> {
  return attempt(() => keepOutcomes(outcomes.peek().filter((one) => one.id !== id)));
}

/** Tries once more what was refused. */
export function again(one: Waiting): Promise<void> {
  return attempt(async () => {
    await shelf.put('queue', one.id, { ...one, refused: null });
    await look();
    void flush();
  });
}

export function throwAway(one: Waiting): Promise<void> {
  return attempt(async () => {
    const vault = vaultNow();
    if (vault !== null) await putAway(shelf, vault, one);
    await look();
  });
}

/** Hands in again whenever there may be a network: when one comes, when somebody looks, and every now and then. */
export function keepTrying(): () => void {
  const flushNow = () => void flush();
  const again = setInterval(() => queue.peek().length > 0 && flushNow(), AGAIN_MS);
  const away = () => (offline.value = true);
  const back = () => {
    offline.value = false;
    flushNow();
  };
  addEventListener('offline', away);
  addEventListener('online', back);
  document.addEventListener('visibilitychange', flushNow);
  return () => {
    clearInterval(again);
    removeEventListener('offline', away);
    removeEventListener('online', back);
    document.removeEventListener('visibilitychange', flushNow);
  };
}
