import { useMutation } from '@tanstack/react-query';
import { formatCount } from '../../../data/format.ts';
import { queryClient } from '../../../data/query-client.ts';
import { tell, tellError } from '../../../ui/toast.tsx';
import { words } from '../../../words.ts';
import { mendRows } from './bad-rows.ts';
import { type Draft, EMPTY } from './draft.ts';
import type { BadRow, CellMend } from './groups.ts';

/** The line that says how many rows are good and bad. */
export const FOUND_ID = 'import-found';

export interface Mend {
  readonly mends: readonly CellMend[];
  readonly allowed?: ReadonlySet<number>;
}

/** Mends rows of a draft where they are stored, and shows what is wrong then. */
export function useMending(draft: Draft, rows: readonly BadRow[]) {
  return useMutation({
    mutationFn: ({ mends, allowed }: Mend) =>
      mendRows({
        jobId: draft.job_id,
        mapping: draft.mapping ?? EMPTY,
        columns: draft.columns,
        rows,
        mends,
        ...(allowed === undefined ? {} : { allowed }),
      }),
    onSuccess: async (_, { mends, allowed }) => {
      await Promise.all(
        ['upload', 'upload-bad', 'upload-noticed'].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key, draft.job_id] }),
        ),
      );
      // what mended them all is gone with them
      if (document.activeElement === document.body) document.getElementById(FOUND_ID)?.focus();
      const count = new Set(mends.map(({ row }) => row)).size + (allowed?.size ?? 0);
      tell({ title: words.import.mended(formatCount(count, 'row')) });
    },
    onError: tellError,
  });
}
