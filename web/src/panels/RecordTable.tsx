// The record of changes: what to look for, and what was found, newest first.
import { useEffect, useState } from 'preact/hooks';
import type { Changed, ChangesSought } from '../api/record';
import type { Words } from '../text/words';
import { PagedTable, type Paging } from './PagedTable';

interface FilterProps {
  readonly words: Words;
  readonly sought: ChangesSought;
  readonly actions: readonly string[];
  readonly onLook: (sought: ChangesSought) => void;
}

export function RecordFilter({ words, sought, actions, onLook }: FilterProps) {
  const [typed, setTyped] = useState(sought);
  // Back looks for what was looked for before.
  useEffect(() => setTyped(sought), [sought]);
  const send = (event: Event) => {
    event.preventDefault();
    onLook(typed);
  };
  const write = (name: keyof ChangesSought, text: string) => setTyped({ ...typed, [name]: text.trim() });
  const field = (name: 'actor' | 'subject') => (
    <label>
      <span>{words.say(`record-${name}`)}</span>
      <input maxLength={200} placeholder={name === 'subject' ? 'settlement/S01' : ''} value={typed[name]} onInput={({ currentTarget }) => write(name, currentTarget.value)} />
    </label>
  );
  const day = (name: 'since' | 'until') => (
    <label>
      <span>{words.say(`record-${name}`)}</span>
      <input type="date" value={typed[name]} onInput={({ currentTarget }) => write(name, currentTarget.value)} />
    </label>
  );
  return (
    <form class="planner-fields" role="search" aria-label={words.say('record-look')} onSubmit={send}>
      {field('actor')}
      <label>
        <span>{words.say('record-action')}</span>
        <select value={typed.action} onChange={({ currentTarget }) => setTyped({ ...typed, action: currentTarget.value })}>
          <option value="">{words.say('record-any')}</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {words.word('action', action)}
            </option>
          ))}
        </select>
      </label>
      {field('subject')}
      {day('since')}
      {day('until')}
      <button type="submit" class="button">
        {words.say('record-look')}
      </button>
    </form>
  );
}

interface TableProps extends Paging {
  readonly changes: readonly Changed[];
}

export function RecordTable({ changes, ...paging }: TableProps) {
  const { words } = paging;
  if (changes.length === 0) return <p class="notice">{words.say('record-none')}</p>;
  return (
    <PagedTable {...paging} title={words.say('record-title')} columns={['number', 'at', 'actor', 'action', 'subject', 'detail']}>
      {changes.map((one) => (
        <tr key={one.number}>
          <td class="figure">{one.number}</td>
          <td>
            {words.day(one.at)}, {words.hour(one.at)}
          </td>
          <td>{one.actor}</td>
          <td>{words.word('action', one.action)}</td>
          <td>{one.subject}</td>
          <td class="record-detail">{said(one.detail)}</td>
        </tr>
      ))}
    </PagedTable>
  );
}

/** Figures of a change in a line; nothing where there are none. */
function said(detail: Record<string, unknown>): string {
  const parts = Object.entries(detail).filter(([, value]) => value !== null && value !== '');
  return parts.map(([name, value]) => `${name.replaceAll('_', ' ')}: ${written(value)}`).join('; ');
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
