// Pages that are fetched when somebody opens them.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Loading } from './panels/Notice';
import { words } from './state/place';

/** A page once it is here; until then that it is coming, or that it did not come. */
function later(fetched: () => Promise<ComponentType>): ComponentType {
  const Page = signal<ComponentType | null>(null);
  const failed = signal(false);
  const load = async () => {
    if (Page.peek() !== null) return;
    failed.value = false;
    try {
      Page.value = await fetched();
    } catch {
      failed.value = true;
    }
  };
  return function Later() {
    useEffect(() => void load(), []);
    const Shown = Page.value;
    return Shown === null ? <NotHere failed={failed.value} onRetry={() => void load()} /> : <Shown />;
  };
}

function NotHere({ failed, onRetry }: { readonly failed: boolean; readonly onRetry: () => void }) {
  const said = words.value;
  return (
    <main class="alone">
      {!failed && <Loading text={said.say('loading')} />}
      {failed && (
        <div class="notice failed" role="alert">
          <p class="notice-title">{said.say('later-failed')}</p>
          <p>{said.say('later-failed-do')}</p>
          <p class="chips">
            <button type="button" class="button" onClick={onRetry}>
              {said.say('retry')}
            </button>
            <button type="button" class="button" onClick={() => location.reload()}>
              {said.say('later-reload')}
            </button>
          </p>
        </div>
      )}
    </main>
  );
}

export const Administration = later(async () => (await import('./Administration')).Administration);
export const Board = later(async () => (await import('./Board')).Board);
export const Work = later(async () => (await import('./Work')).Work);
export const Field = later(async () => (await import('./Field')).Field);
