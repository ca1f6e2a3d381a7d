import { createRouter } from '@tanstack/react-router';
import { loginRoute, rootRoute, shellRoute } from './root.tsx';
import { jobsRoutes } from './routes/jobs.ts';
import { lookupsRoutes } from './routes/lookups.ts';
import { opsRoutes } from './routes/ops.ts';
import { placesRoutes } from './routes/places.ts';
import { reportsRoutes } from './routes/reports.ts';
import { settingsRoutes } from './routes/settings.ts';

/** Every address of the dashboard. Filters, sort, tab and what is chosen live in it. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    loginRoute,
    shellRoute.addChildren([
      ...placesRoutes,
      ...jobsRoutes,
      ...lookupsRoutes,
      ...reportsRoutes,
      ...opsRoutes,
      ...settingsRoutes,
    ]),
  ]),
  defaultPreload: 'intent',
  // Queries hold the data and know its age.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
