// What both tables share: heads that sort, a keyboard that walks from row to row, a chosen row kept in sight.
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Sort } from '../state/permalink';
import type { Words } from '../text/words';

interface HeadProps<C extends string> {
  readonly words: Words;
  readonly column: C;
  readonly sort: Sort<C>;
  readonly onSort: (column: C) => void;
  readonly kind?: 'figure';
  readonly children: ComponentChildren;
}

/** A column's head; pressing it sorts. */
export function Head<C extends string>({ words, column, sort, onSort, kind, children }: HeadProps<C>) {
  const active = sort.by === column;
  return (
    <th
      scope="col"
      class={`col-${column} ${kind ?? ''}`}
      aria-sort={active ? (sort.down ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={() => onSort(column)} title={active ? words.say(sort.down ? 'sort-down' : 'sort-up') : undefined}>
        <span>{children}</span>
        <span class="sort-sign" aria-hidden="true">
          {active ? (sort.down ? '▾' : '▴') : ''}
        </span>
      </button>
    </th>
  );
}

/** Moves the focus among the row buttons of a table body by arrow keys, Home and End. */
export function walkRows(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button.row-name')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
  const wanted = next[event.key];
  if (at < 0 || wanted === undefined) return;
  event.preventDefault();
  buttons[Math.min(Math.max(wanted, 0), buttons.length - 1)]?.focus();
}

/** Keeps the row named `chosen` in sight within its own scrolling box, without moving the page. */
export function useChosenInSight(chosen: string | null, hint: unknown): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === null) return;
    const frame = requestAnimationFrame(() => reveal(box.current, chosen));
    return () => cancelAnimationFrame(frame);
  }, [chosen, hint]);
  return box;
}

function reveal(box: HTMLElement | null, chosen: string): void {
  const row = box?.querySelector<HTMLElement>(`[data-code="${CSS.escape(chosen)}"]`);
  const scroller = scrollerOf(box);
  if (!box || !row || !scroller) return;
  const head = box.querySelector('thead')?.offsetHeight ?? 0;
  const seen = scroller.getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  const above = top - seen.top - head;
  const below = bottom - seen.bottom;
  if (above < 0) scroller.scrollTop += above - 8;
  else if (below > 0) scroller.scrollTop += Math.min(below + 8, above);
}

/** The box around the table that scrolls, if it is not the page itself. */
function scrollerOf(box: HTMLElement | null): HTMLElement | null {
  for (let each = box; each !== null && each !== document.body; each = each.parentElement) {
    if (getComputedStyle(each).overflowY === 'auto') return each;
  }
  return null;
}
