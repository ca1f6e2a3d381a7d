import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Loaded } from '../../ui/states.tsx';

/** The parts of a list that were read so far, and a button for more of it. */
export function GrowingList<Part, Line>({
  query,
  rowsOf,
  more,
  empty,
  children,
}: {
  readonly query: UseInfiniteQueryResult<InfiniteData<Part>>;
  readonly rowsOf: (part: Part) => readonly Line[];
  /** What the button says. */
  readonly more: string;
  /** In place of a list without lines. */
  readonly empty: ReactNode;
  readonly children: (rows: readonly Line[]) => ReactNode;
}) {
  return (
    <Loaded query={query} lines={6}>
      {({ pages }) => {
        const rows = pages.flatMap((part) => rowsOf(part));
        if (rows.length === 0) return empty;
        return (
          <>
            {children(rows)}
            {query.hasNextPage && (
              <div className="no-print border-t border-line px-4 py-2">
                <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {more}
                </Button>
              </div>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
