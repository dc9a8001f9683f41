// The addresses that are told what changes: how far each has come, and what can be done with it.
import type { ApiError } from '../api/client';
import type { Delivery, Webhook, WebhookChange } from '../api/webhooks';
import type { Loadable } from '../state/loadable';
import type { Words } from '../text/words';
import { Failed, Loading, Refused } from './Notice';
import { Sure } from './Sure';
import { DeliveryTable } from './DeliveryTable';
import { WebhookForm } from './WebhookForm';

interface Props {
  readonly words: Words;
  readonly webhooks: readonly Webhook[];
  /** What is open beneath which. */
  readonly opened: { readonly id: string; readonly part: 'deliveries' | 'form' } | null;
  readonly deliveries: Loadable<readonly Delivery[]>;
  /** What came back from the last trial. */
  readonly tried: { readonly id: string; readonly delivery: Delivery } | null;
  readonly failure: ApiError | null;
  readonly busy: boolean;
  readonly onOpen: (id: string, part: 'deliveries' | 'form') => void;
  readonly onAlter: (id: string, what: WebhookChange) => void;
  readonly onTry: (id: string) => void;
  readonly onRemove: (id: string) => void;
  readonly onRetry: () => void;
}

export function WebhookList(props: Props) {
  const { words, webhooks, opened, failure } = props;
  if (webhooks.length === 0) return <p class="notice">{words.say('webhooks-none')}</p>;
  return (
    <>
      {failure !== null && opened?.part !== 'form' && <Refused error={failure} words={words} />}
      <ul class="webhooks">
        {webhooks.map((webhook) => (
          <li key={webhook.id}>
            <h3>{webhook.url}</h3>
            <Standing words={words} webhook={webhook} />
            <p class="small">
              {words.say('webhooks-told-of', { events: words.list(webhook.events.map((event) => words.say(`webhooks-event-${event}`))) })}{' '}
              {words.say('webhooks-made', { by: webhook.created_by, on: words.day(webhook.created_at) })}
            </p>
            <Doings {...props} webhook={webhook} />
            {props.tried?.id === webhook.id && (
              <p role="status" class={props.tried.delivery.state === 'delivered' ? 'webhook-tried' : 'webhook-tried bad'}>
                {words.say(props.tried.delivery.state === 'delivered' ? 'webhooks-tried' : 'webhooks-tried-in-vain', { answer: props.tried.delivery.answer })}
              </p>
            )}
            <Beneath {...props} webhook={webhook} />
          </li>
        ))}
      </ul>
    </>
  );
}

type OneProps = Props & { readonly webhook: Webhook };

function Standing({ words, webhook }: Pick<OneProps, 'words' | 'webhook'>) {
  const { told, tries, next_at } = webhook;
  const is = webhook.stopped ? 'stopped' : !webhook.active ? 'paused' : tries > 0 ? 'trying' : 'going';
  return (
    <p class={`webhook-state ${is}`}>
      {words.say(`webhooks-${is}`, { told, tries, next: `${words.day(next_at)}, ${words.hour(next_at)}` })}
    </p>
  );
}

function Doings({ words, webhook, opened, busy, onOpen, onAlter, onTry, onRemove }: OneProps) {
  const { id } = webhook;
  const isOpen = (part: 'deliveries' | 'form') => opened?.id === id && opened.part === part;
  return (
    <div class="chips">
      {webhook.stopped && (
        <>
          <button type="button" class="button" disabled={busy} onClick={() => onAlter(id, { active: true })}>
            {words.say('webhooks-resume')}
          </button>
          <Sure words={words} busy={busy} ask={words.say('webhooks-skip')} sure={words.say('webhooks-skip-sure')} onSure={() => onAlter(id, { skip: true })} />
        </>
      )}
      <button type="button" class="button quiet" disabled={busy} onClick={() => onTry(id)}>
        {words.say('webhooks-try')}
      </button>
      <button type="button" class="button quiet" aria-expanded={isOpen('deliveries')} onClick={() => onOpen(id, 'deliveries')}>
        {words.say('webhooks-deliveries')}
      </button>
      <button type="button" class="button quiet" aria-expanded={isOpen('form')} onClick={() => onOpen(id, 'form')}>
        {words.say('webhooks-alter')}
      </button>
      {!webhook.stopped && (
        <button type="button" class="button quiet" disabled={busy} onClick={() => onAlter(id, { active: !webhook.active })}>
          {words.say(webhook.active ? 'webhooks-pause' : 'webhooks-go-on')}
        </button>
      )}
      <Sure words={words} busy={busy} ask={words.say('webhooks-new-secret')} sure={words.say('webhooks-new-secret-sure')} onSure={() => onAlter(id, { new_secret: true })} />
      <Sure words={words} busy={busy} ask={words.say('webhooks-remove')} sure={words.say('webhooks-remove-sure')} onSure={() => onRemove(id)} />
    </div>
  );
}

function Beneath({ words, webhook, opened, deliveries, failure, busy, onOpen, onAlter, onRetry }: OneProps) {
  if (opened?.id !== webhook.id) return null;
  if (opened.part === 'form')
    return (
      <WebhookForm
        words={words}
        webhook={webhook}
        failure={failure}
        busy={busy}
        onSave={(url, events) => onAlter(webhook.id, { url, events })}
        onLeave={() => onOpen(webhook.id, 'form')}
      />
    );
  if (deliveries.is === 'failed') return <Failed error={deliveries.error} words={words} retry={onRetry} />;
  if (deliveries.is !== 'ready') return <Loading text={words.say('loading')} />;
  return <DeliveryTable words={words} deliveries={deliveries.value} />;
}
