import { queryOptions } from '@tanstack/react-query';
import { type Api, answered, api } from './api.ts';

export type JobType = Api['PendingWork']['jobType'];

/** What waits for work of every type. */
export const pendingWorkQuery = queryOptions({
  queryKey: ['pending-work'],
  queryFn: () => answered(api.GET('/api/pending-work')),
});

/** What waits, county by county: of one type, or of all. */
export const pendingByCountyQuery = (jobType: JobType | 'all') =>
  queryOptions({
    queryKey: ['pending-work', jobType],
    queryFn: () => answered(api.GET('/api/pending-work/{jobType}', { params: { path: { jobType } } })),
  });
