// What became of telling an address of each change.
import type { Delivery } from '../api/webhooks';
import type { Words } from '../text/words';

export function DeliveryTable({ words, deliveries }: { readonly words: Words; readonly deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) return <p class="small">{words.say('webhooks-no-deliveries')}</p>;
  return (
    <div class="table-scroll" role="region" tabIndex={0} aria-label={words.say('webhooks-deliveries')}>
      <table class="planner-table deliveries">
        <thead>
          <tr>
            {['change', 'of', 'state', 'tries', 'at', 'answer'].map((column) => (
              <th key={column} scope="col" class={column === 'change' || column === 'tries' ? 'figure' : undefined}>
                {words.say(`deliveries-${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => (
            <tr key={`${one.change} ${one.at}`}>
              <td class="figure">{one.change === 0 ? words.say('deliveries-trial') : one.change}</td>
              <td>{one.event === null ? '' : words.say(`webhooks-event-${one.event}`)}</td>
              <td>
                <span class={`delivery-state ${one.state}`}>{words.say(`delivery-${one.state}`)}</span>
              </td>
              <td class="figure">{one.tries}</td>
              <td>
                {words.day(one.at)}, {words.hour(one.at)}
              </td>
              <td>{one.answer}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
