// Accounts and what they hold, for whoever runs or audits them.
import { ask, change } from './client';
import { list, nothing, nullable, object, text, truth, type Checked } from './check';

/** What somebody can be here, as the server lists it. */
export const ROLES = ['sanitation_safety', 'planner', 'case_worker', 'operator_coordinator', 'landlord', 'orientation_cell', 'legal_officer', 'territory_admin', 'dpo_auditor', 'platform_admin'] as const;

const grant = object({ id: text, role: text, territory: text, until: nullable(text), opens: list(text), sites: list(text) });
export type Grant = Checked<typeof grant>;

const user = object({ name: text, has_password: truth, has_factor: truth, created_at: text, disabled_at: nullable(text), grants: list(grant) });
export type User = Checked<typeof user>;

const invitation = object({ name: text, link: text });
export type Invitation = Checked<typeof invitation>;

/** A grant as it is given. */
export interface NewGrant {
  readonly role: string;
  readonly until: string | null;
  readonly opens: readonly string[];
  readonly sites: readonly string[];
}

const whole = () => new AbortController().signal;
const of = (name: string) => `/api/users/${encodeURIComponent(name)}`;

/** Every account, page after page. */
export async function readUsers(signal: AbortSignal): Promise<readonly User[]> {
  const page = object({ next: nullable(text), items: list(user) });
  const users: User[] = [];
  let next: string | null = '';
  while (next !== null) {
    const answer: Checked<typeof page> = await ask(`/api/users${next === '' ? '' : `?cursor=${encodeURIComponent(next)}`}`, page, signal);
    users.push(...answer.items);
    next = answer.next;
  }
  return users;
}

export function addUser(name: string, grants: readonly NewGrant[]): Promise<Invitation> {
  return change(['POST', '/api/users'], { name, grants }, invitation, whole());
}

export function inviteUser(name: string): Promise<Invitation> {
  return change(['POST', `${of(name)}/invitation`], {}, invitation, whole());
}

export function addGrant(name: string, what: NewGrant): Promise<Grant> {
  return change(['POST', `${of(name)}/grants`], what, grant, whole());
}

export function endGrant(name: string, id: string): Promise<null> {
  return change(['DELETE', `${of(name)}/grants/${id}`], {}, nothing, whole());
}

/** Ends what of an account can be ended: all its sessions, its second factor, or the account itself. */
export function endOfUser(name: string, what: 'sessions' | 'factor' | 'account'): Promise<null> {
  return change(['DELETE', what === 'account' ? of(name) : `${of(name)}/${what}`], {}, nothing, whole());
}
