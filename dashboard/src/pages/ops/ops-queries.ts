import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';
import { useLiveStatus } from '../../data/live.ts';
import { type Span, sinceOf } from './spans.ts';

const WORKERS_MS = 5_000;
const QUEUES_MS = 5_000;
const STUCK_MS = 10_000;
const FAILURES_MS = 15_000;

/** Asks again this often; not at all while whoever looks has stopped live updates. */
export function useInterval(ms: number): number | false {
  return useLiveStatus().state === 'paused' ? false : ms;
}

// Whatever is of workers begins with that word: the topic of that name has it fetched anew.
export const useWorkers = () =>
  useQuery({
    queryKey: ['workers', 'list'],
    refetchInterval: useInterval(WORKERS_MS),
    queryFn: () => answered(api.GET('/api/workers')),
  });

export const useWorker = (id: string) =>
  useQuery({
    queryKey: ['workers', 'one', id],
    refetchInterval: useInterval(WORKERS_MS),
    queryFn: () => answered(api.GET('/api/workers/{id}', { params: { path: { id } } })),
  });

export const useQueues = () =>
  useQuery({
    queryKey: ['workers', 'queues'],
    refetchInterval: useInterval(QUEUES_MS),
    queryFn: () => answered(api.GET('/api/queues')),
  });

export const useQueue = (kind: string) =>
  useQuery({
    queryKey: ['workers', 'queue', kind],
    refetchInterval: useInterval(QUEUES_MS),
    queryFn: () => answered(api.GET('/api/queues/{kind}', { params: { path: { kind } } })),
  });

export const useStuck = () =>
  useQuery({
    queryKey: ['workers', 'stuck'],
    refetchInterval: useInterval(STUCK_MS),
    queryFn: () => answered(api.GET('/api/stuck')),
  });

const SERVICES_MS = 10_000;

export const useServices = () =>
  useQuery({
    queryKey: ['services'],
    refetchInterval: useInterval(SERVICES_MS),
    queryFn: () => answered(api.GET('/api/services')),
  });

const ACTIONS_MS = 5_000;
export const ACTIONS_PAGE = 50;

export const useActions = (query: { open?: 'true' | 'false'; after?: string; limit: number }) =>
  useQuery({
    queryKey: ['actions', query],
    refetchInterval: useInterval(ACTIONS_MS),
    queryFn: () => answered(api.GET('/api/actions', { params: { query } })),
  });

export const actionQuery = (id: string) =>
  queryOptions({
    queryKey: ['action', id],
    queryFn: () => answered(api.GET('/api/actions/{id}', { params: { path: { id } } })),
  });

const MOST_GROUPS = 100;

export const useFailures = (span: Span, kind: string | undefined) =>
  useQuery({
    queryKey: ['failures', 'everywhere', span, kind ?? null],
    refetchInterval: useInterval(FAILURES_MS),
    queryFn: () =>
      answered(
        api.GET('/api/failures', {
          params: {
            query: { since: sinceOf(span), limit: MOST_GROUPS, ...(kind === undefined ? {} : { kind }) },
          },
        }),
      ),
  });

export const useFailureGroup = (fingerprint: string, span: Span) =>
  useQuery({
    queryKey: ['failures', 'group', fingerprint, span],
    refetchInterval: useInterval(FAILURES_MS),
    queryFn: () =>
      answered(
        api.GET('/api/failures/{fingerprint}', {
          params: { path: { fingerprint }, query: { since: sinceOf(span) } },
        }),
      ),
  });
