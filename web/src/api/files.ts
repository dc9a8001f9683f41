// Photos and documents of a settlement.
import { list, nullable, number, object, oneOf, text, type Checked } from './check';

const removal = object({ by: text, reason: text });

export const fileAnswer = object({
  id: text,
  name: text,
  kind: oneOf('photo', 'document'),
  bytes: number,
  width: nullable(number),
  height: nullable(number),
  added_at: text,
  added_by: text,
  removed: nullable(removal),
});
export type SiteFile = Checked<typeof fileAnswer>;

export const filesAnswer = object({ items: list(fileAnswer) });
export type SiteFiles = Checked<typeof filesAnswer>;

/** Where the bytes of a file are. */
export function addressOf(file: SiteFile): string {
  return `/api/files/${file.id}`;
}
