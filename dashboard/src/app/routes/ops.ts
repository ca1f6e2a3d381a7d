import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CALL_VERDICTS, SERVICE_NAMES } from '../../../../src/base/service-words.ts';
import { oneOf, search, text, yes } from '../../data/search.ts';
import { SPANS } from '../../pages/ops/spans.ts';
import { shellRoute } from '../root.tsx';

const opsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops',
  validateSearch: search({ since: oneOf(SPANS), kind: text() }),
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
  validateSearch: search({ since: oneOf(SPANS) }),
  component: lazyRouteComponent(() => import('../../pages/ops/error-group-page.tsx'), 'ErrorGroupPage'),
});

const actionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ops/actions',
  validateSearch: search({ open: yes(), cursor: text() }),
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
  validateSearch: search({
    service: oneOf(SERVICE_NAMES),
    verdict: oneOf(CALL_VERDICTS),
    job: text(),
    cursor: text(),
  }),
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
