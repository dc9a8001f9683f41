// The weights of the scores: those in force, what others would change, putting them in force.
import { ask, deliver } from './client';
import { list, nullable, number, object, text, type Checked } from './check';
import { score } from './types';

const version = object({ version: number, note: text, actor: text, at: text });
export type WeightsVersion = Checked<typeof version>;

const inForce = object({ sha256: text, text, versions: list(version) });
export type Weights = Checked<typeof inForce>;

const moved = object({ settlement: object({ code: text, name: text }), rank_now: number, rank: number, score_now: score, score });
export type Moved = Checked<typeof moved>;

const tried = object({ changes: list(object({ key: text, from: nullable(text), to: nullable(text) })), total: number, next: nullable(text), items: list(moved) });
export type Tried = Checked<typeof tried>;

const set = object({ set: version, assessed: number });
export type WeightsSet = Checked<typeof set>;

const TOML = 'application/toml';

export function readWeights(signal: AbortSignal): Promise<Weights> {
  return ask('/api/weights', inForce, signal);
}

/** The text of a version; of 0, the default weights. */
export async function readVersion(which: number, signal: AbortSignal): Promise<string> {
  return (await ask(`/api/weights/versions/${which}`, object({ text }), signal)).text;
}

/** The whole ranking as it would be under other weights; nothing is stored. */
export async function tryWeights(weights: string, signal: AbortSignal): Promise<Tried> {
  const page = (cursor: string) => deliver(['POST', `/api/weights/trial?limit=1000${cursor}`], weights, TOML, tried, signal);
  const first = await page('');
  const items = [...first.items];
  for (let { next } = first; next !== null; ) {
    const more = await page(`&cursor=${encodeURIComponent(next)}`);
    items.push(...more.items);
    next = more.next;
  }
  return { ...first, items };
}

/** Puts weights in force in the place of those of a digest. */
export function setWeights(weights: string, note: string, upon: string): Promise<WeightsSet> {
  const path = `/api/weights?note=${encodeURIComponent(note)}`;
  return deliver(['PUT', path], weights, TOML, set, new AbortController().signal, { 'if-match': `"${upon}"` });
}
