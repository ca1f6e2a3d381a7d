import { queryOptions, useQuery } from '@tanstack/react-query';
import { type Api, answered, api } from '../../data/api.ts';

/** One job, which events keep live. */
export const jobQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['job', jobId],
    queryFn: () => answered(api.GET('/api/jobs/{id}', { params: { path: { id: jobId } } })),
    // another job's data is no placeholder for this one
    placeholderData: () => undefined,
  });

/** The job of the page that a tab stands in: the page has loaded it. */
export function useJob(jobId: string): Api['Job'] {
  const { data } = useQuery(jobQuery(jobId));
  if (data === undefined) throw new Error('the job is not loaded');
  return data;
}

/** Causes of a job's failures, the largest first. */
export const failuresQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['failures', jobId],
    queryFn: () =>
      answered(
        api.GET('/api/jobs/{id}/failures', { params: { path: { id: jobId }, query: { limit: 100 } } }),
      ),
    // what the page before knew of a job at work is not what this one is about
    staleTime: 0,
    placeholderData: () => undefined,
  });
