// A settlement as a place, as the server answers it, with the words of what it tells.
import { ask } from './client';
import { list, nullable, object, text, type Checked } from './check';
import { entryAnswer, readRegisters, type Register } from './registers';

const place = object({ details: nullable(entryAnswer), features: list(entryAnswer), successors: list(text) });
export interface SitePlace extends Checked<typeof place> {
  /** What `site_details` and `site_feature` hold, in the reader's language. */
  readonly registers: readonly Register[];
}

export async function readPlace(code: string, language: string, signal: AbortSignal): Promise<SitePlace> {
  const asked = ask(`/api/settlements/${encodeURIComponent(code)}/place`, place, signal);
  const [told, registers] = await Promise.all([asked, readRegisters(language, signal)]);
  return { ...told, registers };
}
