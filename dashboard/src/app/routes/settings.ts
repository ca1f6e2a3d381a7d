import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { oneOf, search, text, yes } from '../../data/search.ts';
import { DELIVERY_STATES } from '../../pages/settings/delivery-states.ts';
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
  validateSearch: search({ cursor: text() }),
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
  validateSearch: search({ state: oneOf(DELIVERY_STATES), cursor: text(), delivery: text() }),
  component: lazyRouteComponent(() => import('../../pages/settings/webhook-page.tsx'), 'WebhookPage'),
});

const organizationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/organization',
  component: lazyRouteComponent(
    () => import('../../pages/settings/organization-page.tsx'),
    'OrganizationPage',
  ),
});

const membersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/members',
  validateSearch: search({ cursor: text() }),
  component: lazyRouteComponent(() => import('../../pages/settings/members-page.tsx'), 'MembersPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/audit',
  validateSearch: search({
    actor: text(),
    action: text(),
    subject: text(),
    from: text(),
    to: text(),
    cursor: text(),
    entry: text(),
  }),
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
  validateSearch: search({ unread: yes(), cursor: text() }),
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
  organizationRoute,
  membersRoute,
  auditRoute,
  workSettingsRoute,
  inboxRoute,
  settingsRoute,
] as const;
