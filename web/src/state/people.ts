// Accounts as whoever runs them sees them: the list, who is open, an invitation that was just made.
import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { addGrant, addUser, endGrant, endOfUser, inviteUser, readUsers, type Invitation, type NewGrant, type User } from '../api/users';
import { resource } from './loadable';

export const users = resource<readonly User[]>();
/** The list as it was read last: it stays, with the keyboard in it, while it is asked for anew. */
export const known = signal<readonly User[] | null>(null);
/** Whether the form of a new account is open. */
export const adding = signal(false);
/** An invitation that was just made; its link is not shown again. */
export const invited = signal<Invitation | null>(null);
/** What went wrong, and with whose account; blank for a new one. */
export const failure = signal<{ readonly name: string; readonly error: ApiError } | null>(null);
/** What was done last, as the name of its message, and to whom. */
export const done = signal<{ readonly what: string; readonly name: string } | null>(null);
export const busy = signal(false);

export function read(): void {
  users.load(async (at) => (known.value = await readUsers(at)));
}

export function openForm(isOpen: boolean): void {
  failure.value = null;
  done.value = null;
  adding.value = isOpen;
}

export function add(name: string, grants: readonly NewGrant[]): Promise<void> {
  return attempt('', async () => {
    invited.value = await addUser(name, grants);
    adding.value = false;
  });
}

export function invite(name: string): Promise<void> {
  return attempt(name, async () => {
    invited.value = await inviteUser(name);
  });
}

export function give(name: string, grant: NewGrant): Promise<void> {
  return attempt(name, async () => {
    await addGrant(name, grant);
    done.value = { what: 'people-given', name };
  });
}

export function takeBack(name: string, id: string): Promise<void> {
  return attempt(name, async () => {
    await endGrant(name, id);
    done.value = { what: 'people-taken-back', name };
  });
}

export function end(name: string, what: 'sessions' | 'factor' | 'account'): Promise<void> {
  return attempt(name, async () => {
    await endOfUser(name, what);
    done.value = { what: `people-ended-${what}`, name };
  });
}

/** Does it, then reads the list anew; what goes wrong is kept to be told, and what was typed stays. */
async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  busy.value = true;
  failure.value = null;
  done.value = null;
  try {
    await work();
    read();
  } catch (error) {
    failure.value = { name, error: error instanceof ApiError ? error : new ApiError({ kind: 'unexpected', message: String(error) }) };
  } finally {
    busy.value = false;
  }
}
