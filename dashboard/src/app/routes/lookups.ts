import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../root.tsx';

const lookupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lookups',
  component: lazyRouteComponent(() => import('../../pages/lookups/lookups-page.tsx'), 'LookupsPage'),
});

const newLookupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lookups/new',
  component: lazyRouteComponent(() => import('../../pages/lookups/new-lookup-page.tsx'), 'NewLookupPage'),
});

const lookupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lookups/$jobId',
  component: lazyRouteComponent(() => import('../../pages/lookups/lookup-page.tsx'), 'LookupPage'),
});

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$jobId',
  component: lazyRouteComponent(() => import('../../pages/lookups/import-page.tsx'), 'ImportPage'),
});

export const lookupsRoutes = [lookupsRoute, newLookupRoute, lookupRoute, importRoute] as const;
