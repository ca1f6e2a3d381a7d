import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

/** A part of a page with its own heading. */
export function Panel({
  title,
  note,
  actions,
  flush = false,
  className,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Without padding: for tables that reach from edge to edge. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes('rounded-lg border border-line bg-surface', className)}>
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {note !== undefined && <p className="text-sm text-muted">{note}</p>}
        {actions !== undefined && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </header>
      <div className={flush ? 'border-t border-line' : 'px-4 pb-4'}>{children}</div>
    </section>
  );
}
