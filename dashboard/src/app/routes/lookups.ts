import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, search, text, whole } from '../../data/search.ts';
import { shellRoute } from '../root.tsx';

const lookupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lookups',
  validateSearch: search({
    status: oneOf(['pending', 'in_progress', 'paused', 'completed', 'failed', 'cancelled']),
    page: whole(1),
  }),
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
  validateSearch: search({
    status: oneOf(['pending', 'processing', 'completed', 'failed', 'skipped', 'cancelled']),
    reference: text(),
    after: whole(),
    item: whole(1),
  }),
  component: lazyRouteComponent(() => import('../../pages/lookups/lookup-page.tsx'), 'LookupPage'),
});

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$jobId',
  validateSearch: search({ step: oneOf(['columns', 'check', 'confirm']) }),
  component: lazyRouteComponent(() => import('../../pages/lookups/import-page.tsx'), 'ImportPage'),
});

export const lookupsRoutes = [lookupsRoute, newLookupRoute, lookupRoute, importRoute] as const;
