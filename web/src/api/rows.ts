// Registers and casework as files of rows: an empty one, all rows, a file taken in.
import { give, take } from './client';
import { purposed } from './common';
import { list, nullable, number, object, text, type Checked } from './check';

/** What a file is of: a register, or a sort of casework. */
export interface RowsOf {
  readonly sort: 'registers' | 'casework';
  readonly name: string;
}

const taken = object({ added: number, changed: nullable(number), change: nullable(number), warnings: nullable(list(text)) });
export type RowsTaken = Checked<typeof taken>;

const address = ({ sort, name }: RowsOf, file: string) => `/api/${sort}/${encodeURIComponent(name)}/${file}.csv`;

export function takeRows(of: RowsOf, file: 'template' | 'entries', purpose: string): Promise<Blob> {
  return take(address(of, file), new AbortController().signal, purposed(purpose));
}

/** Takes every row in, or none; `changesKnown` has rows of a register change the entries of codes that are known. */
export function giveRows(of: RowsOf, file: File, changesKnown: boolean): Promise<RowsTaken> {
  const known = of.sort === 'registers' && changesKnown ? '?known=change' : '';
  return give(`${address(of, 'entries')}${known}`, file, taken, new AbortController().signal);
}
