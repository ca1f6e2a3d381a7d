import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { shellRoute } from '../root.tsx';

const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs',
  component: lazyRouteComponent(() => import('../../pages/jobs/jobs-page.tsx'), 'JobsPage'),
});

const newJobRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/jobs/new',
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
