// A box that a wide table scrolls in, which the keyboard can reach.
import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function ScrollBox({ label, children }: Props) {
  return (
    <div class="table-box" tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
