import { queryOptions, useQuery } from '@tanstack/react-query';
import { type Api, answered, api, forgetCsrf, LotlineError } from './api.ts';
import { queryClient, SIGNED_IN } from './query-client.ts';

export type Me = Api['Me'];
export type Role = Me['role'];

const ROLES: readonly Role[] = ['viewer', 'analyst', 'admin'];

async function hasSession(): Promise<boolean> {
  return (await api.GET('/api/auth/get-session')).data !== null;
}

/** Who is signed in, null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: async (): Promise<Me | null> => {
    // asked first where nobody has signed in from: a refusal would be an error in the browser's log
    if (localStorage.getItem(SIGNED_IN) === null && !(await hasSession())) return null;
    try {
      const me = await answered(api.GET('/api/me'));
      localStorage.setItem(SIGNED_IN, 'yes');
      return me;
    } catch (error) {
      if (error instanceof LotlineError && error.status === 401) return null;
      throw error;
    }
  },
});

/** Who is signed in. Pages inside the shell are shown to nobody else, so it is there. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('nobody is signed in');
  return data;
}

/** Whether whoever is signed in has at least this role. Controls that are never allowed are not shown. */
export function useMay(role: Role): boolean {
  return ROLES.indexOf(useMe().role) >= ROLES.indexOf(role);
}

/** To be called when somebody signed in, signed out or changed the organization: nothing known holds any more. */
export async function sessionChanged(): Promise<void> {
  forgetCsrf();
  localStorage.removeItem(SIGNED_IN);
  queryClient.clear();
  await queryClient.fetchQuery(meQuery);
}
