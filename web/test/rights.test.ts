// Which views somebody's rights fill, and what a question carries while somebody looks around as another role.
import { afterEach, expect, test } from 'vitest';
import type { Who } from '../src/api/session';
import { asViewed, lookAs } from '../src/api/viewed';
import { may, partsOf, viewFor, viewsOf } from '../src/state/rights';

type Rights = Who['rights'];

function somebody(...rights: Rights): Who {
  return { accounts: true, name: 'a.martin', signed_in: true, sign_on: null, roles: [], factor_due: false,
  charter: null, opened: [], may_open: [], may_view_as: [], viewing_as: null, rights };
}

const reads = (resource: string, reach: Rights[number]['reach']): Rights[number] => ({ resource, act: 'read', reach });

afterEach(() => lookAs(null));

test('a right reaches as far as it says and no farther', () => {
  const who = somebody(reads('household', 'own'));

  expect(may(who, 'household', 'read', 'counts')).toBe(true);
  expect(may(who, 'household', 'read', 'own')).toBe(true);
  expect(may(who, 'household', 'read', 'territory')).toBe(false);
  expect(may(who, 'household', 'write', 'own')).toBe(false);
  expect(may(who, 'legal', 'read', 'counts')).toBe(false);
});

test('whoever sees some settlements only is not led to a ranking that the server refuses', () => {
  const worker = somebody(reads('sites', 'own'), reads('hazard', 'territory'), reads('household', 'own'), reads('dispersal', 'territory'));

  expect(viewsOf(worker)).toEqual(['dispersal', 'placing', 'work', 'reports']);
  expect(viewFor('priorities', viewsOf(worker))).toBe('dispersal');
  expect(viewFor('council', viewsOf(worker))).toBe('council');
});

test('whoever may write settlements, of their own at least, writes visits', () => {
  const agent = somebody({ resource: 'sites', act: 'write', reach: 'own' });

  expect(viewsOf(agent)).toContain('visit');
  expect(viewsOf(somebody(reads('sites', 'territory')))).not.toContain('visit');
});

test('a landlord finds the registers and reports, and an auditor the reports and the record of changes', () => {
  const landlord = somebody(reads('household', 'own'), reads('homes', 'own'));

  expect(viewsOf(landlord)).toEqual(['work', 'reports']);
  expect(viewFor('council', viewsOf(landlord))).toBe('work');
  const auditor = somebody(reads('sites', 'counts'), reads('accounts', 'territory'), reads('audit', 'territory'), reads('erasure', 'territory'));
  expect(viewsOf(auditor)).toEqual(['reports', 'administration']);
  expect(partsOf(auditor)).toEqual(['people', 'record', 'retention']);
});

test('every question but those about the own session is asked as the role looked around as', () => {
  lookAs('planner');

  expect(asViewed('/api/ranking', { headers: { accept: 'application/json' } }).headers).toEqual({ accept: 'application/json', 'x-view-as': 'planner' });
  expect(asViewed('/api/works', { method: 'POST' }).headers).toEqual({ 'x-view-as': 'planner' });
  expect(asViewed('/api/session', {}).headers).toEqual({ 'x-view-as': 'planner' });
  expect(asViewed('/api/session', { method: 'DELETE' })).toEqual({ method: 'DELETE' });
  expect(asViewed('/api/session/break-glass', { method: 'POST' })).toEqual({ method: 'POST' });
});

test('nothing is added for somebody who is themselves', () => {
  expect(asViewed('/api/ranking', {})).toEqual({});
});
