// Who has looked at what, and what for.
import type { Reading } from '../api/record';
import { PagedTable, type Paging } from './PagedTable';

interface Props extends Paging {
  readonly readings: readonly Reading[];
}

export function ReadingsTable({ readings, ...paging }: Props) {
  const { words } = paging;
  if (readings.length === 0) return <p class="notice">{words.say('readings-none')}</p>;
  return (
    <PagedTable {...paging} title={words.say('readings-title')} columns={['at', 'actor', 'subject', 'purpose']}>
      {readings.map((one) => (
        <tr key={one.number}>
          <td>
            {words.day(one.at)}, {words.hour(one.at)}
          </td>
          <td>{one.actor}</td>
          <td>{one.subject}</td>
          <td class="record-detail">{one.purpose}</td>
        </tr>
      ))}
    </PagedTable>
  );
}
