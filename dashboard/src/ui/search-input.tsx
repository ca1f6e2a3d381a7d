import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { LINE } from './field.tsx';

/** The field that `/` goes to. */
export function SearchInput({
  label,
  className,
  ...rest
}: { readonly label: string } & ComponentProps<'input'>) {
  return (
    <div className={classes('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        data-search
        {...rest}
        className={classes(LINE, 'pl-8')}
      />
    </div>
  );
}
