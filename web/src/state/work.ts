// The registers of the work: which one is in view, its entries, and the one that is open. Nothing of it is kept in the browser.
import { batch, computed, effect, signal } from '@preact/signals';
import { addEntry, changeEntry, readEntries, readEntry, readHistory, readRegisters, stepEntry } from '../api/registers';
import type { Entries, Entry, Field, Register, Revision, Step } from '../api/registers';
import { resource, valueOf } from './loadable';
import { who } from './account';
import { START, type Work } from './permalink';
import { may } from './rights';
import { go, language, place } from './place';

/** What for one looks at households or courts: it is written down with every look. */
export const purpose = signal('');

export const registers = resource<readonly Register[]>();
export const entries = resource<Entries>();
export const entry = resource<Entry>();
export const history = resource<readonly Revision[]>();
export const saved = resource<Entry>();

/** Whether the form of a new entry is open. */
export const adding = signal(false);

/** The entries that were read, page after page. */
export const known = signal<Entries | null>(null);

export const register = computed(() => {
  const all = (valueOf(registers.now.value) ?? []).filter(({ may_read }) => may_read);
  const { register: named } = place.value.work;
  // Who reads no households begins with the first register that they read.
  const begins = named === START.work.register ? (all[0] ?? null) : null;
  return all.find(({ register }) => register === named) ?? begins;
});

/** The name of the register in view. */
const shownRegister = computed(() => register.value?.register ?? place.value.work.register);

/** Whether what mediators did around residences may be seen: it is of the whole territory. */
export const seesResidences = computed(() => {
  const known = valueOf(who.now.value);
  return known === null || may(known, 'sites', 'read', 'territory');
});

/** Whether the register tells of households or courts, so that one says what for. */
export const isGuarded = computed(() => register.value?.fields.some(isAboutPeople) ?? false);
const mayRead = computed(() => register.value !== null && (!isGuarded.value || purpose.value.length >= 3));

function isAboutPeople(field: Field): boolean {
  return field.class === 'H' || field.class === 'R';
}

/** The open entry, as it was saved last where that is newer. */
export const open = computed(() => valueOf(entry.now.value));

export function show(change: Partial<Work>): void {
  batch(() => {
    adding.value = false;
    saved.clear();
    go({ work: { ...place.peek().work, ...change } });
  });
}

export function readMore(): void {
  const before = known.peek();
  if (before?.next) load(before.next, before.items);
}

export function readAgain(): void {
  load(null, []);
}

function load(cursor: string | null, before: Entries['items']): void {
  const { state } = place.peek().work;
  const register = shownRegister.peek();
  entries.load(async (at) => {
    const page = await readEntries({ register, state, cursor }, purpose.peek(), at);
    return { ...page, items: [...before, ...page.items] };
  });
}

export function openHistory(): void {
  const shown = open.peek();
  if (shown !== null) history.load((at) => readHistory(shown, purpose.peek(), at));
}

export function step(of: Entry, to: Step): void {
  saved.load(() => stepEntry(of, to));
}

export function change(of: Entry, fields: Readonly<Record<string, string>>): void {
  saved.load(() => changeEntry(of, fields));
}

export function add(register: string, fields: Readonly<Record<string, string>>, key: string): void {
  saved.load(() => addEntry(register, fields, key));
}

/** Begins asking for what the place needs; returns how to stop. */
export function start(): () => void {
  const spoken = effect(() => {
    const now = language.value;
    registers.load((at) => readRegisters(now, at));
  });
  // A list is asked for anew when it is another one, not when an entry of it is opened.
  const which = computed(() => `${shownRegister.value} ${place.value.work.state}`);
  const listed = effect(() => {
    if (which.value === '' || !mayRead.value) return;
    known.value = null;
    readAgain();
  });
  const found = effect(() => {
    const page = valueOf(entries.now.value);
    if (page !== null) known.value = page;
  });
  const code = computed(() => place.value.work.entry);
  const opened = effect(() => {
    const [register, wanted] = [shownRegister.value, code.value];
    history.clear();
    if (wanted === null || !mayRead.value) return entry.clear();
    entry.load((at) => readEntry(register, wanted, purpose.peek(), at));
  });
  const kept = effect(() => {
    const done = valueOf(saved.now.value);
    if (done === null) return;
    adding.value = false;
    const register = shownRegister.peek();
    if (place.peek().work.entry === done.code) entry.load((at) => readEntry(register, done.code, purpose.peek(), at));
    else go({ work: { ...place.peek().work, entry: done.code } });
    readAgain();
  });
  return () => [spoken, listed, found, opened, kept].forEach((stop) => stop());
}
