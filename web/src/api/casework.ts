// What people have written down beside a score: overrides, danger, incidents, works orders, and whom to call.
import { list, nullable, number, object, text, type Checked } from './check';
import { hazardClass } from './common';

const override = object({ class: nullable(hazardClass), reason: text, by: text, at: text, until: text });
export type Override = Checked<typeof override>;

const incident = object({
  kind: text,
  on: text,
  severity: text,
  deaths: text,
  injured: text,
  narrative: nullable(text),
  by: text,
});
export type Incident = Checked<typeof incident>;

export const casework = object({
  class: nullable(override),
  imminent_danger: nullable(override),
  incidents: list(incident),
});
export type Casework = Checked<typeof casework>;

export const contact = object({ team: text, phone: nullable(text), email: nullable(text) });
export type Contact = Checked<typeof contact>;

const worksOrder = object({
  number,
  kind: text,
  status: text,
  requested_on: text,
  due_on: nullable(text),
  team: nullable(text),
  cost_eur: nullable(number),
  note: nullable(text),
  by: text,
});
export type WorksOrder = Checked<typeof worksOrder>;

/** A page of works orders; `next` is there where more follow. */
export const worksOrdersAnswer = object({ next: nullable(text), items: list(worksOrder) });
export type WorksOrders = Checked<typeof worksOrdersAnswer>;
