import type { ReactNode } from 'react';

/** A figure and what it is of. */
export function Stat({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}) {
  return (
    <div className="flex min-w-24 flex-col">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-lg font-semibold tabular">{value}</dd>
      {note !== undefined && <dd className="text-sm text-muted">{note}</dd>}
    </div>
  );
}

/** Figures beside each other. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <dl className="flex flex-wrap gap-x-8 gap-y-3">{children}</dl>;
}
