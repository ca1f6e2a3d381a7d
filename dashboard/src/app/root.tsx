import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { queryClient } from '../data/query-client.ts';
import { search, text } from '../data/search.ts';
import { meQuery } from '../data/session.ts';
import { BrokenPage, NotFoundPage } from './fallbacks.tsx';
import { LoginPage } from './login.tsx';
import { Shell } from './shell.tsx';

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenPage,
});

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: search({ next: text(), error: text() }),
  component: LoginPage,
});

/** Pages for whoever is signed in; others sign in first, and come back to where they wanted to go. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  errorComponent: BrokenPage,
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (me === null) throw redirect({ to: '/login', search: { next: location.href }, replace: true });
  },
});
