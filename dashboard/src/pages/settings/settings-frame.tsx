import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMay } from '../../data/session.ts';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { words } from '../../words.ts';

const said = words.settings;

const OWN = [
  { to: '/settings/profile', name: said.profile },
  { to: '/settings/notifications', name: said.notifications },
] as const;
const ORGANIZATION = [
  { to: '/settings/organization', name: said.organization, admin: false },
  { to: '/settings/members', name: said.members, admin: false },
  { to: '/settings/work', name: said.work, admin: false },
  { to: '/settings/api-keys', name: said.apiKeys, admin: true },
  { to: '/settings/webhooks', name: said.webhooks, admin: true },
  { to: '/settings/audit', name: said.audit, admin: true },
] as const;

/** A page of settings, with the ways to the others; what somebody may never see is not among them. */
export function SettingsFrame({
  actions,
  admin = false,
  children,
}: {
  readonly actions?: ReactNode;
  /** For admins alone: others are told so in place of it. */
  readonly admin?: boolean;
  readonly children: ReactNode;
}) {
  const isAdmin = useMay('admin');
  const shown = ORGANIZATION.filter((tab) => isAdmin || !tab.admin);
  const allowed = isAdmin || !admin;
  return (
    <Page
      title={said.title}
      actions={allowed ? actions : undefined}
      below={<LinkTabs label={said.tabs} tabs={[...OWN, ...shown.map(({ to, name }) => ({ to, name }))]} />}
    >
      {allowed ? (
        children
      ) : (
        <Empty icon={LockKeyhole} title={words.errors.forbidden}>
          {said.adminsOnly}
        </Empty>
      )}
    </Page>
  );
}
