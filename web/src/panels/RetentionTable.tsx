// What has been kept for long enough: what a run would erase, and whether one may.
import type { Retention } from '../api/installation';
import type { Words } from '../text/words';

export function RetentionTable({ words, retention }: { readonly words: Words; readonly retention: Retention }) {
  const { clock, classes } = retention;
  const due = classes.reduce((sum, one) => sum + one.due, 0);
  return (
    <>
      <p role="status" class={clock === 'disagrees' ? 'webhook-tried bad' : 'webhook-tried'}>
        {words.say(`retention-clock-${clock}`)}
      </p>
      {due === 0 && <p class="notice">{words.say('retention-nothing')}</p>}
      <div class="table-scroll" role="region" tabIndex={0} aria-label={words.say('part-retention')}>
        <table class="planner-table">
          <thead>
            <tr>
              {['class', 'months', 'kept', 'due', 'oldest', 'next'].map((column) => (
                <th key={column} scope="col" class={['class', 'oldest'].includes(column) ? undefined : 'figure'}>
                  {words.say(`retention-${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((one) => (
              <tr key={one.class}>
                <th scope="row">{words.word('kept', one.class)}</th>
                <td class="figure">{words.number(one.months)}</td>
                <td class="figure">{words.number(one.kept)}</td>
                <td class="figure">{words.number(one.due)}</td>
                <td>{one.oldest === null ? '–' : words.day(one.oldest)}</td>
                <td class="figure">{words.number(one.next_run)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="small">{words.say('retention-how')}</p>
    </>
  );
}
