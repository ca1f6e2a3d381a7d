import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../root.tsx';

const opsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops',
  component: lazyRouteComponent(() => import('../../pages/ops/ops-page.tsx'), 'OpsPage'),
});

const workerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/workers/$workerId',
  component: lazyRouteComponent(() => import('../../pages/ops/worker-page.tsx'), 'WorkerPage'),
});

const queueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/queues/$kind',
  component: lazyRouteComponent(() => import('../../pages/ops/queue-page.tsx'), 'QueuePage'),
});

const stuckRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/stuck',
  component: lazyRouteComponent(() => import('../../pages/ops/stuck-page.tsx'), 'StuckPage'),
});

const errorGroupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/errors/$fingerprint',
  component: lazyRouteComponent(() => import('../../pages/ops/error-group-page.tsx'), 'ErrorGroupPage'),
});

const actionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/actions',
  component: lazyRouteComponent(() => import('../../pages/ops/actions-page.tsx'), 'ActionsPage'),
});

const actionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/actions/$actionId',
  component: lazyRouteComponent(() => import('../../pages/ops/action-page.tsx'), 'ActionPage'),
});

const servicesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/services',
  component: lazyRouteComponent(() => import('../../pages/ops/services-page.tsx'), 'ServicesPage'),
});

export const opsRoutes = [
  opsRoute,
  workerRoute,
  queueRoute,
  stuckRoute,
  errorGroupRoute,
  actionsRoute,
  actionRoute,
  servicesRoute,
] as const;
