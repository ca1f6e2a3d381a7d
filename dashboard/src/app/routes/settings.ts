import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { shellRoute } from '../root.tsx';

const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/profile',
  component: lazyRouteComponent(() => import('../../pages/settings/profile-page.tsx'), 'ProfilePage'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/notifications',
  component: lazyRouteComponent(
    () => import('../../pages/settings/notifications-page.tsx'),
    'NotificationsPage',
  ),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('../../pages/settings/api-keys-page.tsx'), 'ApiKeysPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('../../pages/settings/webhooks-page.tsx'), 'WebhooksPage'),
});

const webhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/webhooks/$webhookId',
  component: lazyRouteComponent(() => import('../../pages/settings/webhook-page.tsx'), 'WebhookPage'),
});

const membersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/members',
  component: lazyRouteComponent(() => import('../../pages/settings/members-page.tsx'), 'MembersPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/audit',
  component: lazyRouteComponent(() => import('../../pages/settings/audit-page.tsx'), 'AuditPage'),
});

const workSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/work',
  component: lazyRouteComponent(() => import('../../pages/settings/work-page.tsx'), 'WorkSettingsPage'),
});

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../../pages/settings/inbox-page.tsx'), 'InboxPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/profile', replace: true });
  },
});

export const settingsRoutes = [
  profileRoute,
  notificationsRoute,
  apiKeysRoute,
  webhooksRoute,
  webhookRoute,
  membersRoute,
  auditRoute,
  workSettingsRoute,
  inboxRoute,
  settingsRoute,
] as const;
