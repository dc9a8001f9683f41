// Pages that few people open, fetched when one of them does.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Loading } from './panels/Notice';
import { words } from './state/place';

const Page = signal<ComponentType | null>(null);
const failed = signal(false);

/** The administration, once it is here. */
export function Administration() {
  useEffect(() => void fetchPage(), []);
  const Shown = Page.value;
  const said = words.value;
  if (Shown !== null) return <Shown />;
  return (
    <main class="alone">
      {!failed.value && <Loading text={said.say('loading')} />}
      {failed.value && (
        <div class="notice failed" role="alert">
          <p class="notice-title">{said.say('failed-offline')}</p>
          <p>{said.say('failed-offline-do')}</p>
          <button type="button" class="button" onClick={() => void fetchPage()}>
            {said.say('retry')}
          </button>
        </div>
      )}
    </main>
  );
}

async function fetchPage(): Promise<void> {
  if (Page.peek() !== null) return;
  failed.value = false;
  try {
    Page.value = (await import('./Administration')).Administration;
  } catch {
    failed.value = true;
  }
}
