// Files that become layers: tried first, with an account and the first shapes, then stored.
import { change, upload } from './client';
import { list, nullable, number, object, record, text, truth, type Checked } from './check';

const place = object({ feature: number, name: nullable(text) });

const shape = object({ geometry: nullable(record), properties: record });

const imported = object({
  file: text,
  file_layer: nullable(text),
  format: text,
  crs: text,
  layer: text,
  version: nullable(number),
  dry_run: truth,
  mapping: record,
  columns_left_out: list(text),
  tally: object({ read: number, accepted: number, mended: number, refused: number }),
  refusals: list(object({ place, why: text })),
  warnings: list(text),
  preview: nullable(list(shape)),
});
export type LayerImported = Checked<typeof imported>;
export type PreviewShape = Checked<typeof shape>;

const takenBack = object({ version: number, brought_back: nullable(number), records: number, assessed: number });
export type ImportTakenBack = Checked<typeof takenBack>;

/** Puts back what was there before a version of a layer. */
export function takeBackLayer(layer: string, version: number): Promise<ImportTakenBack> {
  return change(['POST', `/api/imports/${encodeURIComponent(layer)}/${version}/undo`], {}, takenBack, new AbortController().signal);
}

/** How a file is read; blank leaves it to the server to guess. */
export interface Reading {
  readonly layer: string;
  readonly crs: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly adds: boolean;
}

export function sendLayer(file: File, { layer, crs, columns, adds }: Reading, isTrial: boolean, language: string): Promise<LayerImported> {
  const asked = new URLSearchParams({ lang: language });
  if (isTrial) asked.set('dry_run', 'true');
  if (adds) asked.set('add', 'true');
  if (crs.trim() !== '') asked.set('crs', crs.trim());
  const map = Object.entries(columns).map(([field, column]) => `${field}=${column}`);
  if (map.length > 0) asked.set('map', map.join());
  return upload(`/api/imports/${encodeURIComponent(layer)}?${asked}`, file, imported, new AbortController().signal);
}
