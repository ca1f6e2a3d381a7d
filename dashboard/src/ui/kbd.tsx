import type { ReactNode } from 'react';

export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className="rounded border border-current/30 px-1 font-mono text-xs leading-4">{children}</kbd>;
}
