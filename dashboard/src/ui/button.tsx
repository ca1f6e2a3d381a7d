import { Link, type LinkProps } from '@tanstack/react-router';
import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Tooltip } from './tooltip.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-accent text-on-accent hover:brightness-110',
  secondary: 'border border-line-strong/50 bg-surface text-text hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-text',
  danger: 'border border-bad/50 bg-surface text-bad hover:bg-bad-soft',
};

/** What can only be pressed is left out on paper. */
const SHAPE =
  'no-print inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none ' +
  'transition-[background-color,filter] duration-100 disabled:opacity-50 aria-disabled:opacity-50';
const SIZES = { sm: 'h-7 px-2.5 text-sm', md: 'h-8 px-3 text-base' } as const;

interface Looks {
  readonly look?: ButtonLook;
  readonly size?: keyof typeof SIZES;
  readonly icon?: LucideIcon;
}

export interface ButtonProps extends Looks, ComponentProps<'button'> {
  /** Something runs because of it: it turns, says so, and cannot be pressed again. */
  readonly busy?: boolean;
}

export function Button({
  look = 'secondary',
  size = 'md',
  icon: Icon,
  busy = false,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      // not `disabled`, which would take the focus away from whoever pressed it
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={classes(SHAPE, SIZES[size], LOOKS[look], className)}
    >
      {busy ? (
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
      ) : (
        Icon && <Icon aria-hidden className="size-4 shrink-0" />
      )}
      {rest.children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  /** What it does: its name for everybody, and its tooltip. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip. */
  readonly shortcut?: string;
}

export function IconButton({ icon: Icon, label, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classes(SHAPE, 'size-8 text-muted hover:bg-hover hover:text-text', className)}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Tooltip>
  );
}

/** A link that looks like a button: it leads somewhere, and opens in a new tab as links do. */
export function LinkButton({
  look = 'secondary',
  size = 'md',
  icon: Icon,
  className,
  children,
  ...rest
}: Looks & LinkProps & { readonly className?: string; readonly children?: ReactNode }) {
  return (
    <Link {...rest} className={classes(SHAPE, SIZES[size], LOOKS[look], className)}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </Link>
  );
}

/** A file that the server makes: downloaded as it streams, without a script holding it. */
export function DownloadButton({
  look = 'secondary',
  size = 'md',
  icon: Icon,
  className,
  children,
  ...rest
}: Looks & ComponentProps<'a'>) {
  return (
    <a download {...rest} className={classes(SHAPE, SIZES[size], LOOKS[look], className)}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </a>
  );
}
