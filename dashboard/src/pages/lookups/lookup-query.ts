import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';

export const LOOKUP = 'incentive_lookup';

/** A lookup in the words of its own API, which knows its report. */
export const batchQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['lookup', jobId],
    placeholderData: () => undefined,
    queryFn: () => answered(api.GET('/batch-lookups/{job_id}', { params: { path: { job_id: jobId } } })),
  });
