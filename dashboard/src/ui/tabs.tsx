import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

export interface LinkTab extends LinkProps {
  readonly name: ReactNode;
  readonly count?: number | undefined;
}

/** Tabs that are pages of their own: links, so each has an address. */
export function LinkTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly LinkTab[] }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    // on a narrow screen the tab of this page may lie outside of what is seen
    const current = box.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (!box.current || !current) return;
    const { left, right } = current.getBoundingClientRect();
    const seen = box.current.getBoundingClientRect();
    if (right > seen.right || left < seen.left) box.current.scrollLeft += left - seen.left - 16;
  }, []);
  return (
    <nav ref={box} aria-label={label} className="no-print -mx-1 overflow-x-auto px-1">
      <ul className="flex min-w-max gap-1 border-b border-line">
        {tabs.map(({ name, count, ...link }) => (
          <li key={String(link.to)}>
            <Link
              {...link}
              activeOptions={{ exact: true, includeSearch: false }}
              className="-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2.5 font-medium text-muted hover:text-text"
              activeProps={{ className: 'border-accent! text-text!', 'aria-current': 'page' }}
            >
              {name}
              {count !== undefined && count > 0 && (
                <span className="rounded bg-sunken px-1 text-xs text-muted tabular">
                  {count.toLocaleString()}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
