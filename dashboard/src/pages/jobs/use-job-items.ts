import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { isSettled } from '../../data/job-state.ts';
import type { ItemsSearch } from './item-filters.tsx';

const PAGE = 100;
const LIVE_MS = 5_000;

/** A page of a job's items as the address asks for it, and the ways to another one. */
export function useJobItems(job: Api['Job'], { status, reference, from }: ItemsSearch) {
  const change = useChangeSearch({ replace: true });
  const filter = {
    ...(status === undefined ? {} : { status }),
    ...(reference === undefined ? {} : { reference }),
    ...(from === undefined ? {} : { number: from }),
  };
  const query = useQuery({
    // a last look once all is settled
    queryKey: ['job-items', job.id, filter, isSettled(job)],
    placeholderData: keepPreviousData,
    refetchInterval: isSettled(job) ? false : LIVE_MS,
    queryFn: () =>
      answered(
        api.GET('/api/jobs/{id}/items', {
          params: { path: { id: job.id }, query: { limit: PAGE, ...filter } },
        }),
      ),
  });
  return {
    query,
    go: (to: ItemsSearch) => change({ ...to }),
    /** Whether it is not all of them that are listed. */
    narrowed: status !== undefined || reference !== undefined,
    filtered: Object.keys(filter).length > 0,
  };
}
