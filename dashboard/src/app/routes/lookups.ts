import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, search, text, whole } from '../../data/search.ts';
import { ITEM_STATUSES } from '../../pages/jobs/item-status.ts';
import { STATES } from '../../pages/jobs/jobs-filter.ts';
import { shellRoute } from '../root.tsx';

const lookupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lookups',
  validateSearch: search({ state: oneOf(STATES), q: text(), page: whole(1, 100_000) }),
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
    status: oneOf(ITEM_STATUSES),
    reference: text(),
    from: whole(1),
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
