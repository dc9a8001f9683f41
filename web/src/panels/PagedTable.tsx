// A table that grows at its end: the newest first, older ones on demand.
import type { ComponentChildren } from 'preact';
import type { Words } from '../text/words';

/** What every such table needs beside its rows. */
export interface Paging {
  readonly words: Words;
  readonly next: string | null;
  readonly busy: boolean;
  readonly onOlder: (cursor: string) => void;
}

interface Props extends Paging {
  readonly title: string;
  /** Names of the columns, as `record-…` says them; `number` holds figures. */
  readonly columns: readonly string[];
  readonly children: ComponentChildren;
}

export function PagedTable({ words, title, columns, next, busy, onOlder, children }: Props) {
  return (
    <>
      <div class="table-scroll" role="region" tabIndex={0} aria-label={title}>
        <table class="planner-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" class={column === 'number' ? 'figure' : undefined}>
                  {words.say(`record-${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      {next !== null && (
        <p>
          <button type="button" class="button quiet" disabled={busy} onClick={() => onOlder(next)}>
            {words.say('record-older')}
          </button>
        </p>
      )}
    </>
  );
}
