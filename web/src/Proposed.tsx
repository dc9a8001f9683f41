// What visits propose as the shape of a settlement, fetched only where they do.
import { Outlines } from './Later';
import * as app from './state/app';
import { outlinesOf } from './state/behind';
import { valueOf } from './state/loadable';

export function Proposed({ code }: { readonly code: string }) {
  const waiting = valueOf(app.detail.now.value)?.outlines_waiting ?? 0;
  return waiting > 0 || outlinesOf.value === code ? <Outlines key={code} code={code} /> : null;
}
