import { MutationCache, QueryCache, QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import { LotlineError } from './api.ts';
import { isPatched } from './patch-jobs.ts';

const RETRIES = 2;
/** Set while somebody is signed in with this browser, as far as we know. */
export const SIGNED_IN = 'lotline.signed-in';

/** What pages know of the server. Live events patch it (live.ts); what is stale is fetched again on sight. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveIfSignedOut }),
  mutationCache: new MutationCache({ onError: leaveIfSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 5 * 60_000,
      // A refusal is an answer; only what never came is asked for again.
      retry: (failures, error) => failures < RETRIES && !isRefusal(error),
      // Old data stays while its successor is fetched, also when a filter changes.
      // Comparing a list of jobs part by part costs more than what an event changes of it.
      structuralSharing: (before, now) => (isPatched(now) ? now : replaceEqualDeep(before, now)),
      placeholderData: (previous: unknown) => previous,
    },
    mutations: { retry: false },
  },
});

function isRefusal(error: unknown): boolean {
  return error instanceof LotlineError && error.status < 500 && error.status !== 429;
}

/** A session that ended while the page was open: to the sign-in, and from there back to this page. */
function leaveIfSignedOut(error: unknown): void {
  if (!(error instanceof LotlineError) || error.status !== 401) return;
  const { pathname, search } = window.location;
  if (pathname === '/login') return;
  localStorage.removeItem(SIGNED_IN);
  window.location.assign(`/login?${new URLSearchParams({ next: `${pathname}${search}` })}`);
}
