// What is asked to be done on a settlement, and what has happened there.
import type { Incident, WorksOrder, WorksOrders } from '../api/casework';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Answer } from './Fold';

interface OrdersProps {
  readonly words: Words;
  readonly orders: Loadable<WorksOrders>;
  readonly onRetry: () => void;
}

export function OpenOrders({ words, orders, onRetry }: OrdersProps) {
  return (
    <section class="noted" aria-labelledby="orders-title">
      <h3 id="orders-title">{words.say('orders-title')}</h3>
      <Answer words={words} answer={orders} onRetry={onRetry}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <p class="small">{words.say('orders-none')}</p>}
            <ul>
              {items.map((order) => (
                <Order key={order.number} words={words} order={order} />
              ))}
            </ul>
            {next !== null && <p class="small">{words.say('orders-more', { count: items.length })}</p>}
          </>
        )}
      </Answer>
    </section>
  );
}

function Order({ words, order }: { readonly words: Words; readonly order: WorksOrder }) {
  const details = [
    words.say('order-number', { number: order.number }),
    words.say('order-asked', { day: words.day(order.requested_on), by: order.by }),
    order.team && words.say('order-team', { team: order.team }),
    order.cost_eur === null ? null : words.euros(order.cost_eur),
  ];
  return (
    <li>
      <strong>{words.word('order-kind', order.kind)}</strong>
      <span class={`state ${order.status}`}>
        {words.word('order-status', order.status)}
        {order.due_on && `, ${words.say('order-due', { day: words.day(order.due_on) })}`}
      </span>
      {order.note && <span class="note">{order.note}</span>}
      <span class="small">{details.filter(Boolean).join(' · ')}</span>
    </li>
  );
}

export function Incidents({ words, incidents }: { readonly words: Words; readonly incidents: readonly Incident[] }) {
  return (
    <section class="noted" aria-labelledby="incidents-title">
      <h3 id="incidents-title">{words.say('incidents-title')}</h3>
      {incidents.length === 0 && <p class="small">{words.say('incidents-none')}</p>}
      <ul>
        {incidents.map((incident, index) => (
          <OneIncident key={index} words={words} incident={incident} />
        ))}
      </ul>
      {incidents.length > 0 && <p class="small">{words.say('incidents-note')}</p>}
    </section>
  );
}

function OneIncident({ words, incident }: { readonly words: Words; readonly incident: Incident }) {
  const details = [
    people(incident.deaths, 'incident-deaths', words),
    people(incident.injured, 'incident-injured', words),
    words.say('incident-told', { by: incident.by }),
  ];
  return (
    <li>
      <strong>{words.word('incident-kind', incident.kind)}</strong>
      <span class={`state ${incident.severity}`}>
        {words.word('harm', incident.severity)}, {words.day(incident.on)}
      </span>
      {incident.narrative && <span class="note">{incident.narrative}</span>}
      <span class="small">{details.filter(Boolean).join(' · ')}</span>
    </li>
  );
}

/** How many people, unless nobody was hurt. */
function people(band: string, message: string, words: Words): string | null {
  return band === 'none' ? null : words.say(message, { band: words.word('people', band.replace('+', '')) });
}
