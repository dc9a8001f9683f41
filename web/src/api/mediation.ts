// What mediators have done in a year by residence, as the server answers it.
import { ask } from './client';
import { list, nullable, number, object, oneOf, text, type Check, type Checked } from './check';

const point = object({ type: oneOf('Point'), coordinates: list(number) });

const residence = object({
  geometry: nullable(point),
  properties: object({
    residence: text,
    neighbourhood: text,
    rounds: number,
    contacts: number,
    calls: number,
    referrals: number,
    last_on: nullable(text),
  }),
});
export type Residence = Checked<typeof residence>;

const answer: Check<{ readonly features: readonly Residence[] }> = object({ features: list(residence) });

/** The residences of a year, by name. */
export async function readResidences(year: number, signal: AbortSignal): Promise<readonly Residence[]> {
  return (await ask(`/api/mediation/residences.geojson?year=${year}`, answer, signal)).features;
}
