import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, search, text } from '../../data/search.ts';
import { SITES_SEARCH } from '../../pages/reports/sites-search.ts';
import { STATUSES } from '../../pages/reports/statuses.ts';
import { shellRoute } from '../root.tsx';

const reportsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports',
  validateSearch: search({ status: oneOf(STATUSES), cursor: text() }),
  component: lazyRouteComponent(() => import('../../pages/reports/reports-page.tsx'), 'ReportsPage'),
});

const reportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/$reportId',
  validateSearch: search(SITES_SEARCH),
  component: lazyRouteComponent(() => import('../../pages/reports/report-page.tsx'), 'ReportPage'),
});

export const reportsRoutes = [reportsRoute, reportRoute] as const;
