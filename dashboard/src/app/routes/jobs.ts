import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { COUNTY_KINDS } from '../../data/kinds.ts';
import { oneOf, search, text, whole, yes } from '../../data/search.ts';
import { STRATEGIES } from '../../pages/jobs/again.ts';
import { ITEM_STATUSES } from '../../pages/jobs/item-status.ts';
import { STATES } from '../../pages/jobs/jobs-filter.ts';
import { LEVELS, LINES } from '../../pages/jobs/log-filter.ts';
import { shellRoute } from '../root.tsx';

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs',
  validateSearch: search({
    state: oneOf(STATES),
    kind: text(),
    county: text(),
    mine: yes(),
    q: text(),
    page: whole(1, 100_000),
  }),
  component: lazyRouteComponent(() => import('../../pages/jobs/jobs-page.tsx'), 'JobsPage'),
});

const newJobRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs/new',
  validateSearch: search({
    kind: oneOf(COUNTY_KINDS),
    counties: text(),
    state: text(),
    strategy: oneOf(STRATEGIES),
    batchSize: whole(1, 1000),
  }),
  component: lazyRouteComponent(() => import('../../pages/jobs/new-job-page.tsx'), 'NewJobPage'),
});

const jobRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs/$jobId',
  component: lazyRouteComponent(() => import('../../pages/jobs/job-page.tsx'), 'JobPage'),
});

const jobIndexRoute = createRoute({
  getParentRoute: () => jobRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/jobs/$jobId/overview', params, replace: true });
  },
});

const jobOverviewRoute = createRoute({
  getParentRoute: () => jobRoute,
  path: '/overview',
  component: lazyRouteComponent(() => import('../../pages/jobs/overview-tab.tsx'), 'JobOverviewTab'),
});

const jobItemsRoute = createRoute({
  getParentRoute: () => jobRoute,
  path: '/items',
  validateSearch: search({
    status: oneOf(ITEM_STATUSES),
    reference: text(),
    from: whole(1),
    code: text(),
    item: whole(1),
  }),
  component: lazyRouteComponent(() => import('../../pages/jobs/items-tab.tsx'), 'JobItemsTab'),
});

const jobFailuresRoute = createRoute({
  getParentRoute: () => jobRoute,
  path: '/failures',
  component: lazyRouteComponent(() => import('../../pages/jobs/failures-tab.tsx'), 'JobFailuresTab'),
});

const jobBatchesRoute = createRoute({
  getParentRoute: () => jobRoute,
  path: '/batches',
  component: lazyRouteComponent(() => import('../../pages/jobs/batches-tab.tsx'), 'JobBatchesTab'),
});

const jobLogRoute = createRoute({
  getParentRoute: () => jobRoute,
  path: '/log',
  validateSearch: search({ level: oneOf(LEVELS), lines: oneOf(LINES) }),
  component: lazyRouteComponent(() => import('../../pages/jobs/log-tab.tsx'), 'JobLogTab'),
});

const jobSettingsRoute = createRoute({
  getParentRoute: () => jobRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../../pages/jobs/settings-tab.tsx'), 'JobSettingsTab'),
});

export const jobsRoutes = [
  jobsRoute,
  newJobRoute,
  jobRoute.addChildren([
    jobIndexRoute,
    jobOverviewRoute,
    jobItemsRoute,
    jobFailuresRoute,
    jobBatchesRoute,
    jobLogRoute,
    jobSettingsRoute,
  ]),
] as const;
