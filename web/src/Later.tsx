// Pages that are fetched when somebody opens them.
import { signal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import type { Sight } from './map/scene';
import { useEffect } from 'preact/hooks';
import { Loading } from './panels/Notice';
import { words } from './state/place';

/** A page once it is here; until then that it is coming, or that it did not come. */
function later<P extends object>(fetched: () => Promise<ComponentType<P>>, Around: ComponentType<{ readonly children: ComponentChildren }> = Alone): ComponentType<P> {
  const Page = signal<ComponentType<P> | null>(null);
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
  return function Later(props: P) {
    useEffect(() => void load(), []);
    const Shown = Page.value;
    if (Shown !== null) return <Shown {...props} />;
    return (
      <Around>
        <NotHere failed={failed.value} onRetry={() => void load()} />
      </Around>
    );
  };
}

function NotHere({ failed, onRetry }: { readonly failed: boolean; readonly onRetry: () => void }) {
  const said = words.value;
  return (
    <>
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
    </>
  );
}

function Alone({ children }: { readonly children: ComponentChildren }) {
  return <main class="alone">{children}</main>;
}

/** What may come late or never without a word. */
function Nowhere() {
  return null;
}

function Bare({ children }: { readonly children: ComponentChildren }) {
  return <>{children}</>;
}

function Beside({ children }: { readonly children: ComponentChildren }) {
  return <div class="tools">{children}</div>;
}

export const Administration = later(async () => (await import('./Administration')).Administration);
export const Board = later(async () => (await import('./Board')).Board);
export const Work = later(async () => (await import('./Work')).Work);
export const Field = later(async () => (await import('./Field')).Field);
export const Tour = later(async () => (await import('./Tour')).Tour, Nowhere);
export const Outlines = later<{ readonly code: string }>(async () => (await import('./Outlines')).Outlines, Bare);
export const Tools = later<{ readonly sight: Sight | null }>(async () => (await import('./Tools')).Tools, Beside);
