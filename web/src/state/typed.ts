// What somebody was typing when the page had to be loaded anew: kept over that one load, shown, and gone.
import { signal } from '@preact/signals';

/** A field with what was typed into it. */
export interface Typed {
  readonly label: string;
  readonly text: string;
}

/** A field of a form, as far as it is looked at. */
export interface Control {
  readonly label: string;
  readonly kind: string;
  readonly value: string;
  /** What it held when it was shown. */
  readonly before: string;
  /** Whether it is about households or courts: what it holds may have been open for an hour only. */
  readonly guarded: boolean;
}

/** What was kept; shown until somebody has it. */
export const typed = signal<readonly Typed[]>([]);

const KEPT = 'jalon-typed';
const WRITTEN = ['text', 'search', 'email', 'tel', 'url', 'number', 'date', 'textarea'];

/** What was typed into fields, and was not there before. */
export function typedInto(controls: readonly Control[]): readonly Typed[] {
  const own = controls.filter(({ kind, value, before, guarded }) => WRITTEN.includes(kind) && !guarded && value.trim() !== '' && value !== before);
  return own.map(({ label, value }) => ({ label, text: value }));
}

/** Keeps what is being typed over the load that follows at once. */
export function keepTyped(): void {
  // The reason that opened something is written down already.
  const forms = 'form:not(.account-form)';
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(`${forms} input, ${forms} textarea`);
  const kept = typedInto([...fields].map(controlOf));
  if (kept.length > 0) sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

/** Takes up what was kept, once: it stays in no store of the browser. */
export function takeUpTyped(): void {
  const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
  sessionStorage.removeItem(KEPT);
  typed.value = Array.isArray(kept) ? kept.filter(isTyped) : [];
}

/** Whoever stands at the door is not to find what another has typed. */
export function forgetTyped(): void {
  sessionStorage.removeItem(KEPT);
}

function controlOf(field: HTMLInputElement | HTMLTextAreaElement): Control {
  const label = field.labels?.[0];
  return {
    label: (label?.querySelector('span') ?? label)?.textContent?.trim() ?? field.name,
    kind: field.type,
    value: field.value,
    before: field.defaultValue,
    guarded: field.closest('[data-guarded]') !== null,
  };
}

function isTyped(one: unknown): one is Typed {
  return typeof one === 'object' && one !== null && 'label' in one && 'text' in one && typeof one.label === 'string' && typeof one.text === 'string';
}
