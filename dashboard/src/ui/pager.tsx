import { ChevronRight, ChevronsLeft } from 'lucide-react';
import { useChangeSearch } from '../data/change-search.ts';
import { words } from '../words.ts';
import { Button } from './button.tsx';

/** The way on through a list of which nobody counts the pages; `cursor` stands in the address. */
export function CursorPager({
  cursor,
  next,
}: {
  readonly cursor: string | undefined;
  readonly next: string | null | undefined;
}) {
  const change = useChangeSearch();
  if (cursor === undefined && !next) return null;
  const go = (to: string | undefined) => change({ cursor: to });
  return (
    <div className="no-print flex justify-end gap-2 border-t border-line px-4 py-2">
      {cursor !== undefined && (
        <Button size="sm" icon={ChevronsLeft} onClick={() => go(undefined)}>
          {words.actions.first}
        </Button>
      )}
      {next && (
        <Button size="sm" onClick={() => go(next)}>
          {words.actions.next}
          <ChevronRight aria-hidden className="size-4" />
        </Button>
      )}
    </div>
  );
}
