import { useInfiniteQuery } from '@tanstack/react-query';
import type { Api } from '../../data/api.ts';
import { isSettled } from '../../data/job-state.ts';

const LIVE_MS = 5_000;

/** Where a part begins: behind the last line of the part above it, or at the newest. */
interface Place {
  readonly after?: string;
}

const NEWEST: Place = {};

/**
 * A list of a job that grows at its top, part by part. It is read again while the job goes on and nothing further down was
 * asked for: that is over, and stays as it is. Old lines stay while a changed filter is read, those of another job do not.
 */
export function useNewestFirst<Part extends { readonly next: string | null }>(
  name: string,
  job: Api['Job'],
  /** What else the answer hangs on, such as its filter. */
  key: readonly unknown[],
  read: (place: Place) => Promise<Part>,
) {
  return useInfiniteQuery({
    queryKey: [name, job.id, ...key],
    queryFn: ({ pageParam }: { pageParam: Place }) => read(pageParam),
    placeholderData: (previous, query) => (query?.queryKey[1] === job.id ? previous : undefined),
    initialPageParam: NEWEST,
    getNextPageParam: ({ next }: Part) => (next === null ? undefined : { after: next }),
    refetchInterval: ({ state }) => (isSettled(job) || (state.data?.pages.length ?? 0) > 1 ? false : LIVE_MS),
  });
}
