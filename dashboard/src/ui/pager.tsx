import { useChangeSearch } from '../data/change-search.ts';
import { words } from '../words.ts';
import { ListFoot } from './list-foot.tsx';

/** The way on through a list of which nobody counts the pages; `cursor` stands in the address. */
export function CursorPager({
  cursor,
  next,
}: {
  readonly cursor: string | undefined;
  readonly next: string | null | undefined;
}) {
  const change = useChangeSearch();
  return (
    <ListFoot
      label={words.actions.pages}
      onFirst={cursor === undefined ? undefined : () => change({ cursor: undefined })}
      onNext={next ? () => change({ cursor: next }) : undefined}
    />
  );
}
