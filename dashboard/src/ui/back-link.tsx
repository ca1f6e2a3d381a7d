import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';

/** The way from one thing back to the list of them. */
export function BackLink({ children, ...rest }: LinkProps & { readonly children: ReactNode }) {
  return (
    <Link {...rest} className="inline-flex min-h-6 items-center gap-1 hover:text-text">
      <ArrowLeft aria-hidden className="size-3.5" />
      {children}
    </Link>
  );
}
