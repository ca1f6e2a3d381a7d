import { QueryClient } from '@tanstack/react-query';
import { LotlineError } from './api.ts';

const RETRIES = 2;

/** What pages know of the server. Live events patch it (live.ts); what is stale is fetched again on sight. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 5 * 60_000,
      // A refusal is an answer; only what never came is asked for again.
      retry: (failures, error) => failures < RETRIES && !isRefusal(error),
      // Old data stays while its successor is fetched, also when a filter changes.
      placeholderData: (previous: unknown) => previous,
    },
    mutations: { retry: false },
  },
});

function isRefusal(error: unknown): boolean {
  return error instanceof LotlineError && error.status < 500 && error.status !== 429;
}
