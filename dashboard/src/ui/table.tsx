import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

/** A table that scrolls sideways in its own box, never the page. `label` names it; `rows` is the whole count, if known. */
export function Table({
  label,
  rows,
  className,
  children,
  ...rest
}: ComponentProps<'table'> & { readonly label: string; readonly rows?: number | undefined }) {
  return (
    // Something that scrolls must be reachable by keyboard. No landmark: the panel around it is one.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div role="group" className="relative overflow-x-auto" aria-label={label} tabIndex={0}>
      <table
        {...rest}
        aria-label={label}
        aria-rowcount={rows}
        className={classes('w-full border-collapse text-sm', className)}
      >
        {children}
      </table>
    </div>
  );
}

export function Head({ children }: { readonly children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10 bg-surface">
      <tr className="border-b border-line">{children}</tr>
    </thead>
  );
}

export interface ThProps extends ComponentProps<'th'> {
  readonly numeric?: boolean;
  /** Makes the header a button that sorts. */
  readonly onSort?: () => void;
  readonly sorted?: 'ascending' | 'descending' | undefined;
}

export function Th({ numeric, onSort, sorted, className, children, ...rest }: ThProps) {
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      {...rest}
      aria-sort={sorted}
      className={classes(
        'h-9 px-3 text-xs font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
    >
      {onSort === undefined ? (
        children
      ) : (
        <button type="button" onClick={onSort} className="inline-flex h-6 items-center gap-1 hover:text-text">
          {children}
          <Arrow aria-hidden className={classes('size-3', sorted === undefined && 'invisible')} />
        </button>
      )}
    </th>
  );
}

/** A row; those that can be chosen or opened say so by their look. */
export function Row({
  selected,
  className,
  ...rest
}: ComponentProps<'tr'> & { readonly selected?: boolean }) {
  return (
    <tr
      {...rest}
      data-selected={selected || undefined}
      className={classes(
        'border-b border-line last:border-0 hover:bg-hover data-selected:bg-accent-soft',
        className,
      )}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & { readonly numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={classes(
        'h-9 px-3 py-1.5 align-middle first:pl-4 last:pr-4',
        numeric && 'text-right tabular whitespace-nowrap',
        className,
      )}
    />
  );
}
