// What somebody may do, of what the server tells: pure questions to that list.
import type { Who } from '../api/session';
import { headOf, PARTS, type Part, type View } from './permalink';

const REACHES = ['none', 'counts', 'own', 'territory', 'all'] as const;

export type Reach = (typeof REACHES)[number];

/** Whether somebody may go at least so far. */
export function may(who: Who, resource: string, act: 'read' | 'write', least: Reach): boolean {
  const right = who.rights.find((one) => one.resource === resource && one.act === act);
  return right !== undefined && REACHES.indexOf(right.reach) >= REACHES.indexOf(least);
}

const READABLE_REGISTERS = ['sites', 'steering', 'household', 'legal', 'finance', 'homes'];

/** The views of the team that somebody's rights fill, in the order of the head. */
export function viewsOf(who: Who): readonly View[] {
  const reads = (resource: string) => may(who, resource, 'read', 'territory');
  const views: readonly (readonly [View, boolean])[] = [
    ['priorities', reads('sites') && reads('hazard')],
    ['visit', may(who, 'sites', 'write', 'own')],
    ['dispersal', reads('dispersal')],
    ['placing', reads('dispersal')],
    ['work', READABLE_REGISTERS.some((resource) => may(who, resource, 'read', 'own'))],
    ['reports', true],
    ['administration', reads('settings') || reads('accounts') || reads('audit') || may(who, 'sites', 'write', 'territory')],
  ];
  return views.flatMap(([view, fills]) => (fills ? [view] : []));
}

/** The parts of the administration that somebody may open. */
export function partsOf(who: Who): readonly Part[] {
  const reads = (resource: string) => may(who, resource, 'read', 'territory');
  const opens: Record<Part, boolean> = {
    people: reads('accounts'),
    weights: reads('hazard'),
    layers: may(who, 'hazard', 'write', 'territory'),
    files: reads('sites') || reads('export') || may(who, 'steering', 'write', 'territory'),
    others: reads('settings'),
    record: reads('audit'),
    retention: reads('erasure'),
    installation: reads('settings'),
  };
  return PARTS.filter((part) => opens[part]);
}

/** The view asked for where it can be filled, else the first that can. */
export function viewFor(asked: View, views: readonly View[]): View {
  return views.includes(headOf(asked)) ? asked : (views[0] ?? 'reports');
}
