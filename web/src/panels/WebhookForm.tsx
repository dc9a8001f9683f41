// The form of an address that is told what changes: where, and of what.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import { EVENTS, type EventKind, type Webhook } from '../api/webhooks';
import type { Words } from '../text/words';
import { Refused } from './Notice';

interface Props {
  readonly words: Words;
  /** The one that is altered; `null` for a new one. */
  readonly webhook: Webhook | null;
  readonly failure: ApiError | null;
  readonly busy: boolean;
  readonly onSave: (url: string, events: readonly EventKind[]) => void;
  readonly onLeave: () => void;
}

export function WebhookForm({ words, webhook, failure, busy, onSave, onLeave }: Props) {
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<readonly EventKind[]>(webhook?.events ?? EVENTS);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const toggle = (event: EventKind) => setEvents(events.includes(event) ? events.filter((one) => one !== event) : [...events, event]);
  const send = (event: Event) => {
    event.preventDefault();
    onSave(url.trim(), events);
  };
  return (
    <form class="webhook-form" onSubmit={send} aria-label={words.say(webhook === null ? 'webhooks-add' : 'webhooks-alter')}>
      <label>
        <span>{words.say('webhooks-url')}</span>
        <input ref={first} class="wide" type="url" required maxLength={500} placeholder="https://hooks.city.example/jalon" value={url} onInput={(e) => setUrl(e.currentTarget.value)} />
      </label>
      <fieldset>
        <legend>{words.say('webhooks-events')}</legend>
        {EVENTS.map((event) => (
          <label key={event}>
            <input type="checkbox" checked={events.includes(event)} onChange={() => toggle(event)} /> {words.say(`webhooks-event-${event}`)}
          </label>
        ))}
      </fieldset>
      {failure !== null && <Refused error={failure} words={words} />}
      <p class="chips">
        <button type="submit" class="button" disabled={busy || events.length === 0}>
          {words.say(webhook === null ? 'webhooks-make' : 'work-save')}
        </button>
        <button type="button" class="button quiet" onClick={onLeave}>
          {words.say('work-leave')}
        </button>
      </p>
    </form>
  );
}
